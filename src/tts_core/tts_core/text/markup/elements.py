"""The elements of SSML that are understood, and what their attributes may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .values import LEVELS, rate, seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .marks import Kind

__all__ = ["ELEMENTS", "REFUSED", "Element"]

_STRENGTHS = {"none": 0.0, "x-weak": 0.1, "weak": 0.25, "medium": 0.5, "strong": 0.75, "x-strong": 1.25}
_SPELLED = ("characters", "spell-out", "verbatim")
_SAID = (
    *("cardinal", "number", "ordinal", "digits", "fraction"),
    *("date", "time", "duration", "telephone", "unit", "currency"),
)
_DATES = ("mdy", "dmy", "ymd", "md", "dm", "ym", "my", "d", "m", "y")


@dataclass(frozen=True, slots=True)
class Element:
    """One element: what it marks, what it may hold, and how its attributes are read."""

    kind: Kind | None
    holds: str
    attributes: tuple[str, ...]
    fix: str
    value: Callable[[Mapping[str, str]], str | float]

    def read(self, name: str, given: Mapping[str, str]) -> tuple[Kind | None, str | float]:
        """Say what the element marks and with what value; raise ValueError for what is not understood."""
        for attribute in given:
            if attribute not in self.attributes and not (name == "speak" and attribute.startswith("xmlns:")):
                raise ValueError(f"<{name}> has no attribute {attribute!r} that is supported")
        value = self.value(given)
        return ("spell" if value == "characters" and self.kind == "say-as" else self.kind), value


def _nothing(_: Mapping[str, str]) -> str:
    return ""


def _break(given: Mapping[str, str]) -> float:
    if "time" in given:
        return seconds(given["time"])
    return _STRENGTHS[_one_of(_STRENGTHS, given.get("strength", "medium"), "strength")]


def _say_as(given: Mapping[str, str]) -> str:
    how = _one_of((*_SPELLED, *_SAID), _present(given, "say-as", "interpret-as"), "interpret-as")
    if "format" not in given:
        return "characters" if how in _SPELLED else how
    if how != "date":
        raise ValueError(f"a format is understood for dates, not for {how!r}")
    return f"date:{_one_of(_DATES, given['format'].lower(), 'format')}"


def _phoneme(given: Mapping[str, str]) -> str:
    _one_of(("ipa",), given.get("alphabet", "ipa").lower(), "alphabet")
    return _present(given, "phoneme", "ph")


def _prosody(given: Mapping[str, str]) -> float:
    return rate(_present(given, "prosody", "rate"))


def _emphasis(given: Mapping[str, str]) -> str:
    return _one_of(LEVELS, given.get("level", "moderate"), "level")


def _present(given: Mapping[str, str], name: str, attribute: str) -> str:
    value = given.get(attribute, "").strip()
    if not value:
        raise ValueError(f"<{name}> needs the attribute {attribute!r}")
    return value


def _one_of(known: Mapping[str, float] | tuple[str, ...], value: str, attribute: str) -> str:
    if value not in known:
        raise ValueError(f"{attribute}={value!r} is not supported")
    return value


ELEMENTS = {
    "speak": Element(
        None,
        "anything",
        ("version", "xmlns", "xml:lang", "xsi:schemaLocation"),
        'Write <speak>, or <speak version="1.1" xml:lang="en-US">.',
        _nothing,
    ),
    "p": Element("paragraph", "anything", (), "Write <p> alone.", _nothing),
    "s": Element("sentence", "anything", (), "Write <s> alone.", _nothing),
    "break": Element(
        None,
        "nothing",
        ("time", "strength"),
        f'Write <break time="500ms"/> (600s at most) or <break strength="…"/>: {", ".join(_STRENGTHS)}.',
        _break,
    ),
    "sub": Element(
        "say",
        "text",
        ("alias",),
        'Write <sub alias="sequel">SQL</sub>.',
        partial(_present, name="sub", attribute="alias"),
    ),
    "say-as": Element(
        "say-as",
        "text",
        ("interpret-as", "format"),
        f"Known: {', '.join((*_SPELLED, *_SAID))}; formats of a date: {', '.join(_DATES)}.",
        _say_as,
    ),
    "phoneme": Element(
        "phonemes",
        "text",
        ("alphabet", "ph"),
        'Write <phoneme alphabet="ipa" ph="…">word</phoneme>.',
        _phoneme,
    ),
    "prosody": Element(
        "rate",
        "anything",
        ("rate",),
        'Write <prosody rate="90%">: a factor, a percentage or a name; only the rate can be set.',
        _prosody,
    ),
    "voice": Element(
        "voice",
        "anything",
        ("name",),
        'Write <voice name="Luna">.',
        partial(_present, name="voice", attribute="name"),
    ),
    "lang": Element(
        "lang",
        "anything",
        ("xml:lang",),
        'Write <lang xml:lang="fr-FR">.',
        partial(_present, name="lang", attribute="xml:lang"),
    ),
    "emphasis": Element(
        "emphasis", "anything", ("level",), f'Write <emphasis level="…">: {", ".join(LEVELS)}.', _emphasis
    ),
}
REFUSED = {
    "audio": "A recording is no speech: put it between two speeches. ",
    "lexicon": "A document names no files to be read: give the lexicon with the request. ",
    "mark": "Nothing reports one: take the times of the words. ",
}
"""Elements of SSML that are refused for a reason of their own, and what to do instead."""
