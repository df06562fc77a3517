"""Hearing what an echo model said: exactly which text reached the speaker, and how it was said."""

from __future__ import annotations

import binascii
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..synthesizer import Pronunciation
from . import tones
from .tones import Header

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from ..audio import Audio

__all__ = ["Heard", "decode"]

LOWEST_RATE = 8000
_AUDIBLE = 0.05
"""What counts as sound, against the loudest sample."""
_LIKENESS = 0.6
"""How much a stretch must resemble the chirp to be taken for one; other sounds of a frame stay below 0.4."""
_BLOCK = 1 << 14


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """One utterance as it was heard. Sound that is no whole utterance is heard as one that is not intact."""

    text: str
    voice: str | None = None
    sample: str | None = None
    """The checksum of the sample that was spoken with."""
    speed: float = 1.0
    language: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """The options that were not zero, empty or false."""
    phonemes: tuple[Pronunciation, ...] = ()
    start: float = 0.0
    end: float = 0.0
    """Seconds from the beginning of the audio."""
    intact: bool = True
    """Whether all of it arrived, unharmed."""


def decode(audio: Audio) -> tuple[Heard, ...]:
    """Return what was said in *audio*, utterance by utterance, in the order in which it sounds."""
    if audio.sample_rate < LOWEST_RATE:
        raise ValueError(f"nothing can be told from {audio.sample_rate} Hz; {LOWEST_RATE} Hz is the least")
    return tuple(_Listener(audio.samples, audio.sample_rate).listen())


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame that was found: where it begins, what its header says, and where its payload is."""

    begin: float
    header: Header
    payload: float

    def end(self, rate: int) -> float:
        seconds = 2 * self.header.payload * self.header.length / self.header.sample_rate + tones.PILOT
        return self.payload + seconds * rate


class _Listener:
    def __init__(self, samples: NDArray[np.float32], rate: int) -> None:
        self._samples = samples
        self._rate = rate
        peak = float(np.abs(samples).max()) if len(samples) else 0.0
        self._threshold = max(1e-4, peak * _AUDIBLE)
        self._step = round(0.010 * rate)
        self._chirp = tones.chirp(rate).conj()

    def listen(self) -> list[Heard]:
        found: list[Heard] = []
        position = 0
        noise: tuple[int, int] | None = None
        while (onset := self._onset(position)) is not None:
            frame = self._frame(onset - round(0.002 * self._rate), onset + round(0.030 * self._rate))
            end = onset + self._step if frame is None else round(frame.begin)
            if noise is not None and onset - noise[1] > self._step:
                found.extend(self._noise(*noise))
                noise = None
            if frame is None:
                noise = (noise[0] if noise else onset, end)
                position = end
                continue
            found.extend(self._noise(noise[0] if noise else onset, end))
            noise = None
            heard, position = self._read(frame)
            found.append(heard)
        if noise is not None:
            found.extend(self._noise(*noise))
        return found

    def _onset(self, position: int) -> int | None:
        """Find the next sample that is no silence."""
        for begin in range(position, len(self._samples), _BLOCK):
            loud = np.abs(self._samples[begin : begin + _BLOCK]) > self._threshold
            if loud.any():
                return begin + int(loud.argmax())
        return None

    def _frame(self, low: int, high: int) -> _Frame | None:
        """Find the first frame whose chirp begins between *low* and *high*."""
        low, high = max(0, low), min(high, len(self._samples) - len(self._chirp))
        if high <= low:
            return None
        part = self._samples[low : high + len(self._chirp)].astype(np.float64)
        matched = np.abs(np.correlate(part, self._chirp.conj(), mode="valid"))
        energy = np.concatenate(([0.0], np.cumsum(part**2)))
        held = energy[len(self._chirp) :] - energy[: -len(self._chirp)]
        likeness = matched * np.sqrt(2 / len(self._chirp) / np.maximum(held, 1e-12))
        likeness[np.sqrt(held / len(self._chirp)) < self._threshold] = 0.0
        for peak in np.flatnonzero(likeness > _LIKENESS):
            near = matched[max(0, peak - 2) : peak + 3]
            if matched[peak] < near.max():
                continue
            frame = self._headed(low + _vertex(matched, int(peak)))
            if frame is not None:
                return frame
        return None

    def _headed(self, start: float) -> _Frame | None:
        """Read the header behind the chirp that begins at *start*; its first field says the exact step."""
        at = start + round(tones.CHIRP * self._rate)
        data = self._bytes(at, tones.TONE * self._rate, 3, 0)
        origin = int.from_bytes(data, "big")
        if len(data) < 3 or not origin:
            return None
        begin = max(0.0, start - tones.PILOT * self._rate)
        at = start + round(tones.CHIRP * origin) / origin * self._rate
        step = round(tones.TONE * origin) / origin * self._rate
        packed = self._bytes(at, step, tones.HEADER // 2, 0)
        header = Header.unpack(packed) if len(packed) == tones.HEADER // 2 else None
        return _Frame(begin, header, at + tones.HEADER * step) if header is not None else None

    def _read(self, frame: _Frame) -> tuple[Heard, int]:
        """Read a frame's payload; return it, and where to listen on."""
        header = frame.header
        step = header.length / header.sample_rate * self._rate
        payload = self._bytes(frame.payload, step, header.payload, header.pitch)
        start, end = frame.begin, min(frame.end(self._rate), float(len(self._samples)))
        said, checksum = payload[:-4], payload[-4:]
        whole = len(payload) == header.payload
        if whole and binascii.crc32(said) == int.from_bytes(checksum, "big"):
            text = said[: header.text].decode("utf-8", "surrogatepass")
            notes = _notes(said[header.text :])
            return Heard(text=text, start=start / self._rate, end=end / self._rate, **notes), round(end)
        other = self._frame(round(frame.payload), round(end) - len(self._chirp))
        if other is not None:
            end = max(frame.payload, other.begin)
            payload = payload[: int((end - frame.payload) / step / 2)]
        harmed = Heard(
            text=payload[: header.text].decode("utf-8", "replace"),
            speed=round(tones.TONE * header.sample_rate / header.length, 2),
            start=start / self._rate,
            end=end / self._rate,
            intact=False,
        )
        return harmed, round(end)

    def _bytes(self, at: float, step: float, count: int, pitch: int) -> bytes:
        """Read *count* bytes in tones of *step* samples from *at* on, as many as there are."""
        width = max(4, int(step))
        planes = _planes(width, self._rate, pitch)
        room = int((len(self._samples) - at - width) / step) + 1
        read: list[NDArray[np.intp]] = []
        total = max(0, min(2 * count, room))
        for first in range(0, total, _BLOCK):
            order = np.arange(first, min(first + _BLOCK, total))
            starts = np.maximum(0, np.rint(at + order * step).astype(np.intp))
            starts = np.minimum(starts, len(self._samples) - width)
            frames = self._samples[starts[:, None] + np.arange(width)]
            alike = ((frames @ planes) ** 2).reshape(len(order), 16, 2).sum(axis=2)
            read.append(alike.argmax(axis=1))
        halves = np.concatenate(read) if read else np.zeros(0, np.intp)
        pairs = halves[: len(halves) // 2 * 2].reshape(-1, 2)
        return (pairs[:, 0] * 16 + pairs[:, 1]).astype(np.uint8).tobytes()

    def _noise(self, start: int, end: int) -> Iterator[Heard]:
        """Tell of sound from *start* to *end* that is no frame, unless it is the ringing of a filter."""
        loud = np.flatnonzero(np.abs(self._samples[start:end]) > self._threshold)
        if len(loud) and loud[-1] - loud[0] > self._step:
            times = (start + loud[[0, -1]]) / self._rate
            yield Heard(text="", start=float(times[0]), end=float(times[1]), intact=False)


def _planes(width: int, rate: int, pitch: int) -> NDArray[np.float32]:
    """Return, for each tone, two waves at right angles between which the tone lies, whatever its phase."""
    time = np.arange(width)
    phase = 2 * np.pi * tones.frequencies(pitch)[:, None] * time / rate
    waves = tones.shape(width) * np.stack((np.sin(phase), np.cos(phase)), axis=1)
    planes = np.linalg.qr(waves.transpose(0, 2, 1))[0]
    return planes.transpose(1, 0, 2).reshape(width, 32).astype(np.float32)


def _vertex(values: NDArray[np.float64], peak: int) -> float:
    """Find the top between samples, by a parabola through the highest three."""
    if not 0 < peak < len(values) - 1:
        return float(peak)
    before, top, after = values[peak - 1 : peak + 2]
    bend = before - 2 * top + after
    return float(peak + (0.5 * (before - after) / bend if bend else 0.0))


def _notes(data: bytes) -> dict[str, Any]:
    notes = json.loads(data)
    readings = notes.pop("phonemes", ())
    return {**notes, "phonemes": tuple(Pronunciation(*each) for each in readings)}
