"""What a model is, as it says itself: its card, voices, options, files, and how it is to be loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, Literal

from .errors import ModelUnavailable, UnsupportedOption
from .field_types import check_types
from .foreign import ForeignCall, described
from .language_tags import suits
from .model_file import ModelFile  # noqa: TC001  (fields are held to their annotations)
from .option import Option  # noqa: TC001  (fields are held to their annotations)
from .scripts import scripts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


__all__ = ["Feature", "Licence", "LoadOptions", "ModelCard", "Voice"]

HIGHEST_RATE = 768_000
"""Samples per second beyond which nothing records or plays."""
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")
_POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)

_ONE_SPEED = "this model has one speed; effects=['stretch:speed=1.5'] makes any model's speech shorter"

Gender = Literal["female", "male", "neutral"]


class Feature(StrEnum):
    """What a model can do beyond speaking. Declared means tested; not declared means refused."""

    SPEED = "speed"
    """Another speed than 1.0 changes the length of the speech."""
    TIMINGS = "timings"
    """Renderings carry word timings; without it the pipeline estimates them."""
    PHONEMES = "phonemes"
    """IPA readings that the caller gives for single words are honoured."""
    CANCEL = "cancel"
    """A running `speak` stops within 100 ms of being cancelled."""
    DETERMINISTIC = "deterministic"
    """The same utterance gives the same samples, byte for byte."""
    CLONE = "clone"
    """It speaks with the voice of `utterance.sample`, a recording that the caller brings."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """Who speaks. The id is stable and unique within its model; the name is for people."""

    id: str
    name: str = ""
    language: str = "en-US"
    """BCP-47: what it speaks unless another of its `languages` is asked for."""
    languages: tuple[str, ...] = ()
    """All that it speaks, of a voice that speaks several."""
    gender: Gender | None = None
    description: str = ""
    aliases: tuple[str, ...] = ()
    """Other names that this voice answers to."""
    sample_rate: int | None = None
    """Its rate, where that is not the card's."""
    files: tuple[ModelFile, ...] = ()
    """What it needs beside the model's files: brought and verified when it is first asked for."""
    model: str = field(default="", compare=False)
    """The id of the model whose voice it is; the registry fills it in."""

    def __post_init__(self) -> None:
        check_types(f"voice {self.id!r}", self)

    def answers_to(self, name: str) -> bool:
        """Whether *name*, in whatever case, is this voice's id, name or alias."""
        wanted = name.casefold()
        return any(wanted == each.casefold() for each in (self.id, self.name, *self.aliases) if each)

    def speaks(self, language: str) -> bool:
        """Whether the voice can be given to who asks for *language*."""
        return any(suits(each, language) for each in (self.language, *self.languages))


@dataclass(frozen=True, kw_only=True, slots=True)
class Licence:
    """Who may use what: the plugin's code, the model's weights, and what turns text into phonemes."""

    code: str = ""
    weights: str = ""
    g2p: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelCard:
    """What a model is, for people and programs, without loading anything."""

    id: str
    sample_rate: int
    label: str = ""
    description: str = ""
    plugin: str = ""
    """The distribution that brought the model; the registry fills it in."""
    languages: tuple[str, ...] = ()
    """BCP-47 tags; empty when the voices say it (`languages` follow from dynamic voices)."""
    scripts: tuple[str, ...] = ()
    """
    The scripts that its voices can say, as ISO 15924 codes; empty: those of the language that is spoken.

    `("*",)` is every script: the model says a word in any of them by some rule, or warns of it itself.
    """
    voices: tuple[Voice, ...] | Callable[..., tuple[Voice, ...]] = ()
    """
    The voices, or a function that lists them when they are first asked for.

    One that takes an argument is told the `LoadOptions` of the call: where files are kept, and whether any
    may be brought.
    """
    default_voice: str | None = None
    limit: int = 400
    """The most units (characters, or what `Measures` counts) that one utterance may have."""
    best: int = 200
    """The utterance length at which the model sounds and runs best."""
    first: int | None = None
    """The length aimed at for the first utterance of a speech, so that sound begins early; None is `best`."""
    concurrency: int = 1
    """How many `speak` calls one synthesizer may run at once."""
    batch: int = 1
    """The most utterances that one run of a model with `SpeaksMany` may have."""
    features: frozenset[Feature] = frozenset()
    speeds: tuple[float, float] | None = None
    """The least and the greatest speed of a model with SPEED; None where it has no bounds of its own."""
    options: tuple[Option, ...] = ()
    files: tuple[ModelFile, ...] | Callable[[Mapping[str, Path]], tuple[ModelFile, ...]] = ()
    """
    What must be here before the model can speak; the core brings it and verifies it.

    A function is for a model whose first file names the others: it is told the paths of the files
    that are here so far (at first none), and asked again until it names nothing new.
    """
    size: int = 0
    """Bytes of memory the loaded model is expected to take."""
    licence: Licence = Licence()
    homepage: str = ""
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    rank: int = 0
    """
    Who speaks where no model is named: the highest of those that are here and can do what is asked.

    Rule-based voices have 0, neural voices 10 to 50 by how they sound, models of other machines -10,
    and what must not be taken unless nothing else is here, less. The same rank goes by the id.
    """
    listed: bool = True
    """A model that is not listed is had by name only: never the default, never shown unasked."""

    def __post_init__(self) -> None:
        check_types(f"model {self.id!r}", self, loosely=("size",))
        if not self.id or self.id != self.id.strip():
            raise ValueError(f"a model's id must be a name without spaces around it, not {self.id!r}")
        if not 1 <= self.sample_rate <= HIGHEST_RATE:
            raise ValueError(
                f"model {self.id!r}: sample_rate must be from 1 to {HIGHEST_RATE}, not {self.sample_rate}"
            )
        if not 1 <= self.best <= self.limit:
            raise ValueError(f"model {self.id!r}: best ({self.best}) must be from 1 to limit ({self.limit})")
        if self.first is not None and self.first < 1:
            raise ValueError(f"model {self.id!r}: first must be at least 1, not {self.first}")
        for name, number in (("concurrency", self.concurrency), ("batch", self.batch)):
            if number < 1:
                raise ValueError(f"model {self.id!r}: {name} must be at least 1, not {number}")
        wrong = [code for code in self.scripts if code != "*" and not _SCRIPT.fullmatch(code)]
        if wrong:
            raise ValueError(
                f'model {self.id!r}: scripts are ISO 15924 codes such as "Latn", not {wrong[0]!r}'
            )

    @property
    def voices_depend_on_files(self) -> bool:
        """Whether the voices are listed by a function that is told where files are kept."""
        if not callable(self.voices):
            return False
        try:
            taken = signature(self.voices).parameters.values()
        except (TypeError, ValueError):  # A function of another language does not tell; it is told nothing.
            return False
        return any(each.default is each.empty and each.kind in _POSITIONAL for each in taken)

    def listed_voices(self, options: LoadOptions) -> tuple[Voice, ...]:
        """Return the voices, asking the function that lists them where there is one."""
        if not callable(self.voices):
            return self.voices
        return tuple(self.voices(options) if self.voices_depend_on_files else self.voices())

    @property
    def known_files(self) -> tuple[ModelFile, ...]:
        """The files that can be named before any of them is here."""
        if not callable(self.files):
            return self.files
        with ForeignCall() as naming:
            return tuple(self.files({}))
        why = f"its files cannot be named: {described(naming.raised)}"
        raise ModelUnavailable(self.id, why) from naming.raised

    def scripts_for(self, language: str | None) -> frozenset[str] | None:
        """Return the scripts that can be said where *language* is spoken; None where nothing is known."""
        if self.scripts:
            return None if "*" in self.scripts else frozenset(self.scripts)
        return scripts_of(language) if language else None

    def check_speed(self, speed: float) -> None:
        """Refuse a speed that the model would have to ignore or to change."""
        if speed == 1.0:
            return
        if Feature.SPEED not in self.features:
            known = [option.name for option in self.options]
            raise UnsupportedOption("speed", self.id, known, why=_ONE_SPEED)
        if self.speeds is not None and not self.speeds[0] <= speed <= self.speeds[1]:
            least, greatest = self.speeds
            raise ValueError(
                f"model {self.id!r} speaks at {least:g} to {greatest:g} times its speed, not at {speed:g}"
            )

    def checked_options(self, given: Mapping[str, object]) -> dict[str, Any]:
        """Return every option of the model with its value: as given and checked, or the default."""
        known = {option.name: option for option in self.options}
        for name in given:
            if name not in known:
                raise UnsupportedOption(name, self.id, known)
        return {
            name: self._asked(option, given[name]) if name in given else self._unasked(option)
            for name, option in known.items()
        }

    def _asked(self, option: Option, value: object) -> Any:
        return option.check_secret(value) if option.secret else option.check(value)

    def _unasked(self, option: Option) -> Any:
        if not option.secret:
            return option.default
        name = option.kept_as(self.id)
        fix = f"set ${name}, or with keyring installed: keyring set tts-core {name}"
        with ForeignCall() as asked:
            found = option.kept(self.id)
        if asked.raised is not None:
            why = f"the keyring does not tell its secret {option.name!r}: {described(asked.raised)}"
            raise ModelUnavailable(self.id, why, fix) from asked.raised
        if found is None and option.default is None:
            raise ModelUnavailable(self.id, f"its secret {option.name!r} is not set", fix)
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadOptions:
    """How a model is to be loaded. Part of what makes two loaded models different."""

    device: str | None = None
    providers: tuple[str, ...] = ()
    threads: int | None = None
    cache_dir: Path | None = None
    offline: bool = False
    isolated: bool = False
    """Whether the model is to have a process of its own, so that its native code can end nothing else."""
    files: Mapping[str, Path] = field(default_factory=dict, compare=False)
    """The path of each file on the card, verified; the core fills it in before `Model.load` is called."""
