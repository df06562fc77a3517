"""What a voice is before throat and mouth filter it: pulses of the vocal folds, and breath."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float32]

__all__ = ["Pulses", "white_noise"]

_BLOCK = 64
"""Frames at a time: few enough that they stay near the processor."""


@dataclass(frozen=True)
class Pulses:
    """
    Trains of pulses at a pitch: all harmonics below the highest, equally loud, in phase.

    Their sum has a closed form: cos t + … + cos ht = sin((h + ½)t) / (2 sin ½t) − ½.
    """

    sample_rate: int
    hop: int
    """Samples from the middle of one frame to that of the next."""
    lowest: float
    highest: float
    """Hertz: below, there is no voice; above, no harmonic of it."""
    loudness: float = 1.0
    """Of each harmonic."""

    @cached_property
    def _steps(self) -> NDArray[np.float64]:
        return np.arange(1, self.hop + 1, dtype=np.float64)

    def train(self, pitch: Values) -> Values:
        """Return *hop* samples for each frame, whose *pitch* in hertz this is; 0 where there is no voice."""
        held = np.pad(pitch, 1, mode="edge")
        train = np.empty((len(held) - 1, self.hop), dtype=np.float32)
        half = self.hop // 2
        # They are counted from the first sample, half a frame behind where the first line begins.
        turns = -max(float(pitch[0]), self.lowest) * half / self.sample_rate
        for begin in range(0, len(train), _BLOCK):
            turns = self._write(held[begin : begin + _BLOCK + 1], turns, train[begin : begin + _BLOCK])
        return train.reshape(-1)[half : half - self.hop]

    def _write(self, pitch: Values, turns: float, train: Values) -> float:
        """
        Write the pulses between the middles of frames to *train*; return the turns of the voice at its end.

        From one middle to the next the pitch is a straight line, and so the turns have a closed form too,
        except where it is bent: where a voice begins or ends.
        """
        between = ((self._steps - 0.5) / self.hop).astype(np.float32)
        hertz = pitch[:-1, None] + np.diff(pitch)[:, None] * between
        voiced = hertz > self.lowest
        np.maximum(hertz, np.float32(self.lowest), out=hertz)
        ends = np.maximum(pitch, self.lowest).astype(np.float64)
        turned = ends[:-1, None] * self._steps
        turned += np.diff(ends)[:, None] * (self._steps**2 * (0.5 / self.hop))
        bent = np.flatnonzero(np.diff(pitch > self.lowest))
        turned[bent] = np.cumsum(hertz[bent], axis=1, dtype=np.float64)
        behind = turns * self.sample_rate + np.cumsum(turned[:, -1])
        turned[1:] += behind[:-1, None]
        turned[0] += turns * self.sample_rate
        turned *= 1.0 / self.sample_rate
        turned -= np.floor(turned)
        half = turned.astype(np.float32)
        half *= np.float32(np.pi)
        reach = np.floor(np.float32(self.highest) / hertz)
        reach += reach
        reach += 1
        below = np.sin(half)
        peak = np.abs(below) < 1e-3  # There it is nothing over nothing, and the sum is of ones.
        below[peak] = 1.0
        half *= reach
        np.sin(half, out=train)
        train /= below
        train[peak] = reach[peak]
        train -= 1.0
        train *= np.float32(0.5 * self.loudness)
        train *= voiced
        return float(behind[-1]) / self.sample_rate


def white_noise(count: int) -> NDArray[np.complex64]:
    """
    Return *count* numbers whose two parts are normally distributed; the same in every process.

    Scrambled counters are the chances, and Box and Muller make of them what is wanted: importing numpy's
    own generator takes longer. The scrambler is lowbias32 by Chris Wellons, who gave it to the public
    (https://github.com/skeeto/hash-prospector).
    """
    chance = np.arange(2 * count, dtype=np.uint32)
    for shift, factor in ((16, 0x21F0AAAD), (15, 0xD35A2D97)):
        chance ^= chance >> np.uint32(shift)
        chance *= np.uint32(factor)
    chance ^= chance >> np.uint32(15)
    even = ((chance >> np.uint32(8)).astype(np.float32) + np.float32(0.5)) * np.float32(2**-24)
    distance = np.sqrt(np.float32(-2.0) * np.log(even[:count]))
    turn = even[count:] * np.float32(2 * np.pi)
    drawn = np.empty(count, dtype=np.complex64)
    drawn.real, drawn.imag = distance * np.cos(turn), distance * np.sin(turn)
    return drawn
