"""What a model is, as it says itself: its card, voices, options, files, and how it is to be loaded."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from .errors import UnsupportedOption
from .language_tags import suits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


__all__ = ["Feature", "Licence", "LoadOptions", "ModelCard", "ModelFile", "Option", "Voice"]

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """Who speaks. The id is stable and unique within its model; the name is for people."""

    id: str
    name: str = ""
    language: str = "en-US"
    """BCP-47."""
    gender: Gender | None = None
    description: str = ""
    aliases: tuple[str, ...] = ()
    """Other names that this voice answers to."""

    def answers_to(self, name: str) -> bool:
        """Whether *name*, in whatever case, is this voice's id, name or alias."""
        wanted = name.casefold()
        return any(wanted == each.casefold() for each in (self.id, self.name, *self.aliases) if each)

    def speaks(self, language: str) -> bool:
        """Whether the voice can be given to who asks for *language*."""
        return suits(self.language, language)


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One knob of a model: what it is called, what it takes, and what it does."""

    name: str
    type: type[int] | type[float] | type[bool] | type[str]
    default: int | float | bool | str | None = None
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    doc: str = ""

    def check(self, value: object) -> int | float | bool | str:
        """Return *value* as this option's type, or raise ValueError with what would be right."""
        checked = self._typed(value)
        if isinstance(checked, float) and not math.isfinite(checked):
            raise ValueError(f"option {self.name!r} must be a finite number, not {value!r}")
        if self.choices and checked not in self.choices:
            raise ValueError(f"option {self.name!r} must be one of {', '.join(self.choices)}, not {value!r}")
        if isinstance(checked, int | float) and not isinstance(checked, bool):
            low = -math.inf if self.min is None else self.min
            high = math.inf if self.max is None else self.max
            if not low <= checked <= high:
                raise ValueError(f"option {self.name!r} must be from {self.min} to {self.max}, not {value!r}")
        return checked

    def _typed(self, value: object) -> int | float | bool | str:
        if self.type is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if self.type is int and isinstance(value, float) and value.is_integer():
            return int(value)
        if type(value) is self.type:
            return value
        raise ValueError(f"option {self.name!r} must be {self.type.__name__}, not {value!r}")

    def parse(self, text: str) -> int | float | bool | str:
        """Read the option's value from *text*, as a command line or a form gives it."""
        if self.type is bool:
            words = {"true": True, "yes": True, "on": True, "1": True}
            words |= {"false": False, "no": False, "off": False, "0": False}
            if text.strip().casefold() not in words:
                raise ValueError(f"option {self.name!r} must be true or false, not {text!r}")
            return words[text.strip().casefold()]
        if self.type is str:
            return self.check(text)
        try:
            number: int | float = self.type(text)  # type: ignore[assignment]  # int or float: bool and str are done
        except ValueError:
            raise ValueError(f"option {self.name!r} must be {self.type.__name__}, not {text!r}") from None
        return self.check(number)


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFile:
    """
    One file that must be here before the model can speak, and the one place that it is from.

    What is pinned is held to its pins whenever the model is loaded.
    """

    name: str
    """Its path within that place, with "/" between folders."""
    repo: str = ""
    """A repository on the Hugging Face hub."""
    revision: str = ""
    """The repository's state: a 40-hex commit, or, where nothing is pinned, a branch; empty is "main"."""
    url: str = ""
    """An https address."""
    package: str = ""
    """An installed package that holds the file; it is found without being imported."""
    folder: Path | None = None
    """A folder of the user's."""
    bytes: int | None = None
    """Its size; None where nobody knows it."""
    sha256: str = ""
    """Its checksum; empty where nobody knows it."""

    def __post_init__(self) -> None:
        given = [name for name in ("repo", "url", "package", "folder") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError(
                f"file {self.name!r} must be from one place, a repo, url, package or folder, "
                f"not from {' and '.join(given) or 'none'}"
            )
        if self.url and not self.url.startswith(("https://", "http://127.0.0.1:")):
            raise ValueError(f"file {self.name!r} must be from an https address, not {self.url!r}")
        parts = self.name.split("/")
        if not all(parts) or {".", ".."} & set(parts) or "\\" in self.name or ":" in self.name:
            raise ValueError(f"{self.name!r} must name a file inside the directory that it is from")
        if self.revision and not self.repo:
            raise ValueError(f"file {self.name!r}: only a repo has a revision")

    @property
    def source(self) -> str:
        """Where the file is from, in words."""
        return self.repo or self.url or (f"the package {self.package}" if self.package else str(self.folder))


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
    voices: tuple[Voice, ...] | Callable[[], tuple[Voice, ...]] = ()
    """The voices, or a function that lists them when they are first asked for."""
    default_voice: str | None = None
    limit: int = 400
    """The most units (characters, or what `Measures` counts) that one utterance may have."""
    best: int = 200
    """The utterance length at which the model sounds and runs best."""
    first: int | None = None
    """The length aimed at for the first utterance of a speech, so that sound begins early; None is `best`."""
    concurrency: int = 1
    """How many `speak` calls one synthesizer may run at once."""
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
    """Who is the default among the models that are here: the highest."""
    listed: bool = True
    """A model that is not listed is had by name only: never the default, never shown unasked."""

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip():
            raise ValueError(f"a model's id must be a name without spaces around it, not {self.id!r}")
        if self.sample_rate <= 0:
            raise ValueError(f"model {self.id!r}: sample_rate must be positive, not {self.sample_rate}")
        if not 1 <= self.best <= self.limit:
            raise ValueError(f"model {self.id!r}: best ({self.best}) must be from 1 to limit ({self.limit})")
        if self.first is not None and self.first < 1:
            raise ValueError(f"model {self.id!r}: first must be at least 1, not {self.first}")
        if self.concurrency < 1:
            raise ValueError(f"model {self.id!r}: concurrency must be at least 1, not {self.concurrency}")

    @property
    def known_files(self) -> tuple[ModelFile, ...]:
        """The files that can be named before any of them is here."""
        return self.files({}) if callable(self.files) else self.files

    def check_speed(self, speed: float) -> None:
        """Refuse a speed that the model would have to ignore or to change."""
        if speed == 1.0:
            return
        if Feature.SPEED not in self.features:
            known = [option.name for option in self.options]
            raise UnsupportedOption("speed", self.id, known, why="this model has one speed")
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
            name: option.check(given[name]) if name in given else option.default
            for name, option in known.items()
        }


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
