"""libsndfile made to stream: the file it believes to write is a pipe, and its late corrections are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SndfileWriter"]

_HEAD = 4096
_OGG_PAGE_LATENCY_MS = 0x1302


class _Pipe:
    """
    A file that can be written to and, within its first bytes, corrected.

    What is written at the end can be taken away at once. What libsndfile corrects when it closes
    (the sample count and checksum of FLAC, the Xing frame of MP3) always lies at the very beginning,
    so only that is remembered.
    """

    def __init__(self) -> None:
        self.head = bytearray()
        self._ready = bytearray()
        self._position = 0
        self._end = 0

    def take(self) -> bytes:
        """Return what was written since the last time."""
        ready = bytes(self._ready)
        self._ready.clear()
        return ready

    def write(self, data: bytes) -> int:
        """Append *data*, or correct the head with it."""
        if self._position < self._end:
            self.head[self._position : self._position + len(data)] = data
        else:
            self._ready += data
            self._end += len(data)
            self.head += data[: max(0, _HEAD - len(self.head))]
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to where the next write goes."""
        self._position = offset + (0, self._position, self._end)[whence]
        return self._position

    def tell(self) -> int:
        """Return where the next write goes."""
        return self._position

    def read(self, _size: int = -1) -> bytes:
        """Return nothing: what was written is gone. libsndfile asks only whether a file can be read."""
        return b""


class SndfileWriter:
    """One open stream of libsndfile, whose bytes are handed out as they are made."""

    def __init__(
        self,
        sample_rate: int,
        container: str,
        subtype: str,
        *,
        compression: float | None = None,
        bitrate_mode: str | None = None,
        page_latency_ms: float | None = None,
    ) -> None:
        import soundfile

        self._pipe = _Pipe()
        self._file = soundfile.SoundFile(
            self._pipe,
            "w",
            sample_rate,
            1,
            subtype,
            format=container,
            compression_level=compression,
            bitrate_mode=bitrate_mode,
        )
        if page_latency_ms is not None:
            # soundfile has no word of its own for this command, and its default of a second is long to wait.
            latency: Any = soundfile._ffi.new("double *", page_latency_ms)
            soundfile._snd.sf_command(self._file._file, _OGG_PAGE_LATENCY_MS, latency, 8)

    @property
    def head(self) -> bytes:
        """The first bytes of the file, with every correction so far."""
        return bytes(self._pipe.head)

    def write(self, samples: NDArray[np.float32] | NDArray[np.int16] | NDArray[np.int32]) -> bytes:
        """Encode *samples* and return what is ready."""
        self._file.write(samples)
        return self._pipe.take()

    def finish(self) -> bytes:
        """Close the stream and return what was left of it."""
        self._file.close()
        return self._pipe.take()

    def close(self) -> None:
        """Free the stream. May be called more than once."""
        self._file.close()
