"""When each word sounds, from the marks that the synthesis itself set."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tts_core import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tts_core import Quality

    from .native.sound import Mark
    from .text.words import WrittenWord

__all__ = ["word_times"]

_QUIET = 0.004
_TAIL_SECONDS = 0.01
"""How long a word is heard beyond its last sample that is not quiet."""


def word_times(
    text: str, words: Sequence[WrittenWord], marks: Sequence[Mark], samples: NDArray[np.float32], rate: int
) -> tuple[Word, ...]:
    """
    Give every word its time. It ends where the next begins, or where its sound dies away in a pause.

    Words that are spoken as one share its time by their lengths, and say that they are estimated.
    """
    total = len(samples)
    bounds = sorted({*(min(mark.sample, total) for mark in marks), total})
    rests = {min(mark.sample, total) for mark in marks if mark.ends_clause} | {total}
    found: list[Word] = []
    floor = 0
    for group in _spoken_as_one(words):
        begin, last = floor, floor
        if group[0].marks:
            begin = min(max(floor, group[0].marks[0].sample), total)
            last = min(max(begin, group[0].marks[-1].sample), total)
        after = bisect_right(bounds, last)
        finish = bounds[after] if after < len(bounds) else total
        if finish in rests:
            finish = last + _heard(samples[last:finish], rate)
        if found and found[-1].end > begin / rate:  # In shortened sound, marks are not exact to the sample.
            found[-1] = replace(found[-1], end=max(found[-1].start, begin / rate))
        found.extend(_shared(text, group, begin / rate, finish / rate))
        floor = begin
    return tuple(found)


def _spoken_as_one(words: Sequence[WrittenWord]) -> list[list[WrittenWord]]:
    """Put the words without a mark to the one before them, which has theirs."""
    groups: list[list[WrittenWord]] = []
    for word in words:
        if groups and not word.marks:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _shared(text: str, group: Sequence[WrittenWord], begin: float, finish: float) -> list[Word]:
    if len(group) == 1:
        return [_timed(text, group[0], begin, finish, "exact" if group[0].marks else "estimated")]
    step = (finish - begin) / sum(word.end - word.start for word in group)
    shared: list[Word] = []
    for word in group:
        end = finish if word is group[-1] else begin + step * (word.end - word.start)
        shared.append(_timed(text, word, begin, end, "estimated"))
        begin = end
    return shared


def _timed(text: str, word: WrittenWord, begin: float, end: float, quality: Quality) -> Word:
    return Word(text[word.start : word.end], (word.start, word.end), begin, end, quality)


def _heard(samples: NDArray[np.float32], rate: int) -> int:
    """Say how many of the *samples* there are up to the last that can be heard, and a little more."""
    heard = (np.abs(samples) > _QUIET).tobytes().rfind(True) + 1  # Bytes are searched from the end.
    return min(len(samples), heard + round(_TAIL_SECONDS * rate)) if heard else len(samples)
