"""Where the speech in a waveform begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .frames import Clock, Sound

__all__ = ["cut", "faded"]

_LEAD = 0.050
"""Seconds kept before the first token of the text: some phones sound before they are due."""
_TAIL = 0.080
"""Seconds kept behind the last one, in which it dies away."""
_WINDOW = 0.005
"""Seconds over which loudness is looked at, and over which an edge fades."""
_GUARDED = 10 ** (-36 / 20)
"""Louder than this, against the loudest frame, is no breath but speech that was predicted wrongly."""
_AUDIBLE = 10 ** (-50 / 20)
"""Louder than this is speech where there is no prediction at all."""


def cut(sound: Sound, clock: Clock, ending: int) -> tuple[int, int]:
    """
    Return where the speech begins and ends, with margins.

    The first token and the *ending* last are the boundary. What sounds there, in spite of what their
    frames predict, is kept.
    """
    samples, frames = sound.samples, sound.frames
    window = round(_WINDOW * clock.sample_rate)
    loudness = _loudness(samples, window)
    loud = _AUDIBLE if frames is None else _GUARDED
    sounding = np.flatnonzero(loudness > loud * loudness.max(initial=0.0))
    if not len(sounding):
        return 0, len(samples)
    first, last = int(sounding[0]) * window, (int(sounding[-1]) + 1) * window
    if frames is not None:
        first = min(first, int(frames[0]) * clock.hop)
        last = max(last, len(samples) - int(frames[len(frames) - ending :].sum()) * clock.hop)
    begin = max(0, first - round(_LEAD * clock.sample_rate))
    end = min(len(samples), last + round(_TAIL * clock.sample_rate))
    return begin, end


def faded(sound: Sound, clock: Clock, begin: int, end: int) -> NDArray[np.float32]:
    """Return the samples from *begin* to *end*; an edge that was cut comes from or goes to nothing."""
    kept = sound.samples[begin:end].copy()
    length = min(round(_WINDOW * clock.sample_rate), len(kept) // 2)
    ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)
    if begin > 0:
        kept[:length] *= ramp
    if end < len(sound.samples):
        kept[len(kept) - length :] *= ramp[::-1]
    return kept


def _loudness(samples: NDArray[np.float32], window: int) -> NDArray[np.float32]:
    padded = np.pad(samples, (0, -len(samples) % window)).reshape(-1, window)
    loudness: NDArray[np.float32] = np.abs(padded).max(axis=1)
    return loudness
