"""
Text broken up where espeak-ng would drop some of it, or break down over it.

It holds 160 bytes and 200 phonemes of a word, 299 words and 1000 phonemes of a clause, and says a
sign that stands alone no more than three times in a row; what is beyond that it leaves out, and
tells nobody. And where letters of two scripts, or a picture and a letter, touch in one word, or a
hyphen follows a sign, some languages make it read through a null pointer, which ends the process.
Spaces and commas put into the text keep everything. The marks of the synthesis are moved back to
where they belong in the text as it was.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..native.sound import Mark

__all__ = ["BrokenText", "insert_breaks"]

_HYPHEN = re.compile(r"(?<=[^\w\s]|_)-(?=[^\W\d_])")
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH"}
"""Written side by side in one word."""
_LONG_RUN = re.compile(r"[^\s.,;:!?…—。、，！？；：]{20,}")
_LONGEST_RUN = 60
_LONGEST_READING = 110
"""Characters of IPA that surely are all of a word; espeak-ng stops at 150 or more."""
_PICTURES = 8
"""Emoji in a row that are surely said: each has a name of several words."""
_REPEATED = re.compile(r"(?<!\S)(\S)(?:\s+\1(?!\S)){3,}")
_TOKEN = re.compile(r"\S+")
_CLAUSE = re.compile(r"(?:[^.,;:!?…。、，！？；：]|[.,:](?=\S)|(?<!\w)[.,;:!?…])+")
"""What espeak-ng may take for one clause: behind a sign, punctuation ends none."""
_MOST_WORDS = 250
_LONGEST_CLAUSE = 600
"""Characters of IPA that surely are all of a clause."""
_ROOM = 330
"""Characters that surely fit in a clause, each capital, digit or sign counted tenfold for its name."""
_WINDOW = 1000
_COSTLY = re.compile(r"[^\sa-z]")


@dataclass(frozen=True, slots=True)
class BrokenText:
    """A text with breaks put in, and where they are."""

    text: str
    breaks: tuple[tuple[int, str], ...] = ()
    """Places in the text as it was, in order, and what was put in before each."""
    before: BrokenText | None = None
    """An earlier round of breaks, in whose text these are."""

    def restored(self, marks: Sequence[Mark]) -> list[Mark]:
        """Return *marks* with their positions in the text as it was."""
        if not self.breaks:
            return list(marks)
        ends, added, shifts = [], 0, [0]
        for place, put in self.breaks:
            added += len(put)
            ends.append(place + added)
            shifts.append(added)
        moved = [
            replace(mark, position=mark.position - shifts[bisect_right(ends, mark.position)])
            for mark in marks
        ]
        return self.before.restored(moved) if self.before else moved


def insert_breaks(text: str, to_ipa: Callable[[str], Sequence[str]]) -> BrokenText:
    """Break up *text* where it is needed. *to_ipa* returns the IPA of each clause as the voice says it."""
    whole = _put(
        BrokenText(text), sorted({*_changes(text), *((found.end(), " ") for found in _HYPHEN.finditer(text))})
    )
    runs: list[tuple[int, str]] = []
    for run in _LONG_RUN.finditer(whole.text):
        runs.extend(_within(whole.text, *run.span(), to_ipa))
    whole = _put(whole, runs)
    repeated: list[tuple[int, str]] = []
    for found in _REPEATED.finditer(whole.text):
        ends = [token.end() for token in _TOKEN.finditer(whole.text, *found.span())]
        repeated.extend((end, ",") for end in ends[2::3])
    whole = _put(whole, repeated)
    crowded: list[tuple[int, str]] = []
    for clause in _CLAUSE.finditer(whole.text):
        for window in _windows(whole.text, *clause.span()):
            crowded.extend(_crowded(whole.text, *window, to_ipa))
    return _put(whole, crowded)


def _put(whole: BrokenText, breaks: Sequence[tuple[int, str]]) -> BrokenText:
    if not breaks:
        return whole
    parts, begin = [], 0
    for place, put in breaks:
        parts += [whole.text[begin:place], put]
        begin = place
    return BrokenText("".join([*parts, whole.text[begin:]]), tuple(breaks), whole)


def _changes(text: str) -> Iterator[tuple[int, str]]:
    """Yield a space for every place where the script changes inside of a word."""
    if text.isascii():
        return
    held = ""
    for place, sign in enumerate(text):
        script = _script(sign)
        if script is None:
            continue
        if held and script and script != held:
            yield place, " "
        held = script


@lru_cache(maxsize=4096)
def _script(sign: str) -> str | None:
    """Name the script of a letter, or what else touches letters; "" parts words, None belongs to any."""
    kind = unicodedata.category(sign)
    if kind in ("Lm", "Nd") or kind[0] == "M" or sign == "\u200d":
        return None
    if kind == "So":
        return kind
    if kind[0] not in "LN":
        return ""
    if sign < "\u0370":  # Among them letters with names of their own: "µ", "º".
        return "LATIN"
    name = unicodedata.name(sign, "?").partition(" ")[0]
    return "CJK" if name in _EAST_ASIAN else name


def _within(
    text: str, start: int, end: int, to_ipa: Callable[[str], Sequence[str]]
) -> Iterator[tuple[int, str]]:
    """Yield the breaks that a run without spaces needs."""
    if unicodedata.category(text[start]) == "So":
        yield from ((place, ", ") for place in range(start + _PICTURES, end, _PICTURES))
        return
    while end - start > _LONGEST_RUN:
        place = _place(text, start + _LONGEST_RUN // 2, start + _LONGEST_RUN)
        yield from _within(text, start, place, to_ipa)
        yield place, " "
        start = place
    longest = max((len(word) for clause in to_ipa(text[start:end]) for word in clause.split(" ")), default=0)
    if longest <= _LONGEST_READING or end - start < 2:
        return
    if text[start:end].isdigit():  # Beyond the numbers that have a name, digits are said one by one.
        yield from ((place, " ") for place in range(start + 1, end))
        return
    middle = _place(text, start + 1, (start + end) // 2)
    yield from _within(text, start, middle, to_ipa)
    yield middle, " "
    yield from _within(text, middle, end, to_ipa)


def _place(text: str, first: int, last: int) -> int:
    """Choose where to break: behind a sign such as "/" if there is one, never before a combining mark."""
    for place in range(last, first, -1):
        if not (text[place - 1].isalnum() or unicodedata.category(text[place - 1])[0] == "M"):
            return place
    while last > first and unicodedata.category(text[last])[0] == "M":
        last -= 1
    return max(first, last)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a clause without end into stretches somewhat longer than what espeak-ng takes for one."""
    while end - start > _WINDOW:
        last = max(text.rfind(" ", start + _WINDOW // 2, start + _WINDOW), start + _WINDOW // 2)
        yield start, last
        start = last
    yield start, end


def _crowded(
    text: str, start: int, end: int, to_ipa: Callable[[str], Sequence[str]]
) -> Iterator[tuple[int, str]]:
    """Yield the breaks that a clause needs which is too much for espeak-ng to hold."""
    if end - start < _ROOM and end - start + 9 * len(_COSTLY.findall(text, start, end)) < _ROOM:
        return
    clauses = to_ipa(text[start:end])
    if all(len(clause) < _LONGEST_CLAUSE and clause.count(" ") < _MOST_WORDS for clause in clauses):
        return
    ends = [token.end() for token in _TOKEN.finditer(text, start, end)]
    if len(ends) < 2:
        return
    middle = ends[(len(ends) - 1) // 2]
    yield from _crowded(text, start, middle, to_ipa)
    yield middle, "," if text[middle - 1].isalnum() else "\n\n"
    yield from _crowded(text, middle, end, to_ipa)
