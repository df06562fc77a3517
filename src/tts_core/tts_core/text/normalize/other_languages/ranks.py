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
    if first := context.patterns.ranks.match(context.text, at):
        around = context.around(at, first.end())
        last = context.patterns.rank.match(context.text, first.end())
        if last and (
            said := grammar.ordinal(
                first["digits"], "", around._replace(after=context.around(at, last.end()).after)
            )
        ):
            context.carried = first.end(), around.before
            return Reading(at, first.end(), f"{said} {context.language.to} ", "ordinal")
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
        said = grammar.roman(number, mark, around)
        if (other := context.patterns.roman_too.match(context.text, end)) and not mark:
            second = context.patterns.roman.match(context.text, other.start(1))
            if (
                second
                and second["century"]
                and (said_both := grammar.centuries(number, _value(second[1]), around))
            ):
                return Reading(at, second.end(), said_both, "roman")
        if said is None and (other := context.patterns.roman_too.match(context.text, end)):
            # "XV do XVI wieku": the word behind the second is the first one's as well.
            said = grammar.roman(number, mark, around._replace(after=context.around(at, other.end()).after))
        if said:
            if mark and said.endswith(".") and context.text[end : end + 1] in (",", ";", ":", ")"):
                said = said[:-1]
            return Reading(at, end, said, "roman")
    return None


def _value(numeral: str) -> int:
    """Return what a Roman numeral counts."""
    number = largest = 0
    for letter in reversed(numeral):
        value = _VALUES[letter]
        number += value if value >= largest else -value
        largest = max(largest, value)
    return number
