"""Every written word of an utterance with its time, whatever the model could tell of it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..synthesizer import Quality, Word
from ..text.spans import VERBATIM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..text.spans import Spoken

__all__ = ["Written", "moved", "timed", "written_words"]

_RUN = re.compile(r"[^\s—–…]+")


@dataclass(frozen=True, slots=True)
class Written:
    """One word as the caller wrote it: where it is said, and where it was written."""

    start: int
    end: int
    """In the spoken text."""
    span: tuple[int, int]
    """In the caller's text."""


def written_words(spoken: Spoken) -> list[Written]:
    """
    List the words that the caller wrote and that are said.

    "$3.50" is one written word, however many are said for it.
    """
    found: list[Written] = []
    offset = 0
    for token in spoken.tokens:
        length = len(token.text)
        if token.kind == VERBATIM:
            found.extend(
                Written(offset + start, offset + end, (token.start + start, token.start + end))
                for start, end in _runs(token.text)
            )
        elif any(map(str.isalnum, token.text)):
            found.append(Written(offset, offset + length, (token.start, token.end)))
        offset += length
    return found


def timed(
    written: Sequence[Written], heard: Sequence[Word], duration: float, source: str, shift: int = 0
) -> tuple[Word, ...]:
    """
    Give every written word its time.

    *heard* are the model's words, their spans shifted by *shift* against the spoken text. Several of
    them may make up one written word; a written word that the model did not tell of is fitted in
    between its neighbours and marked as estimated.
    """
    times = _assigned(written, heard, shift)
    _fill(written, times, duration)
    words: list[Word] = []
    floor = 0.0
    for word, (start, end, quality) in zip(written, times, strict=True):
        begin = min(max(start, floor), duration)
        stop = min(max(end, begin), duration)
        words.append(Word(source[slice(*word.span)], word.span, begin, stop, quality))
        floor = begin
    return tuple(words)


def moved(words: Sequence[Word], seconds: float, *, by: float = 1.0) -> tuple[Word, ...]:
    """Return *words* so much later, their times stretched. `replace` would take three times as long."""
    return tuple(
        Word(word.text, word.span, by * word.start + seconds, by * word.end + seconds, word.quality)
        for word in words
    )


_Time = tuple[float, float, Quality]
_UNKNOWN: _Time = (-1.0, -1.0, "estimated")


def _assigned(written: Sequence[Written], heard: Sequence[Word], shift: int) -> list[_Time]:
    times = [_UNKNOWN] * len(written)
    starts = [word.start for word in written]
    for word in heard:
        middle = shift + (word.span[0] + max(word.span[0], word.span[1] - 1)) // 2
        index = bisect_right(starts, middle) - 1
        if index < 0 or middle >= written[index].end:
            continue
        held = times[index]
        if held is _UNKNOWN:
            times[index] = (word.start, word.end, word.quality)
        else:
            times[index] = (min(held[0], word.start), max(held[1], word.end), held[2])
    return times


def _fill(written: Sequence[Written], times: list[_Time], duration: float) -> None:
    """Share the time between known neighbours among the unknown words, by their lengths."""
    index = 0
    while index < len(times):
        if times[index] is not _UNKNOWN:
            index += 1
            continue
        last = index
        while last < len(times) and times[last] is _UNKNOWN:
            last += 1
        begin = times[index - 1][1] if index else 0.0
        finish = times[last][0] if last < len(times) else duration
        room = max(0.0, finish - begin)
        weights = [word.end - word.start + 1 for word in written[index:last]]
        total = sum(weights)
        for position, weight in enumerate(weights, start=index):
            share = room * weight / total
            times[position] = (begin, begin + share, "estimated")
            begin += share
        index = last


def _runs(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        start, end = run.span()
        while start < end and not _sounds(text[start]):
            start += 1
        while end > start and not _sounds(text[end - 1]):
            end -= 1
        if start < end:
            yield start, end


def _sounds(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"
