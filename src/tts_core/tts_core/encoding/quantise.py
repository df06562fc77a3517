"""Float samples to integers. What is too loud is clipped; nothing ever wraps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["int16", "int24", "packed24"]


def int16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return 16-bit samples, rounded as Audio.pcm16 rounds them."""
    scaled: NDArray[np.float32] = np.rint(samples * np.float32(32767.0))
    return np.clip(scaled, -32768, 32767).astype(np.int16)


def int24(samples: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return 24-bit samples. In float64, because float32 cannot round so finely."""
    scaled: NDArray[np.float64] = np.rint(samples.astype(np.float64) * 8388607.0)
    return np.clip(scaled, -8388608, 8388607).astype(np.int32)


def packed24(samples: NDArray[np.float32]) -> bytes:
    """Return 24-bit samples as three little-endian bytes each."""
    return int24(samples).astype("<i4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
