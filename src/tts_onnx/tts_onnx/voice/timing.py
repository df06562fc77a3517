"""When each word sounds, from the frames that the model gave its tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from tts_core import Word

from .tokens import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .frames import Clock, Sound
    from .tokens import Line

__all__ = ["SpokenSpan", "token_times", "words"]

_RUN = re.compile(r"\S+")

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
    if sound.frames is not None:
        edges = np.concatenate(([0], np.cumsum(sound.frames))) * clock.hop - clock.lead - begin
        starts = edges[1:]  # The first token is the boundary.
    else:
        starts = np.linspace(0, end - begin, len(line) + 1)
    times: dict[int, tuple[float, float]] = {}
    for place, owner in enumerate(line.owners):
        if owner == NOBODY:
            continue
        start = max(0.0, float(starts[place]) / clock.sample_rate)
        stop = max(start, float(starts[place + 1]) / clock.sample_rate)
        times[owner] = (times[owner][0] if owner in times else start, stop)
    return times


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
