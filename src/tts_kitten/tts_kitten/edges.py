"""Where the speech in a waveform begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .contract import HOP, SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["cut", "faded"]

_LEAD = 0.050
"""Seconds kept before the first token of the text: some phones sound before they are due."""
_TAIL = 0.080
"""Seconds kept behind the last one, in which it dies away."""
_FRAME = round(0.005 * SAMPLE_RATE)
_FADE = round(0.005 * SAMPLE_RATE)
_GUARDED = 10 ** (-36 / 20)
"""Louder than this, against the loudest frame, is no breath but speech that was predicted wrongly."""
_AUDIBLE = 10 ** (-50 / 20)
"""Louder than this is speech where there is no prediction at all."""


def cut(samples: NDArray[np.float32], frames: NDArray[np.int64] | None, ending: int) -> tuple[int, int]:
    """
    Return where the speech begins and ends, with margins.

    *frames* are the predicted lengths of the tokens, of which the first and the *ending* last are
    the boundary. What sounds there in spite of the prediction is kept.
    """
    loudness = _loudness(samples)
    loud = _AUDIBLE if frames is None else _GUARDED
    sounding = np.flatnonzero(loudness > loud * loudness.max(initial=0.0))
    if not len(sounding):
        return 0, len(samples)
    first, last = int(sounding[0]) * _FRAME, (int(sounding[-1]) + 1) * _FRAME
    if frames is not None:
        first = min(first, int(frames[0]) * HOP)
        last = max(last, len(samples) - int(frames[len(frames) - ending :].sum()) * HOP)
    begin = max(0, first - round(_LEAD * SAMPLE_RATE))
    end = min(len(samples), last + round(_TAIL * SAMPLE_RATE))
    return begin, end


def faded(samples: NDArray[np.float32], begin: int, end: int) -> NDArray[np.float32]:
    """Return the samples from *begin* to *end*; an edge that was cut comes from or goes to nothing."""
    kept = samples[begin:end].copy()
    length = min(_FADE, len(kept) // 2)
    ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)
    if begin > 0:
        kept[:length] *= ramp
    if end < len(samples):
        kept[len(kept) - length :] *= ramp[::-1]
    return kept


def _loudness(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    padded = np.pad(samples, (0, -len(samples) % _FRAME)).reshape(-1, _FRAME)
    loudness: NDArray[np.float32] = np.abs(padded).max(axis=1)
    return loudness
