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
    found = context.patterns.rank.match(context.text, at)
    if found is None:
        return None
    around = context.around(at, found.end())
    said = context.language.grammar.ordinal(found["digits"], found["mark"], around)
    return Reading(at, found.end(), said, "ordinal") if said else None


def roman(context: Context, at: int) -> Reading | None:
    """Read the number of a king, a century or a chapter."""
    found = context.patterns.roman.match(context.text, at)
    if found is None or (found[1] in "LC" and found[2].isalpha()):
        return None  # "Le" and "Ce" are words.
    number, largest = 0, 0
    for letter in reversed(found[1]):
        value = _VALUES[letter]
        number += value if value >= largest else -value
        largest = max(largest, value)
    grammar = context.language.grammar
    if found["century"]:
        around = context.around(at, found.end())._replace(after="")
        said = grammar.century(number, around)
        return Reading(at, found.end(), said, "roman") if said else None
    for mark in dict.fromkeys((found[2], "")):
        end = found.end(1) + len(mark)
        said = grammar.roman(number, mark, context.around(at, end))
        if said:
            return Reading(at, end, said, "roman")
    return None
