"""FLAC: libsndfile's frames behind metadata of our own."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .quantise import int16, int24
from .sndfile import SndfileWriter
from .vorbiscomments import comments, picture, vendor_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .tags import Tags

__all__ = ["FLAC"]

_STREAMINFO = 4 + 38
"""Where the magic word and the first block, which is always STREAMINFO, end."""


class FLAC:
    """
    A stream says that its length and checksum are unknown, which FLAC allows.

    A whole file gets both, with the sizes of the smallest and the largest frame, in the header that
    replaces the first.
    """

    delay = padding = 0

    def __init__(self, sample_rate: int, *, tags: Tags | None, compression: int = 5, bits: int = 16) -> None:
        self._rate = sample_rate
        self._bits = bits
        self._tags = tags
        self._writer = SndfileWriter(sample_rate, "FLAC", f"PCM_{bits}", compression=compression / 8)
        self._comments = b""

    def start(self) -> bytes:
        """Return nothing: libsndfile writes its header with the first samples."""
        return b""

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the frames that are full."""
        if self._bits == 16:
            return self._rewritten(self._writer.write(int16(samples)))
        return self._rewritten(self._writer.write(int24(samples) << 8))

    def flush(self) -> bytes:
        """Return the last frame, which may be shorter."""
        last = self._rewritten(self._writer.finish())
        return last if self._comments else self._nothing()

    def header(self) -> bytes:
        """Return the complete STREAMINFO and the comments."""
        return self._head()[:_STREAMINFO] + self._comments

    def close(self) -> None:
        """Free the encoder."""
        self._writer.close()

    def _head(self) -> bytes:
        return self._writer.head or self._empty_head()

    def _rewritten(self, data: bytes) -> bytes:
        """Put our comments in the place of libsndfile's, which come whole with the first bytes."""
        if self._comments or not data:
            return data
        end, block = _STREAMINFO, b""
        last = False
        while not last:
            last, kind = bool(data[end] & 0x80), data[end] & 0x7F
            size = int.from_bytes(data[end + 1 : end + 4], "big")
            if kind == 4:
                block = data[end + 4 : end + 4 + size]
            end += 4 + size
        self._comments = self._metadata(vendor_of(block))
        return data[:_STREAMINFO] + self._comments + data[end:]

    def _metadata(self, vendor: bytes) -> bytes:
        last = _block(0x84, comments(self._tags, vendor, apart=True))
        if self._tags is None or self._tags.cover is None:
            return last
        return _block(6, picture(self._tags.cover)) + last

    def _nothing(self) -> bytes:
        """Return a FLAC stream without a frame, which libsndfile would leave empty to the last byte."""
        self._comments = self._metadata(b"tts-core")
        return self._empty_head() + self._comments

    def _empty_head(self) -> bytes:
        # 20 bits of rate, 3 of channels less one, 5 of bits less one, 36 of length; block sizes as libFLAC's.
        packed = self._rate << 44 | (self._bits - 1) << 36
        info = struct.pack(">HH6xQ16x", 4096, 4096, packed)
        return b"fLaC\0\0\0\x22" + info


def _block(kind: int, data: bytes) -> bytes:
    """Return a metadata block. The last of all has the highest bit of its kind set."""
    if len(data) >= 1 << 24:
        raise ValueError(f"FLAC cannot hold {len(data)} bytes of tags; a block ends at 16 MiB")
    return bytes((kind,)) + len(data).to_bytes(3, "big") + data
