"""Sound as overlapping spectra, there and back, for voices whose graph answers with spectra."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["OverlapAdd", "ShortTime"]


@dataclass(frozen=True, slots=True)
class ShortTime:
    """
    The short-time Fourier transform in a Hann window, with a spectrum around every *hop*-th sample.

    *size* is how many samples each spectrum is of, a multiple of *hop*.
    """

    size: int
    hop: int
    window: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        if self.size % self.hop:
            raise ValueError(f"the size, {self.size}, must be a multiple of the hop, {self.hop}")
        turn = 2 * np.pi * np.arange(self.size) / self.size
        object.__setattr__(self, "window", (0.5 - 0.5 * np.cos(turn)).astype(np.float32))

    def frames(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return a view of the samples around each hop, a row for each; beyond the edges, mirrored."""
        padded = np.pad(samples, self.size // 2, mode="reflect" if len(samples) > self.size // 2 else "edge")
        return np.lib.stride_tricks.sliding_window_view(padded, self.size)[:: self.hop]

    def spectra(self, frames: NDArray[np.float32]) -> NDArray[np.complex64]:
        """Return the spectrum of each row of *frames*, in the window."""
        # With something to divide by, numpy stays with float32; with nothing it goes by way of float64.
        spectra = np.fft.rfft(frames * (self.window * np.float32(self.size)), axis=1, norm="forward")
        return spectra.astype(np.complex64, copy=False)


class OverlapAdd:
    """The way back, some spectra after the others: each is laid over its neighbours in the window."""

    def __init__(self, transform: ShortTime, count: int) -> None:
        """Make room for *count* spectra."""
        self._transform = transform
        self._over = transform.size // transform.hop
        self._weights = np.square(transform.window).reshape(self._over, transform.hop)
        self._whole = self._weights.sum(axis=0)
        self._window = (transform.window.reshape(self._over, transform.hop) / self._whole).reshape(-1)
        self._sum = np.zeros((count + self._over - 1, transform.hop), dtype=np.float32)
        self._place = 0
        self._room = count

    def add(self, spectra: NDArray[np.complex64]) -> None:
        """Lay on the next spectra, a row for each."""
        transform = self._transform
        waves = np.fft.irfft(spectra, n=transform.size, axis=1).astype(np.float32, copy=False)
        waves *= self._window
        parts = waves.reshape(len(waves), self._over, transform.hop)
        for step in range(self._over):
            begin = self._place + step
            self._sum[begin : begin + len(waves)] += parts[:, step]
        self._place += len(waves)

    def samples(self) -> NDArray[np.float32]:
        """Return the sound: *hop* samples for each spectrum, as loud as it was before it was windowed."""
        begin, end = self._over // 2, self._over // 2 + self._room
        made = self._sum[begin:end].copy()
        for row in {*range(begin, min(end, self._over - 1)), *range(max(begin, self._room), end)}:
            # Near the edges fewer spectra lie on each other.
            weights = self._weights[max(0, row - self._room + 1) : row + 1]
            made[row - begin] *= self._whole / np.maximum(weights.sum(axis=0), 1e-11)
        return made.reshape(-1)
