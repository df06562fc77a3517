"""Whether what a model answered can be speech at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.fft import rfft

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["doubt"]

_WINDOW = 1024
_LOWEST, _HIGHEST = 100, 8000
"""Hertz between which speech is looked for."""
_LOUD = 10 ** (-25 / 20)
_ENOUGH = 20
"""Loud windows, most of a second: from less nobody can tell."""
_FLAT = 0.35
"""Flatness of the middle spectrum: white noise has 0.56; a sentence full of hisses stays below 0.15."""
_STEADY = 0.95
_PURE = 0.9


def doubt(samples: NDArray[np.float32], sample_rate: int) -> str | None:
    """Say what the samples sound like if it is not speech: noise, or one steady tone."""
    windows = samples[: len(samples) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    loudness = np.sqrt(np.square(windows).mean(axis=1))
    loud = windows[loudness > _LOUD * loudness.max(initial=0.0)]
    if len(loud) < _ENOUGH:
        return None
    band = slice(_LOWEST * _WINDOW // sample_rate, _HIGHEST * _WINDOW // sample_rate)
    window = np.hanning(_WINDOW).astype(np.float32) * np.float32(_WINDOW)  # What "forward" divides by.
    spectra = rfft(loud * window, axis=1, norm="forward")[:, band]
    power = np.square(spectra.real) + np.square(spectra.imag) + np.float32(1e-12)
    flatness = np.exp(np.log(power).mean(axis=1)) / power.mean(axis=1)
    if _middle(flatness) > _FLAT:
        return "noise"
    peaks = power.argmax(axis=1)
    at_peak = sum(power[np.arange(len(peaks)), (peaks + step) % power.shape[1]] for step in (-2, -1, 0, 1, 2))
    steady = np.mean(np.abs(peaks - _middle(peaks)) <= 1)
    if steady > _STEADY and _middle(at_peak / power.sum(axis=1)) > _PURE:
        return "a single tone"
    return None


def _middle(values: NDArray[Any]) -> float:
    """Return the median; numpy's own loads masked arrays for it, while somebody waits for the first sound."""
    return float(np.partition(values, len(values) // 2)[len(values) // 2])
