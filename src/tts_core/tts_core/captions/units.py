"""The caller's text cut into its words, with all that stands between them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..synthesizer import Word
    from .edits import Placed

__all__ = ["SPACE", "Unit", "break_cost", "cut_to", "encodable", "units_of", "width_of"]

SPACE = re.compile("[^\\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}]+")
"""White space that a line may be broken at."""

_HALF = re.compile("[\ud800-\udfff]")
_REST = 0.3
"""Seconds of silence that are heard as a rest."""

_SENTENCE = re.compile(r"[.!?…。！？।؟]+[\"'”’»›)\]」』]*$")
_CLAUSE = re.compile(r"[,;:–—،؛、，；：·-]+[\"'”’»›)\]」』]*$")
_OPENING = re.compile(r"^[(\[“‘«„¿¡「『–—]|^[-*•·] ")


@dataclass(frozen=True, slots=True)
class Unit:
    """
    One written word, with the punctuation that clings to it, and when it sounds.

    Usually one Word. Words that were spoken for the same written characters ("$5": five, dollars)
    are one unit, which cannot be parted.
    """

    text: str
    start: float
    end: float
    spaced: bool
    """Whether white space stands before it."""
    paragraph: bool
    """Whether an empty line stands before it."""
    words: tuple[Word, ...]

    @property
    def ends_sentence(self) -> bool:
        """Whether its punctuation could end a sentence."""
        return bool(_SENTENCE.search(self.text))

    @property
    def ends_clause(self) -> bool:
        """Whether its punctuation ends a part of a sentence."""
        return bool(_CLAUSE.search(self.text))

    @property
    def opens(self) -> bool:
        """Whether something begins with it: a quotation, a bracket, an aside, an item of a list."""
        return bool(_OPENING.search(self.text))


def width_of(text: str) -> int:
    """Return how many columns *text* takes, as it is drawn."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1
        for char in text
    )


def break_cost(unit: Unit, following: Unit) -> float:
    """Return how much it hurts to part two units: nothing at the end of a sentence, most within a word."""
    rest = following.start - unit.end
    if following.paragraph:
        return 0
    if unit.ends_sentence:
        # A full stop behind a short word without a rest is more likely an abbreviation.
        return 0 if rest > _REST / 2 or len(unit.text) > 5 or not unit.text.endswith(".") else 10
    if unit.ends_clause or following.opens:
        return 2 if following.spaced else 4
    if rest >= _REST:
        return 3
    return 8 if following.spaced else 12


def encodable(text: str) -> str:
    """Return *text*, as long as it was, with a sign for each half of a character, which no file can hold."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def cut_to(columns: int, unit: Unit) -> list[Unit]:
    """Cut a unit into several of so many columns, each with its share of the time."""
    parts = [""]
    for char in unit.text:
        if parts[-1] and width_of(parts[-1] + char) > columns:
            parts.append("")
        parts[-1] += char
    found: list[Unit] = []
    start, whole = unit.start, len(unit.text)
    for part in parts:
        end = start + (unit.end - unit.start) * len(part) / whole if part is not parts[-1] else unit.end
        same = (unit.spaced, unit.paragraph, unit.words) if not found else (False, False, ())
        found.append(Unit(part, start, end, *same))
        start = end
    return found


def units_of(words: Sequence[Placed], text: str) -> list[Unit]:
    """
    Cut the whole of *text* into units, in its order.

    What stands between two words goes with the first up to the last white space, and with the
    second from there; what stands before the first and behind the last goes with them.
    """
    groups = _groups(words)
    between = [_cut(text, first[1], second[0]) for (first, _), (second, _) in pairwise(groups)]
    edges = [0, *between, len(text)]
    units: list[Unit] = []
    earliest = 0.0
    for index, (_, spoken) in enumerate(groups):
        begin, end = edges[index], edges[index + 1]
        gap = _white(text[edges[index - 1] : begin]) if index else ""
        earliest = max(earliest, min(word.start for word in spoken))
        stop = max([earliest, *(word.end for word in spoken)])
        content = SPACE.sub(" ", text[begin:end]).strip(" ")
        units.append(Unit(content, earliest, stop, bool(gap), gap.count("\n") > 1, spoken))
    return units


def _groups(words: Sequence[Placed]) -> list[tuple[tuple[int, int], tuple[Word, ...]]]:
    """Put words together whose characters overlap."""
    groups: list[tuple[tuple[int, int], tuple[Word, ...]]] = []
    for (start, end), word in words:
        if groups and start < groups[-1][0][1]:
            (first, last), held = groups[-1]
            groups[-1] = ((first, max(last, end)), (*held, word))
        else:
            groups.append(((start, end), (word,)))
    return groups


def _cut(text: str, end: int, start: int) -> int:
    """Return where, between two words, the second one's text begins."""
    gaps = list(SPACE.finditer(text, end, start))
    if not gaps:
        return start
    broken = [gap for gap in gaps if "\n" in gap.group()]
    return (broken or gaps)[-1].end()


def _white(text: str) -> str:
    """Return the white space that *text* ends with."""
    *_, last = [None, *SPACE.finditer(text)]
    return last.group() if last and last.end() == len(text) else ""
