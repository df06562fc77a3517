"""Keeping the peaks of a sound wave below a ceiling, without clipping."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Limiter", "peaks"]


class Limiter:
    """
    Turns down what lies around a peak above the ceiling.

    The gain follows the lowest that any peak within reach demands, smoothed over the same reach:
    so it is always there before the peak is, and moves too slowly to be heard as distortion.
    """

    def __init__(self, sample_rate: int, ceiling: float) -> None:
        # A hair below, because the gain moves a little while a peak passes.
        self._ceiling = 10 ** ((ceiling - 0.05) / 20)
        self._rate = sample_rate
        self._reach = max(1, sample_rate // 100)
        self._context = 2 * self._reach + sample_rate // 100
        self._samples = np.zeros(0, dtype=np.float32)
        self._before = 0

    def write(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take some samples and return those whose surroundings are known."""
        self._samples = np.concatenate([self._samples, samples])
        return self._up_to(len(self._samples) - self._context)

    def finish(self) -> NDArray[np.float32]:
        """Return all that is left."""
        return self._up_to(len(self._samples))

    def _up_to(self, end: int) -> NDArray[np.float32]:
        if end <= self._before:
            return np.zeros(0, dtype=np.float32)
        limited = self._samples * self._gains()
        out = np.clip(limited[self._before : end], -self._ceiling, self._ceiling).astype(np.float32)
        kept = max(0, end - self._context)
        self._samples = self._samples[kept:]
        self._before = end - kept
        return out

    def _gains(self) -> NDArray[np.float64]:
        found = peaks(self._samples, self._rate)
        if found.max(initial=0.0) <= self._ceiling:
            return np.ones(len(found))
        demanded = np.minimum(1.0, self._ceiling / np.maximum(found, self._ceiling))
        padded = np.pad(demanded, 2 * self._reach, constant_values=1.0)
        lowest = _sliding_minimum(padded, 2 * self._reach + 1)
        # Two equal boxes, one behind the other, together as long as the reach on both sides.
        box = np.ones(self._reach + 1) / (self._reach + 1)
        return _box_filtered(_box_filtered(lowest, len(box)), len(box))


def peaks(samples: NDArray[np.float32], sample_rate: int) -> NDArray[np.float64]:
    """Return the highest absolute value at and behind each sample, seen four times as finely."""
    import soxr

    if not len(samples):
        return np.zeros(0)
    fine = np.abs(soxr.resample(samples, sample_rate, 4 * sample_rate, quality="HQ"))
    fine = np.pad(fine, (0, max(0, 4 * len(samples) - len(fine))))[: 4 * len(samples)]
    between = fine.reshape(-1, 4).max(axis=1)
    highest: NDArray[np.float32] = np.maximum(np.abs(samples), between)
    return highest.astype(np.float64)


def _sliding_minimum(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return the minimum of every *width* values in a row, from running minima of whole stretches."""
    count = len(values) - width + 1
    whole = -(-len(values) // width) * width
    rows = np.pad(values, (0, whole - len(values)), constant_values=np.inf).reshape(-1, width)
    forward = np.minimum.accumulate(rows, axis=1).reshape(-1)
    backward = np.minimum.accumulate(rows[:, ::-1], axis=1)[:, ::-1].reshape(-1)
    return np.minimum(backward[:count], forward[width - 1 : width - 1 + count])


def _box_filtered(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return the mean of every *width* values in a row."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return cast("NDArray[np.float64]", (sums[width:] - sums[:-width]) / width)
