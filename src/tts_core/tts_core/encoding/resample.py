"""Changing the sample rate of audio that arrives in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Resampler"]


class Resampler:
    """
    One soxr stream, so that pieces join without a seam.

    What comes out is, to the sample, as long as what went in.
    """

    def __init__(self, source: int, target: int) -> None:
        import soxr

        self._stream = soxr.ResampleStream(source, target, 1, dtype="float32", quality="VHQ")
        self._source = source
        self._target = target
        self._taken = 0
        self._given = 0

    def write(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take some samples and return those that are ready at the new rate."""
        self._taken += len(samples)
        return self._within(cast("NDArray[np.float32]", self._stream.resample_chunk(samples)))

    def finish(self) -> NDArray[np.float32]:
        """Return all that is left."""
        import numpy as np

        if not self._taken:
            return np.zeros(0, dtype=np.float32)
        rest = self._stream.resample_chunk(np.zeros(0, dtype=np.float32), last=True)
        rest = self._within(cast("NDArray[np.float32]", rest))
        short = self._length() - self._given
        self._given += short
        return np.concatenate([rest, np.zeros(short, dtype=np.float32)])

    def _within(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        kept = samples[: self._length() - self._given]
        self._given += len(kept)
        return kept

    def _length(self) -> int:
        """Return how many samples what was taken makes at the new rate, halves rounded up."""
        return (2 * self._taken * self._target + self._source) // (2 * self._source)
