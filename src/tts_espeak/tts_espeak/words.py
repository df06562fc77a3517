"""The written words of a text, and which of espeak-ng's marks belong to each."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .library import Mark

__all__ = ["Written", "assigned", "is_worth_saying", "written_words"]

_RUN = re.compile(r"[^\s—–…。、，！？；：]+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters."""

_SPOKEN_PUNCTUATION = "%&#@§*\\/"


@dataclass(slots=True)
class Written:
    """One word as it is written, and the marks of the synthesis that fall on it."""

    start: int
    end: int
    has_letters: bool
    """Letters or digits: else it is a run of signs, which is a word only if it is spoken ("&", an emoji)."""
    marks: list[Mark] = field(default_factory=list)


def written_words(text: str, marks: Sequence[Mark] = ()) -> list[Written]:
    """
    Cut *text* into its written words: "$3.50", "don't" and "state-of-the-art" are one each.

    Where a script writes no spaces, words begin where *marks* say so.
    """
    begun = sorted({mark.position for mark in marks if not mark.ends_clause})
    words: list[Written] = []
    for run in _RUN.finditer(text):
        start, end = _trimmed(text, *run.span())
        cuts = [start]
        if _UNSPACED.search(text, start, end):
            cuts += [place for place in begun if start < place < end]
        for begin, stop in zip(cuts, [*cuts[1:], end], strict=True):
            words.append(Written(begin, stop, any(map(str.isalnum, text[begin:stop]))))
    return words


def assigned(text: str, marks: Sequence[Mark]) -> list[Written]:
    """
    Give every written word its marks.

    A number gets as many marks as it has words when spoken. Of two words that are spoken as one
    ("of the"), the first gets the mark and the second none.
    """
    words = written_words(text, marks)
    starts = [word.start for word in words]
    for mark in marks:
        if not mark.ends_clause and words:
            words[max(0, bisect_right(starts, mark.position) - 1)].marks.append(mark)
    for word, after in pairwise(words):
        # espeak-ng reports "b" in "a - b" where the dash is, which it does not speak.
        if not word.has_letters and word.marks and after.has_letters and not after.marks:
            after.marks, word.marks = word.marks, []
    return words


def is_worth_saying(text: str, word: Written) -> bool:
    """Whether it would be missed: a word, or a sign that is more than punctuation."""
    signs = text[word.start : word.end]
    return word.has_letters or any(unicodedata.category(sign)[0] == "S" for sign in signs)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the punctuation around a word out, unless there is nothing else."""
    first, last = start, end
    while first < last and _is_punctuation(text[first]):
        first += 1
    while last > first and _is_punctuation(text[last - 1]):
        last -= 1
    return (first, last) if first < last else (start, end)


def _is_punctuation(character: str) -> bool:
    return character not in _SPOKEN_PUNCTUATION and unicodedata.category(character)[0] == "P"
