"""What a format has to bring, so that an encoder can be made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Codec"]


class Codec(Protocol):
    """
    One open coded stream.

    It is fed samples that are finite and at its own rate, and from -1 to 1 unless the format is
    lossless; it is flushed once, after which it is only asked for its header and closed.
    """

    delay: int
    """Samples of silence that a reader hears first, because the container cannot tell it to skip them."""

    padding: int
    """Samples of silence that a reader hears last, likewise; known when the stream is flushed."""

    def start(self) -> bytes:
        """Return what comes before everything else. Called once, first."""
        ...

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Take some samples and return the bytes that are ready."""
        ...

    def flush(self) -> bytes:
        """Return all that is left."""
        ...

    def header(self) -> bytes:
        """Return what the first bytes of a whole file must become, now that its end is known."""
        ...

    def close(self) -> None:
        """Free everything. May be called more than once, at any time."""
        ...
