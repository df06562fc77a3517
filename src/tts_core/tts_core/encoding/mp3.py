"""MP3: the frames of LAME, as libsndfile carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .id3 import id3
from .sndfile import SndfileWriter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .tags import Tags

__all__ = ["MP3"]

_MPEG1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG25 = (8, 16, 24, 32, 40, 48, 56, 64)

_DELAY = 576 + 529
"""Samples by which LAME's encoder and every decoder together come late."""


class MP3:
    """
    LAME's first frame says how long the sound is and what to cut off at both ends.

    A whole file has it, complete. In a stream it could only hold wrong numbers, which readers
    believe, so a stream goes without it; its `delay` says what a reader cannot know then.
    """

    def __init__(
        self,
        sample_rate: int,
        *,
        tags: Tags | None,
        whole: bool,
        bitrate: int | None = None,
        quality: float | None = None,
    ) -> None:
        if bitrate is not None and quality is not None:
            raise ValueError("mp3 takes a bitrate (constant) or a quality (variable bit rate), not both")
        if quality is not None and not whole:
            raise ValueError(
                "a streamed mp3 cannot have a variable bit rate: readers would guess a wrong length. "
                "Give a bitrate instead of a quality."
            )
        self.delay = 0 if whole else _DELAY
        self._whole = whole
        self._tags = b"" if tags is None else id3(tags)
        self._first: bytes | None = None
        self._held = b""
        if quality is not None:
            self._writer = _writer(sample_rate, quality / 10, "VARIABLE")
        else:
            self._writer = _writer(sample_rate, _compression(sample_rate, bitrate), "CONSTANT")

    def start(self) -> bytes:
        """Return the tags."""
        return self._tags

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the frames that are full."""
        return self._without_first(self._writer.write(samples))

    def flush(self) -> bytes:
        """Return the last frames. Even of no samples at all, make one of silence: an MP3 without any is none."""
        if not self._writer.head:
            import numpy as np

            return self._without_first(
                self._writer.write(np.zeros(1, dtype=np.float32)) + self._writer.finish()
            )
        return self._without_first(self._writer.finish())

    def header(self) -> bytes:
        """Return the tags and LAME's first frame with true numbers."""
        return self._tags + self._writer.head[: _frame_length(self._writer.head)]

    def close(self) -> None:
        """Free the encoder."""
        self._writer.close()

    def _without_first(self, data: bytes) -> bytes:
        """Leave out LAME's first frame, unless it is going to be made true."""
        if self._whole or self._first is not None:
            return data
        self._held += data
        if len(self._held) < 4 or len(self._held) < _frame_length(self._held):
            return b""
        self._first = self._held[: _frame_length(self._held)]
        return self._held[len(self._first) :]


def _writer(sample_rate: int, compression: float, mode: str) -> SndfileWriter:
    return SndfileWriter(
        sample_rate, "MP3", "MPEG_LAYER_III", compression=min(1.0, max(0.0, compression)), bitrate_mode=mode
    )


def _compression(sample_rate: int, bitrate: int | None) -> float:
    """Return libsndfile's compression level, 0 to 1, which it maps to the bit rates of the MPEG version."""
    if sample_rate >= 32000:
        allowed, usual, span, low = _MPEG1, 128, 288, 32
    elif sample_rate >= 16000:
        allowed, usual, span, low = _MPEG2, 96, 152, 8
    else:
        allowed, usual, span, low = _MPEG25, 48, 56, 8
    wanted = usual if bitrate is None else bitrate
    if wanted not in allowed:
        raise ValueError(
            f"mp3 at {sample_rate} Hz has no bitrate of {wanted} kbit/s; it has {', '.join(map(str, allowed))}"
        )
    return 1.0 - (wanted + 0.5 - low) / span


def _frame_length(data: bytes) -> int:
    """Return the length of the MPEG layer III frame that *data* begins with."""
    version, padded = data[1] >> 3 & 3, data[2] >> 1 & 1
    kilobits = (0, *(_MPEG1 if version == 3 else _MPEG2))[data[2] >> 4]
    rate = (44100, 48000, 32000)[data[2] >> 2 & 3] >> {3: 0, 2: 1, 0: 2}[version]
    return (144 if version == 3 else 72) * kilobits * 1000 // rate + padded
