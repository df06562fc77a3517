"""What a caller asks."""

from __future__ import annotations

import math
from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypedDict

from .card import LoadOptions
from .pauses import Pauses
from .sample import Sample
from .text.lexicon import Lexicon
from .text.normalize import Rules

__all__ = ["Request", "RequestFields", "TextIn", "request"]

TextIn = str | Iterable[str] | AsyncIterable[str]
"""A text, or its fragments as they come; the latter asynchronously only where the call is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """
    One thing to be said, and how.

    Everything that a caller may ask for is a field here; the functions that take a request take the
    same names as keywords.
    """

    text: TextIn
    model: str | Sequence[str] | None = None
    """
    A model's id. None means TTS_CORE_MODEL, else the best model whose files are here.

    Of several the first that can be had speaks: the others are for when it is not installed, not
    here, or does not load.
    """
    voice: str | Sample | None = None
    """A voice's id, name or alias, in whatever case, or a sample. None is the default for the language."""
    speed: float = 1.0
    """2.0 is twice as fast. A model that cannot change its speed refuses anything but 1.0."""
    language: str | None = None
    """BCP-47. None means the voice's own; "auto" that each sentence is in one of its own."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """The model's own knobs, as its card lists them."""
    normalize: bool | Rules | Mapping[str, Any] = True
    """Whether "$3.50" is said "three dollars and fifty cents", or which classes of written things are."""
    markup: bool = False
    """Whether `[pause 500ms]` and its kin, or SSML, are instructions rather than text."""
    lexicon: Lexicon | Mapping[str, str] | Sequence[Mapping[str, Any]] | None = None
    """How words are to be said: word to respelling, or to /IPA/ between slashes."""
    pauses: Pauses | Mapping[str, float] = field(default_factory=Pauses)
    """Seconds of rest by the mark that ended a piece."""
    longest: float | None = None
    """Seconds that the speech may last at most; None is an hour, and a second for each character."""
    effects: Sequence[str | Mapping[str, Any]] = ()
    """What happens to the sound, in order: "telephone", "stretch:speed=1.2", {"name": "stretch", ...}."""
    load: LoadOptions = field(default_factory=LoadOptions)
    """How the model is to be loaded."""

    def __post_init__(self) -> None:
        _check_text(self.text)
        if isinstance(self.model, list | tuple) and self.model:
            object.__setattr__(self, "model", tuple(self.model))
            for name in self.model:
                _check_name("model", name)
        else:
            _check_name("model", self.model)
        if not isinstance(self.voice, Sample):
            _check_name("voice", self.voice)
        _check_name("language", self.language)
        if isinstance(self.speed, bool) or not isinstance(self.speed, int | float):
            raise ValueError(f"speed must be a number, not {self.speed!r}")
        if not (math.isfinite(self.speed) and self.speed > 0):
            raise ValueError(f"speed must be a number above 0 (1.0 is the usual speed), not {self.speed!r}")
        if self.longest is not None and not (
            isinstance(self.longest, int | float) and 0 < self.longest < math.inf
        ):
            raise ValueError(f"longest must be a number of seconds above 0, or None, not {self.longest!r}")
        if not isinstance(self.options, Mapping):
            raise ValueError(f"options must map names to values, not {type(self.options).__name__}")
        if isinstance(self.normalize, Mapping):
            object.__setattr__(self, "normalize", Rules(**self.normalize))
        if not isinstance(self.normalize, bool | Rules):
            raise ValueError(f"normalize must be True, False or Rules, not {self.normalize!r}")
        if not isinstance(self.lexicon, Lexicon | None):
            object.__setattr__(self, "lexicon", Lexicon.of(self.lexicon))
        if not isinstance(self.pauses, Pauses):
            object.__setattr__(self, "pauses", Pauses.of(self.pauses))
        object.__setattr__(self, "effects", _checked_effects(self.effects))

    def particulars(self) -> dict[str, Any]:
        """Return, as plain values, what was asked beyond the usual: each is a field of a request again."""
        asked: dict[str, Any] = {}
        if isinstance(self.normalize, Rules):
            asked["normalize"] = {"off": sorted(self.normalize.off), "emoji": self.normalize.emoji}
        elif not self.normalize:
            asked["normalize"] = False
        if self.markup:
            asked["markup"] = True
        if isinstance(self.lexicon, Lexicon) and len(self.lexicon):
            asked["lexicon"] = self.lexicon.plain()
        if isinstance(self.pauses, Pauses) and self.pauses != Pauses():
            asked["pauses"] = dict(self.pauses.after)
        if self.effects:
            asked["effects"] = [each if isinstance(each, str) else dict(each) for each in self.effects]
        return asked


class RequestFields(TypedDict, total=False):
    """The keywords of `synthesize` and its kin: the fields of Request, without the text."""

    model: str | Sequence[str] | None
    voice: str | Sample | None
    speed: float
    language: str | None
    options: Mapping[str, Any]
    normalize: bool | Rules | Mapping[str, Any]
    markup: bool
    lexicon: Lexicon | Mapping[str, str] | Sequence[Mapping[str, Any]] | None
    pauses: Pauses | Mapping[str, float]
    longest: float | None
    effects: Sequence[str | Mapping[str, Any]]
    load: LoadOptions


def request(text: TextIn | Request, given: Mapping[str, Any]) -> Request:
    """Make the request of a call from its text and keywords, or pass on one that is already made."""
    names = {each.name for each in fields(Request)} - {"text"}
    for name in given:
        if name not in names:
            raise TypeError(
                f"a request has no field {name!r}; its fields are {', '.join(sorted(names))}. "
                f"A model's own knobs go in options={{{name!r}: …}}"
            )
    if isinstance(text, Request):
        if given:
            raise TypeError(f"a finished Request takes no further fields: {', '.join(given)}")
        return text
    return Request(text=text, **given)


def _check_text(text: object) -> None:
    if isinstance(text, bytes | bytearray) or not isinstance(text, str | Iterable | AsyncIterable):
        raise ValueError(f"text must be a str, or an iterable of str, not {type(text).__name__}")


def _checked_effects(asked: object) -> tuple[str | Mapping[str, Any], ...]:
    if isinstance(asked, str | Mapping) or not isinstance(asked, Sequence):
        raise ValueError(f'effects must be a list, such as ["telephone"], not {asked!r}')
    for each in asked:
        named = each.get("name") if isinstance(each, Mapping) else each
        if not isinstance(named, str) or not named.strip():
            raise ValueError(f'an effect is asked for as "NAME:KEY=VALUE" or {{"name": ...}}, not {each!r}')
    return tuple(asked)


def _check_name(what: str, name: object) -> None:
    if name is not None and (not isinstance(name, str) or not name.strip()):
        raise ValueError(f"{what} must be a name or None, not {name!r}")
