"""The written words of a text, and which of espeak-ng's marks belong to each."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..native.sound import Mark

__all__ = ["WrittenWord", "assign_marks", "is_worth_saying", "written_words"]

_RUN = re.compile(r"[^\s—–…。、，！？；：]+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters."""

_NUMBER = re.compile(r"[.,-]\d")
_SPOKEN_PUNCTUATION = "%&#@§*\\/"


@dataclass(slots=True)
class WrittenWord:
    """One word as it is written, and the marks of the synthesis that fall on it."""

    start: int
    end: int
    has_letters: bool
    """Letters or digits: else it is a run of signs, which is a word only if it is spoken ("&", an emoji)."""
    reach: int
    """Where the marks begin that fall on it: at the punctuation before it."""
    marks: list[Mark] = field(default_factory=list)


def written_words(text: str, marks: Sequence[Mark] = ()) -> list[WrittenWord]:
    """
    Cut *text* into its written words: "$3.50", "don't" and "state-of-the-art" are one each.

    *marks* say where words begin in scripts that write no spaces, and where a clause ends inside of
    what is written as one ("here,there").
    """
    begins = [mark for mark in marks if not mark.ends_clause]
    begun = sorted({mark.position for mark in begins})
    parted = {after.position for mark, after in pairwise(begins) if mark.clause != after.clause}
    words: list[WrittenWord] = []
    for run in _RUN.finditer(text):
        first, last = run.span()
        unspaced = _UNSPACED.search(text, first, last) is not None
        inside = begun[bisect_right(begun, first) : bisect_left(begun, last)]
        cuts = [first, *(place for place in inside if unspaced or place in parted), last]
        for begin, stop in pairwise(cuts):
            start, end = _trimmed(text, begin, stop)
            words.append(WrittenWord(start, end, any(map(str.isalnum, text[start:end])), reach=begin))
    return words


def assign_marks(text: str, marks: Sequence[Mark]) -> list[WrittenWord]:
    """
    Give every written word its marks.

    A number gets as many marks as it has words when spoken. Of two words that are spoken as one
    ("of the"), the first gets the mark and the second none.
    """
    words = written_words(text, marks)
    reaches = [word.reach for word in words]
    for mark in marks:
        if not mark.ends_clause and words:
            place = mark.position
            while text[place : place + 1].isspace():
                place += 1  # Behind an abbreviation, a word begins at the space before it: "vs. us".
            words[max(0, bisect_right(reaches, place) - 1)].marks.append(mark)
    for word, after in pairwise(words):
        # espeak-ng reports "b" in "a - b" where the dash is, which it does not speak.
        if not word.has_letters and word.marks and after.has_letters and not after.marks:
            after.marks, word.marks = word.marks, []
    return words


def is_worth_saying(text: str, word: WrittenWord) -> bool:
    """Whether it would be missed: a word, or a sign that is more than punctuation."""
    signs = text[word.start : word.end]
    return word.has_letters or any(unicodedata.category(sign)[0] == "S" for sign in signs)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the punctuation around a word out, unless there is nothing else."""
    first, last = start, end
    while first < last and _is_punctuation(text[first]) and not _NUMBER.match(text, first, last):
        first += 1
    while last > first and _is_punctuation(text[last - 1]):
        last -= 1
    return (first, last) if first < last else (start, end)


def _is_punctuation(character: str) -> bool:
    return character not in _SPOKEN_PUNCTUATION and unicodedata.category(character)[0] == "P"
