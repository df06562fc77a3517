"""How a model counts time: in frames of so many samples, at a rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Clock", "Sound", "one_row"]


@dataclass(frozen=True, slots=True)
class Clock:
    """What a model counts its durations in."""

    sample_rate: int
    hop: int
    """Samples in one frame."""
    lead: float = 0.0
    """Seconds by which a token is heard before its frames, as an aligner measured it of the family."""

    def frames(self, duration: Any, tokens: int, samples: int) -> NDArray[np.int64] | None:
        """Return the frames of every token, unless they are not what the samples add up to."""
        if duration is None:
            return None
        frames: NDArray[np.int64] = np.rint(np.asarray(duration).reshape(-1)).astype(np.int64)
        if len(frames) != tokens or (frames < 0).any() or int(frames.sum()) * self.hop != samples:
            return None
        return frames


@dataclass(frozen=True, slots=True)
class Sound:
    """What one run gave: one row of samples, and the frames of every token where they can be trusted."""

    samples: NDArray[np.float32]
    frames: NDArray[np.int64] | None


def one_row(waveform: Any) -> NDArray[np.float32]:
    """Return a waveform as one row of samples; a ValueError says what else it is."""
    values = np.asarray(waveform)
    if values.size != max(values.shape, default=0):
        raise ValueError(f"its waveform has the shape {values.shape}, which is not one row of samples")
    samples = np.ascontiguousarray(values.reshape(-1), dtype=np.float32)
    if not np.isfinite(samples).all():
        raise ValueError("it answered with samples that are not finite numbers")
    return samples
