"""
Bytes as tones: what the echo model speaks in.

A frame is a pilot tone (edges may be faded), a chirp (which says exactly where the frame begins), a
header in tones of a fixed length, and the payload in tones whose length follows the speed. Each tone
is one nibble. All of it lies between 300 and 3400 Hz, so that it survives resampling down to 8 kHz,
and lossy formats.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHIRP", "HEADER", "PILOT", "TONE", "Header", "chirp", "encode", "frequencies", "nibbles", "shape"]

TONE = 0.005
"""Seconds of one nibble at the usual speed."""
PILOT = 0.008
"""Seconds at either edge that may be faded without loss."""
CHIRP = 0.010
HEADER = 26
"""Nibbles of a header."""
LEVEL = 0.5
_LOWEST, _STEP = 400.0, 180.0
_PILOT_TONE = 3300.0
_SWEEP = (400.0, 3400.0)
_RAMP = 8
"""One part in so many of each tone is spent on coming, and again on going, so that no tone clicks."""


@dataclass(frozen=True, slots=True)
class Header:
    """What has to be known of a frame before its payload can be read."""

    sample_rate: int
    length: int
    """Samples of one nibble of the payload, at this sample rate."""
    text: int
    """Bytes of text."""
    notes: int
    """Bytes about the text: who says it and how."""
    pitch: int
    """Hertz by which the payload's tones are shifted."""

    @property
    def payload(self) -> int:
        """Bytes of the payload: text, notes and their checksum."""
        return self.text + self.notes + 4

    def pack(self) -> bytes:
        """Write the header down, with its checksum."""
        fields = (
            (self.sample_rate, 3),
            (self.length, 2),
            (self.text, 3),
            (self.notes, 2),
            (self.pitch + 128, 1),
        )
        packed = b"".join(value.to_bytes(size, "big") for value, size in fields)
        return packed + binascii.crc_hqx(packed, 0xFFFF).to_bytes(2, "big")

    @classmethod
    def unpack(cls, packed: bytes) -> Header | None:
        """Read a header; None when it is not whole."""
        if binascii.crc_hqx(packed[:-2], 0xFFFF) != int.from_bytes(packed[-2:], "big"):
            return None
        cuts = (packed[:3], packed[3:5], packed[5:8], packed[8:10], packed[10:11])
        rate, length, text, notes, pitch = (int.from_bytes(each, "big") for each in cuts)
        return cls(rate, length, text, notes, pitch - 128) if rate and length else None


def encode(header: Header, payload: bytes) -> NDArray[np.float32]:
    """Make the sound of a frame."""
    rate = header.sample_rate
    pilot, sweep = _opening(rate)
    return np.concatenate(
        (
            pilot,
            sweep,
            _tones(rate, round(TONE * rate), 0)[nibbles(header.pack())].reshape(-1),
            _tones(rate, header.length, header.pitch)[nibbles(payload)].reshape(-1),
            pilot,
        )
    )


def nibbles(data: bytes) -> NDArray[np.intp]:
    """Return the two halves of every byte, the higher first."""
    values = np.frombuffer(data, np.uint8)
    return np.stack((values >> 4, values & 15), axis=1).reshape(-1).astype(np.intp)


def frequencies(pitch: int) -> NDArray[np.float64]:
    """Return the tone of each nibble, in Hertz."""
    return _LOWEST + pitch + _STEP * np.arange(16, dtype=np.float64)


@lru_cache(maxsize=32)
def chirp(rate: int) -> NDArray[np.complex128]:
    """Return the sweep that opens a frame, with both of its phases, at this rate."""
    time = np.arange(round(CHIRP * rate)) / rate
    low, high = _SWEEP
    phase = 2 * np.pi * (low * time + (high - low) * time**2 / (2 * CHIRP))
    swept: NDArray[np.complex128] = np.exp(1j * phase)
    return swept


@lru_cache(maxsize=32)
def _opening(rate: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    time = np.arange(round(PILOT * rate)) / rate
    pilot = np.sin(2 * np.pi * _PILOT_TONE * time)
    sweep = chirp(rate).imag
    return (_shaped(pilot[None])[0], _shaped(sweep[None])[0])


@lru_cache(maxsize=64)
def _tones(rate: int, length: int, pitch: int) -> NDArray[np.float32]:
    time = np.arange(length) / rate
    return _shaped(np.sin(2 * np.pi * frequencies(pitch)[:, None] * time))


def shape(length: int) -> NDArray[np.float64]:
    """Return how loud a tone of so many samples is from its beginning to its end."""
    ramp = max(1, length // _RAMP)
    loud: NDArray[np.float64] = np.ones(length)
    rise = np.sin(np.pi / 2 * (np.arange(ramp) + 0.5) / ramp) ** 2
    loud[:ramp], loud[length - ramp :] = rise, rise[::-1]
    return loud


def _shaped(tones: NDArray[np.float64]) -> NDArray[np.float32]:
    return (LEVEL * shape(tones.shape[1]) * tones).astype(np.float32)
