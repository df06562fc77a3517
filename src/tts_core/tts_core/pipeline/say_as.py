"""Saying a chunk in the way that markup asks for: letter by letter, as a date, as an ordinal."""

from __future__ import annotations

from ..text.normalize import CLASSES, Rules, normalize, number_words

__all__ = ["said_as", "spelled"]

_KINDS = {
    "cardinal": ("cardinal",),
    "number": ("cardinal", "fraction"),
    "fraction": ("cardinal", "fraction"),
    "date": ("date",),
    "time": ("time",),
    "duration": ("time", "measure"),
    "telephone": ("telephone",),
    "unit": ("measure", "cardinal"),
    "currency": ("money", "cardinal"),
}
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_BRITISH_ORDERS = ("dmy", "dm", "d")


def spelled(text: str, language: str | None) -> str:
    """Return *text* character by character, digits and signs by their names."""
    names = (
        character.upper() if character.isalpha() else normalize(character, language).text.strip()
        for character in text
        if not character.isspace()
    )
    return " ".join(name for name in names if name)


def said_as(how: str, text: str, language: str | None) -> str:
    """
    Return *text* said as a *how*: a cardinal, a date, a telephone number.

    What cannot be said so is refused; it is not said in some other way.
    """
    kind, _, order = how.partition(":")
    english = (language or "en").casefold().startswith("en")
    if not english and kind in ("ordinal", "cardinal", "number") and text.strip().isdecimal():
        said = number_words(text.strip(), language or "", ordinal=kind == "ordinal") or text
    elif kind == "digits":
        said = spelled("".join(filter(str.isalnum, text)), language)
    elif kind == "ordinal":
        said = normalize(_ordinal(text), language, _only("ordinal")).text
    elif kind == "cardinal" and text.strip().isdecimal():
        said = normalize(_grouped(text.strip()), language, _only("cardinal")).text
    else:
        tag = language
        if order in _BRITISH_ORDERS and english:
            tag = "en-GB"
        said = normalize(text, tag, _only(*_KINDS[kind])).text
    if any(map(str.isdigit, said)):
        raise ValueError(
            f"markup: {text!r} cannot be said as {how!r}; write it out, or leave the say-as away"
        )
    return said


def _only(*classes: str) -> Rules:
    return Rules(off=frozenset(CLASSES) - frozenset(classes) - {"unicode"})


def _grouped(digits: str) -> str:
    """Part the thousands, so that no four digits look like a year."""
    head = len(digits) % 3 or 3
    return ",".join([digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))])


def _ordinal(text: str) -> str:
    bare = text.strip()
    if not bare.isdecimal():
        return bare
    number = int(bare[-2:])
    return bare + ("th" if 10 < number < 20 else _SUFFIXES.get(number % 10, "th"))
