"""What has left the device, frame by frame, and so which words were heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..synthesizer import Word

__all__ = ["HandedOver", "Heard", "heard_words"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What was heard of a speech: only what had left the device, never what was merely handed to it."""

    seconds: float = 0.0
    """How much of it sounded; what was heard twice counts twice."""
    words: tuple[Word, ...] = ()
    """The words that sounded whole, in the order of the text."""
    last_word: Word | None = None
    """The word that sounded last."""
    text: str = ""
    """The caller's text up to the end of the last of `words`, as what was said to somebody."""
    whole: bool = False
    """Whether it was played to its end."""


class HandedOver:
    """
    The frames that a device was handed, and which of them have left it.

    A device asks for more when there is room for it, so that with each question it tells how much of
    what it had is gone; between two questions the clock tells. It cannot have played more than there
    was time for, whatever the size of its buffer.
    """

    def __init__(self, sample_rate: int, buffered: int, clock: Callable[[], float]) -> None:
        self._rate = sample_rate
        self._buffered = buffered
        self._clock = clock
        self._runs: list[tuple[int | None, int]] = []
        self._total = 0
        self._begun: float | None = None
        self._asked = 0.0
        self._gone = 0
        """How many frames were gone when the device last asked."""

    @property
    def last_asked(self) -> float | None:
        """When the device last asked for frames."""
        return None if self._begun is None else self._asked

    def asked(self, count: int) -> None:
        """Note that the device has room for *count* frames."""
        self._gone = max(self.gone(), self._total - max(0, self._buffered - count))
        self._asked = self._clock()
        self._begun = self._asked if self._begun is None else self._begun

    def hand(self, start: int | None, count: int) -> None:
        """Note that it was handed *count* frames of the speech, from *start* on, or of silence."""
        self._total += count
        if self._runs:
            before, length = self._runs[-1]
            if start is None and before is None:
                self._runs[-1] = (None, length + count)
                return
            if start is not None and before is not None and before + length == start:
                self._runs[-1] = (before, length + count)
                return
        self._runs.append((start, count))

    @property
    def is_silent(self) -> bool:
        """Whether all of the speech that was handed over has left the device."""
        rest = self._runs[-1][1] if self._runs and self._runs[-1][0] is None else 0
        return self.gone() >= self._total - rest

    def gone(self) -> int:
        """Return how many frames have left the device."""
        if self._begun is None:
            return 0
        now = self._clock()
        likely = self._gone + int((now - self._asked) * self._rate)
        return min(self._total, max(self._gone, min(likely, int((now - self._begun) * self._rate))))

    def sounded(self) -> list[tuple[int, int]]:
        """Return the stretches of the speech that have left the device, in the order they did."""
        return list(self._stretches(self.gone()))

    def _stretches(self, left: int) -> Iterator[tuple[int, int]]:
        for start, length in self._runs:
            if left <= 0:
                return
            if start is not None:
                yield start, start + min(length, left)
            left -= length


def heard_words(
    words: Sequence[Word], sounded: Sequence[tuple[int, int]], frame: Callable[[float], int]
) -> tuple[tuple[Word, ...], Word | None]:
    """Return the words of which every frame *sounded*, and the one that did so last."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(sounded):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    whole = [
        word
        for word in words
        if any(start <= frame(word.start) and frame(word.end) <= end for start, end in joined)
    ]
    for start, end in reversed(sounded):
        within = [word for word in whole if start < frame(word.end) <= end]
        if within:
            return tuple(whole), within[-1]
    return tuple(whole), None
