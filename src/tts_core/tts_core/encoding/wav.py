"""WAV, written by hand: a header and the samples."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Literal

import numpy as np

from .g711 import companded
from .id3 import id3
from .quantise import int16, packed24
from .riff import chunk, info

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .tags import Tags

__all__ = ["WAV"]

SampleFormat = Literal["pcm16", "pcm24", "float32", "ulaw", "alaw"]

_CODES = {"pcm16": 1, "pcm24": 1, "float32": 3, "alaw": 6, "ulaw": 7}
_WIDTHS = {"pcm16": 2, "pcm24": 3, "float32": 4, "ulaw": 1, "alaw": 1}
"""What a WAV calls each way to store a sample, and the bytes of one."""

_UNKNOWN = 0xFFFFFFFF
"""What a size says when it cannot be known yet: read on to the end."""

_LARGEST = 0xFFFFFFFE
"""The largest size there is."""


class WAV:
    """
    One RIFF header, then samples.

    A stream says once that its sizes are unknown and never takes it back. A whole file says its
    exact sizes in the header that replaces the first. Tags come before the samples, so that a
    stream can have them too.
    """

    delay = padding = 0

    def __init__(
        self, sample_rate: int, *, tags: Tags | None, whole: bool, sample_format: SampleFormat = "pcm16"
    ) -> None:
        self._sample_rate = sample_rate
        self._sample_format = sample_format
        self._width = _WIDTHS[sample_format]
        self._extra = b"" if tags is None else chunk(b"LIST", info(tags)) + chunk(b"id3 ", id3(tags))
        self._whole = whole
        self._bytes = 0

    def start(self) -> bytes:
        """Return the header of a stream without an end."""
        return self._header(None)

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the samples as they are stored."""
        if self._sample_format == "pcm16":
            data = int16(samples).astype("<i2").tobytes()
        elif self._sample_format == "pcm24":
            data = packed24(samples)
        elif self._sample_format != "float32":
            data = companded(np.clip(samples, np.float32(-1), np.float32(1)), self._sample_format)
        else:
            data = samples.astype("<f4").tobytes()
        self._bytes += len(data)
        if self._whole and len(self._header(0)) + self._bytes > _LARGEST:
            raise ValueError("a whole WAV file ends at 4 GiB, and this is more. Write flac instead.")
        return data

    def flush(self) -> bytes:
        """Return the byte that makes the size even, which RIFF demands of every chunk."""
        return b"\0" * (self._bytes % 2)

    def header(self) -> bytes:
        """Return the header with exact sizes."""
        return self._header(self._bytes)

    def close(self) -> None:
        """Do nothing: nothing is held."""

    def _header(self, data: int | None) -> bytes:
        code = _CODES[self._sample_format]
        rate, width = self._sample_rate, self._width
        fmt = struct.pack("<HHIIHH", code, 1, rate, rate * width, width, 8 * width)
        head = b"WAVE" + chunk(b"fmt ", fmt + (b"\0\0" if code != 1 else b""))
        if code != 1:
            frames = _UNKNOWN if data is None else data // width
            head += chunk(b"fact", struct.pack("<I", frames))
        head += self._extra
        if data is None:
            return b"RIFF" + struct.pack("<I", _UNKNOWN) + head + b"data" + struct.pack("<I", _UNKNOWN)
        whole = len(head) + 8 + data + data % 2
        return b"RIFF" + struct.pack("<I", whole) + head + b"data" + struct.pack("<I", data)
