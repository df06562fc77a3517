"""What was spoken of one utterance, run by run: its sound, trimmed, and the times of its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from . import edges, timing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tts_core import Word

    from .frames import Clock, Sound
    from .timing import SpokenSpan
    from .tokens import Line

__all__ = ["JoinedRuns"]


@dataclass(slots=True)
class JoinedRuns:
    """Runs joined into one rendering; most utterances are a single run."""

    clock: Clock
    _parts: list[NDArray[np.float32]] = field(default_factory=list)
    _seconds: float = 0.0
    _times: dict[int, tuple[float, float]] = field(default_factory=dict)
    _predicted: bool = True

    def add(self, line: Line, sound: Sound, ending: int) -> None:
        """Add the sound of *line*, of which the last *ending* tokens behind the text are the boundary."""
        begin, end = edges.cut(sound, self.clock, ending)
        seconds = (end - begin) / self.clock.sample_rate
        for word, (start, stop) in timing.token_times(line, sound, self.clock, begin, end).items():
            begun, _ = self._times.get(word, (self._seconds + start, 0.0))
            self._times[word] = (begun, self._seconds + min(stop, seconds))
        self._predicted &= sound.frames is not None
        self._parts.append(edges.faded(sound, self.clock, begin, end))
        self._seconds += seconds

    @property
    def samples(self) -> NDArray[np.float32]:
        """All of the sound."""
        return np.concatenate(self._parts)

    def words(self, text: str, spoken: Sequence[SpokenSpan]) -> tuple[Word, ...]:
        """Return the words of *text*, as *spoken*, with their times."""
        return tuple(timing.words(text, spoken, self._times, predicted=self._predicted))
