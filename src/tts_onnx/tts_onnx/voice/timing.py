"""When each word sounds, from the frames that the model gave its tokens."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from tts_core import Word

from .tokens import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from .frames import Clock, Sound
    from .tokens import Line

__all__ = ["SpokenSpan", "token_times", "words"]

_RUN = re.compile(r"\S+")
_REST = 0.085
"""Seconds between two words from which on it is a rest; of spaces between words few are as long."""
_QUIET = 10 ** (-40 / 20)
"""What counts as silence, against the loudest sample."""

Quality = Literal["model", "estimated"]


class SpokenSpan(Protocol):
    """A stretch of the text that is spoken as one."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...


def token_times(
    line: Line, sound: Sound, clock: Clock, begin: int, end: int
) -> dict[int, tuple[float, float]]:
    """
    Say from when to when each word of *line* sounds, in seconds from sample *begin*.

    Without frames, the words share the samples from *begin* to *end* by their tokens.
    """
    lead = 0.0
    if sound.frames is not None:
        edges = np.concatenate(([0], np.cumsum(sound.frames))) * clock.hop - begin
        starts = edges[1:]  # The first token is the boundary.
        lead = clock.lead
    else:
        starts = np.linspace(0, end - begin, len(line) + 1)
    seconds = (starts / clock.sample_rate - lead).tolist()
    times: dict[int, tuple[float, float]] = {}
    for place, owner in enumerate(line.owners):
        if owner != NOBODY:
            begun, _ = times.get(owner, (seconds[place], 0.0))
            times[owner] = (begun, seconds[place + 1])
    _share_spaces(times)
    _end_with_the_sound(times, np.abs(sound.samples[begin:end]), clock.sample_rate)
    return {owner: (max(0.0, start), max(0.0, start, stop)) for owner, (start, stop) in times.items()}


def _share_spaces(times: dict[int, tuple[float, float]]) -> None:
    """Let words meet in the middle of the space between them: nobody hears one in running speech."""
    for one, other in pairwise(times):
        (start, stop), (begin, end) = times[one], times[other]
        if 0.0 < begin - stop < _REST:
            middle = (stop + begin) / 2
            times[one], times[other] = (start, middle), (middle, end)


def _end_with_the_sound(
    times: dict[int, tuple[float, float]], loudness: NDArray[np.float32], sample_rate: int
) -> None:
    """Let words before a rest end where they fall silent: their last frames may hold some of the rest."""
    loud = _QUIET * loudness.max(initial=0.0)
    following = {one: times[other][0] for one, other in pairwise(times)}
    for word, (start, stop) in times.items():
        if following.get(word, np.inf) > stop:
            first = max(0, round(start * sample_rate))
            sounding = np.flatnonzero(loudness[first : max(0, round(stop * sample_rate))] > loud)
            if len(sounding):
                times[word] = (start, (first + int(sounding[-1]) + 1) / sample_rate)


def words(
    text: str,
    spoken: Sequence[SpokenSpan],
    times: Mapping[int, tuple[float, float]],
    *,
    predicted: bool,
) -> Iterator[Word]:
    """
    Make the words of *text* from the times of what was spoken.

    Words that are spoken as one share its time by their lengths, and say that they are estimated.
    """
    for index, (start, stop) in sorted(times.items()):
        group = [
            span
            for run in _RUN.finditer(text, spoken[index].start, spoken[index].end)
            if (span := _bare(text, *run.span()))
        ]
        quality: Quality = "model" if predicted and len(group) == 1 else "estimated"
        step = (stop - start) / max(1, sum(last - first for first, last in group))
        begin = start
        for first, last in group:
            end = stop if (first, last) == group[-1] else begin + step * (last - first)
            yield Word(text[first:last], (first, last), begin, end, quality)
            begin = end


def _bare(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave out the punctuation around a word; without letters or digits it is one only if it is a sign."""
    first, last = start, end
    while first < last and not text[first].isalnum():
        first += 1
    while last > first and not text[last - 1].isalnum():
        last -= 1
    if first < last:
        return first, last
    return None
