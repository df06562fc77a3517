"""A file for libraries that want to seek, whose bytes leave as they are made."""

from __future__ import annotations

__all__ = ["SeekableBuffer", "WriteBuffer"]


class WriteBuffer:
    """A file that can only be written to; what was written can be taken away at once."""

    def __init__(self) -> None:
        self._ready = bytearray()

    def write(self, data: bytes) -> int:
        """Append *data*."""
        self._ready += data
        return len(data)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        ready = bytes(self._ready)
        self._ready.clear()
        return ready


class SeekableBuffer(WriteBuffer):
    """
    A file that can be written to and, within its first bytes, corrected.

    What libraries correct when they close (the sample count and checksum of FLAC, the Xing frame of
    MP3, the size of the sound in MP4) lies at the very beginning, so only that is remembered.
    """

    _KEPT = 4096

    def __init__(self) -> None:
        super().__init__()
        self.end = 0
        """How much was written."""
        self._head = bytearray()
        self._position = 0

    @property
    def head(self) -> bytes:
        """The first bytes, with every correction so far."""
        return bytes(self._head)

    def write(self, data: bytes) -> int:
        """Append *data*, or correct the head with it."""
        if self._position < self.end:
            self._head[self._position : self._position + len(data)] = data
        else:
            super().write(data)
            self.end += len(data)
            self._head += data[: max(0, self._KEPT - len(self._head))]
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to where the next write goes."""
        self._position = offset + (0, self._position, self.end)[whence]
        return self._position

    def tell(self) -> int:
        """Return where the next write goes."""
        return self._position

    def read(self, _size: int = -1) -> bytes:
        """Return nothing: what was written is gone. Libraries only ask whether a file can be read."""
        return b""
