"""libsndfile made to stream: the file it believes to write is a pipe, and its late corrections are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import EncodingUnavailable
from .buffers import SeekableBuffer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SndfileWriter"]

_OGG_PAGE_LATENCY_MS = 0x1302


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
        soundfile = _library(container, subtype)
        self._buffer = SeekableBuffer()
        self._file = soundfile.SoundFile(
            self._buffer,
            "w",
            sample_rate,
            1,
            subtype,
            format=container,
            compression_level=compression,
            bitrate_mode=bitrate_mode,
        )
        if page_latency_ms is not None:
            # soundfile has no word of its own for this command. Without it pages come once a second.
            latency = soundfile._ffi.new("double *", page_latency_ms)
            soundfile._snd.sf_command(self._file._file, _OGG_PAGE_LATENCY_MS, latency, 8)

    @property
    def head(self) -> bytes:
        """The first bytes of the file, with every correction so far."""
        return self._buffer.head

    def write(self, samples: NDArray[np.float32] | NDArray[np.int16] | NDArray[np.int32]) -> bytes:
        """Encode *samples* and return what is ready."""
        self._file.write(samples)
        return self._buffer.take()

    def finish(self) -> bytes:
        """Close the stream and return what was left of it."""
        self._file.close()
        return self._buffer.take()

    def close(self) -> None:
        """Free the stream. May be called more than once."""
        self._file.close()


def _library(container: str, subtype: str) -> Any:
    """Import soundfile, and make sure that the libsndfile it found knows the format."""
    name = {"VORBIS": "vorbis", "OPUS": "opus"}.get(subtype, container.lower())
    cure = "pip install --force-reinstall soundfile"
    try:
        import soundfile
    except OSError as missing:
        raise EncodingUnavailable(name, f"soundfile cannot load libsndfile ({missing})", cure) from missing
    if not soundfile.check_format(container, subtype):
        version = soundfile.__libsndfile_version__
        raise EncodingUnavailable(name, f"libsndfile {version} was built without it", cure)
    return soundfile
