"""Headerless signed 16-bit little-endian samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .quantise import int16

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PCM"]


class PCM:
    """Samples and nothing else."""

    delay = padding = 0

    def start(self) -> bytes:
        """Return nothing: there is no header."""
        return b""

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the samples."""
        return int16(samples).astype("<i2").tobytes()

    def flush(self) -> bytes:
        """Return nothing: nothing is held back."""
        return b""

    def header(self) -> bytes:
        """Return nothing: there is no header."""
        return b""

    def close(self) -> None:
        """Do nothing: nothing is held."""
