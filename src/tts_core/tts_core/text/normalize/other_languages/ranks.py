"""Ordinals, in digits and in Roman numerals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.normalize.context import Reading

if TYPE_CHECKING:
    from tts_core.text.normalize.other_languages.context import Context

__all__ = ["ordinal", "roman"]

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def ordinal(context: Context, at: int) -> Reading | None:
    """Read an ordinal in the form that its mark, or the words around it, show."""
    grammar = context.language.grammar
    if first := _first_of_two(context, at):
        return first
    found = context.patterns.rank.match(context.text, at)
    if found is None:
        return None
    around = context.around(at, found.end())
    said = grammar.ordinal(found["digits"], found["mark"], around)
    return Reading(at, found.end(), said, "ordinal") if said else None


def roman(context: Context, at: int) -> Reading | None:
    """Read the number of a king, a century or a chapter."""
    found = context.patterns.roman.match(context.text, at)
    if found is None or (found[1] in "LC" and found[2].isalpha()):
        return None  # "Le" and "Ce" are words.
    number = _value(found[1])
    grammar = context.language.grammar
    if found["century"]:
        around = context.around(at, found.end())._replace(after="")
        said = grammar.century(number, around)
        return Reading(at, found.end(), said, "roman") if said else None
    for mark in dict.fromkeys((found[2], "")):
        end = found.end(1) + len(mark)
        around = context.around(at, end)
        other = None if mark else context.patterns.roman_too.match(context.text, end)
        if other and (both := _centuries(context, number, at, other.start(1))):
            return both
        said = grammar.roman(number, mark, around)
        if said is None and other:
            # "XV do XVI wieku": the word behind the second is the first one's as well.
            said = grammar.roman(number, mark, around._replace(after=context.around(at, other.end()).after))
        if said:
            if other:
                context.carried = other.start(1), around.before
            if mark and said.endswith(".") and context.text[end : end + 1] in (",", ";", ":", ")"):
                said = said[:-1]
            return Reading(at, end, said, "roman")
    return None


def _first_of_two(context: Context, at: int) -> Reading | None:
    """Read the first of two ordinals and the dash between them: "1.-3. Platz"."""
    first = context.patterns.ranks.match(context.text, at)
    last = first and context.patterns.rank.match(context.text, first.end())
    if first is None or last is None:
        return None
    around = context.around(at, last.end())
    said = context.language.grammar.ordinal(first["digits"], "", around)
    context.carried = first.end(), around.before
    return Reading(at, first.end(), f"{said} {context.language.to} ", "ordinal") if said else None


def _centuries(context: Context, number: int, at: int, second: int) -> Reading | None:
    """Read two centuries with one short word behind them: "XVIII–XIX вв."."""
    found = context.patterns.roman.match(context.text, second)
    if found is None or not found["century"]:
        return None
    said = context.language.grammar.centuries(number, _value(found[1]), context.around(at, second))
    return Reading(at, found.end(), said, "roman") if said else None


def _value(numeral: str) -> int:
    """Return what a Roman numeral counts."""
    number = largest = 0
    for letter in reversed(numeral):
        value = _VALUES[letter]
        number += value if value >= largest else -value
        largest = max(largest, value)
    return number
