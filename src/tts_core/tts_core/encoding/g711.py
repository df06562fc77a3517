"""The two laws of telephony (G.711): a byte a sample, fine where it is quiet, coarse where it is loud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from .quantise import int16

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["G711", "Law", "companded"]

Law = Literal["ulaw", "alaw"]

_BIAS = 132
"""What µ-law adds to a magnitude, so that each of its eight segments is twice as long as the one before."""
_LOUDEST = 32767 - _BIAS


def companded(samples: NDArray[np.float32], law: Law) -> bytes:
    """Return samples as bytes of a law."""
    linear = int16(samples).astype(np.int32)
    return (_ulaw(linear) if law == "ulaw" else _alaw(linear)).astype(np.uint8).tobytes()


def _ulaw(linear: NDArray[np.int32]) -> NDArray[np.int32]:
    magnitude = np.minimum(np.abs(linear), _LOUDEST) + _BIAS
    segment = _bits(magnitude) - 8
    sign: NDArray[np.int32] = (linear < 0).astype(np.int32) << 7
    return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F)) & 0xFF


def _alaw(linear: NDArray[np.int32]) -> NDArray[np.int32]:
    magnitude: NDArray[np.int32] = np.where(linear < 0, ~linear, linear) >> 4
    segment = np.maximum(_bits(magnitude) - 4, 0)
    code: NDArray[np.int32] = (segment << 4) | ((magnitude >> np.maximum(segment - 1, 0)) & 0x0F)
    sign: NDArray[np.int32] = (linear >= 0).astype(np.int32) << 7
    return (sign | code) ^ 0x55


def _bits(magnitude: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return how many bits each number has; exact, because a float holds sixteen of them and more."""
    return np.frexp(magnitude.astype(np.float64))[1].astype(np.int32)


class G711:
    """Bytes of a law and nothing else."""

    delay = padding = 0

    def __init__(self, law: Law) -> None:
        self._law = law

    def start(self) -> bytes:
        """Return nothing: there is no header."""
        return b""

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the samples."""
        return companded(samples, self._law)

    def flush(self) -> bytes:
        """Return nothing: nothing is held back."""
        return b""

    def header(self) -> bytes:
        """Return nothing: there is no header."""
        return b""

    def close(self) -> None:
        """Do nothing: nothing is held."""
