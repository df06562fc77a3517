"""The frames of MP3: how long they are, and the first one, which tells the others' number."""

from __future__ import annotations

import struct
from dataclasses import dataclass

__all__ = ["DECODER_DELAY", "ENCODER_DELAY", "Layer3"]

ENCODER_DELAY = 576
"""Samples of silence that LAME begins with."""
DECODER_DELAY = 529
"""Samples by which every decoder comes late."""

_MPEG1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {44100: 0, 48000: 1, 32000: 2}


@dataclass(frozen=True, slots=True)
class Layer3:
    """The layout that a sample rate stands for: MPEG 1 from 32 kHz, MPEG 2 from 16 kHz, MPEG 2.5 below."""

    sample_rate: int

    @property
    def samples(self) -> int:
        """Samples in a frame."""
        return 1152 if self.sample_rate >= 32000 else 576

    @property
    def bitrates(self) -> tuple[int, ...]:
        """The kilobits per second that a frame can have and LAME gives."""
        return _MPEG1 if self.sample_rate >= 32000 else _MPEG2 if self.sample_rate >= 16000 else _MPEG2[:8]

    def size(self, bitrate: int, padding: int = 0) -> int:
        """Return the bytes of a frame."""
        return self.samples // 8 * bitrate * 1000 // self.sample_rate + padding

    def header(self, bitrate: int, padding: int = 0) -> bytes:
        """Return the first three bytes of a mono frame without a checksum of its own."""
        halved = 0 if self.sample_rate >= 32000 else 1 if self.sample_rate >= 16000 else 2
        version = (3, 2, 0)[halved]
        table = _MPEG1 if version == 3 else _MPEG2
        rate = _RATES[self.sample_rate << halved]
        return bytes((0xFF, 0xE3 | version << 3, (table.index(bitrate) + 1) << 4 | rate << 2 | padding << 1))

    @property
    def _info(self) -> int:
        """Where the text "Info" stands in a mono frame: behind the header and the empty side information."""
        return 4 + (17 if self.sample_rate >= 32000 else 9)

    def _has_room(self, bitrate: int) -> bool:
        return self.size(bitrate) >= self._info + 156

    def is_reserved(self, frame: bytes, bitrate: int) -> bool:
        """Say whether LAME keeps this first frame for its own numbers, as it does wherever they fit."""
        return self._has_room(bitrate) and not any(frame[4 : self.size(bitrate)])

    def info(self, bitrate: int, frames: int, size: int, length: int) -> bytes:
        """
        Return the first frame of a file of constant bit rate.

        It is what players look for to know *length*, in samples, and what to cut off at both ends:
        there are *frames* frames behind it, of *size* bytes together. It has the smallest bit rate
        that has room for it; a frame may differ from the others.
        """
        own = next(each for each in self.bitrates if self._has_room(each))
        frame = bytearray(self.size(own))
        frame[:4] = self.header(own) + b"\xc4"
        padding = max(0, frames * self.samples - ENCODER_DELAY - length)
        total = size + len(frame)
        table = bytes(256 * percent // 100 for percent in range(100))
        text = b"Info" + struct.pack(">III", 15, frames, total) + table + struct.pack(">I", 0)
        # Version, tag revision 0 with method 1 (constant), no gain, bit rate, delays, nothing more.
        text += b"LAME3.100\x01" + bytes(10) + bytes((min(bitrate, 255),))
        text += (ENCODER_DELAY << 12 | padding).to_bytes(3, "big") + bytes(4)
        text += struct.pack(">IH", total, 0)
        frame[self._info : self._info + len(text)] = text
        end = self._info + len(text)
        frame[end : end + 2] = struct.pack(">H", _crc16(frame[:end]))
        return bytes(frame)


def _crc16(data: bytes | bytearray) -> int:
    """Return the checksum that LAME ends its tag with: CRC-16 with the polynomial of IBM, bits reversed."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value
