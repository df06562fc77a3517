"""One pass over the text: from one place worth a look to the next, and the first class that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Reading
from tts_core.text.normalize.other_languages import (
    addresses,
    amounts,
    dates,
    measures,
    patterns,
    ranks,
    shortened,
    times,
)
from tts_core.text.normalize.other_languages.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable

    from tts_core.text.normalize.other_languages.language import Language

    Reader = Callable[[Context, int], Reading | None]

__all__ = ["scan"]

_COMPOUND = expression(r"\d+(?:[.,:/-]\d+)+")
_OPENING = "([«„“\"'‘¿¡"
_CLOSING = ".,;:!?)]»”\"'’…"
_AT_DIGIT: tuple[tuple[str, Reader], ...] = (
    ("electronic", addresses.version),
    ("date", dates.in_numbers),
    ("telephone", addresses.telephone),
    ("date", dates.written),
    ("time", times.clock),
    ("date", dates.short),
    ("date", dates.year),
    ("ordinal", ranks.ordinal),
    ("range", amounts.range_of),
    ("money", measures.money),
    ("percent", measures.percent),
    ("measure", measures.unit),
    ("fraction", amounts.fraction),
    ("score", amounts.ratio),
    ("cardinal", amounts.cardinal),
)
_AT_LETTER: tuple[tuple[str, Reader], ...] = (
    ("electronic", addresses.address),
    ("money", measures.money),
    ("abbreviation", shortened.abbreviation),
    ("roman", ranks.roman),
)
_AT_SIGN: tuple[tuple[str, Reader], ...] = (
    ("electronic", addresses.mail),
    ("money", measures.money),
    ("percent", measures.percent),
    ("fraction", amounts.fraction),
    ("abbreviation", shortened.abbreviation),
    ("symbol", shortened.sign),
)
_AT_MINUS: tuple[tuple[str, Reader], ...] = (("cardinal", amounts.negative),)


def scan(text: str, language: Language, off: frozenset[str]) -> list[Reading]:
    """Return what is read otherwise than it is written, in order."""
    found = patterns.of(language)
    context = Context(text, language, found)
    readings: list[Reading] = []
    search = found.candidate.search
    at = 0
    while match := search(text, at):
        at = match.start()
        sign = text[at]
        if sign.isdecimal():
            if not language.months and (end := _unknown(context, at)):
                at = end
                continue
            readers = _AT_DIGIT
        elif sign in "-−":
            readers = _AT_MINUS
        else:
            readers = _AT_LETTER if sign.isalpha() else _AT_SIGN
        for kind, reader in readers:
            if kind in off:
                continue
            reading = reader(context, at)
            if reading is not None:
                readings.append(_apart(reading, text, readings) if language.spaced else reading)
                at = max(reading.end, at + 1)
                break
        else:
            at += 1
    return readings


def _unknown(context: Context, at: int) -> int:
    """
    Return where digits end that are no number, in a language of which only numbers are known; else 0.

    Its dates and times are left whole to the voice, which may know them, and are warned of.
    """
    run = _COMPOUND.match(context.text, at)
    number = context.patterns.amount.match(context.text, at)
    return run.end() if run and number and number.end() < run.end() else 0


def _apart(reading: Reading, text: str, readings: list[Reading]) -> Reading:
    """Keep the words of a reading apart from the words it touches."""
    start, end, said, kind = reading
    before = readings[-1].text[-1:] if readings and readings[-1].end == start else text[start - 1 : start]
    after = text[end : end + 1]
    if kind == "symbol":
        lead = " " if before.strip() and before not in _OPENING else ""
        return Reading(
            start, end, f"{lead}{said}{' ' if after.strip() and after not in _CLOSING else ''}", kind
        )
    if said and before and _wordlike(said[0]) and _wordlike(before) and kind != "abbreviation":
        said = f" {said}"
    if said and _wordlike(said[-1]) and after.isalnum():
        said = f"{said} "
    return Reading(start, end, said, kind)


def _wordlike(sign: str) -> bool:
    """Say whether *sign* is a letter, a digit, or the vowel sign of a letter."""
    return sign.isalnum() or category(sign)[0] == "M"
