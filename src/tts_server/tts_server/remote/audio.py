"""Bytes that a server sent, as samples; or why they are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .failure import broken, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tts_core import Word

__all__ = ["RemoteAudio", "check_content_type", "parse_audio"]


class RemoteAudio(NamedTuple):
    """What one answer held."""

    samples: NDArray[np.float32]
    sample_rate: int
    sized: bool
    """Whether the answer said where it ends, so that its end is known not to be missing."""
    warning: str = ""
    """What the server wants known about the result."""
    words: tuple[Word, ...] = ()


UNSAID = 0xFFFFFFFF
"""What stands for a size in a WAV that was begun before its end was known; some write 0x7FFFFFFF."""
OTHERS = {b"ID3": "mp3", b"OggS": "ogg", b"fLaC": "flac", b"\xff\xf1": "aac", b"\xff\xf9": "aac"}


def check_content_type(url: str, headers: Mapping[str, str]) -> None:
    """Refuse an answer that says itself that it is no samples, before its body is read."""
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if kind.startswith("text/") or kind in ("application/json", "application/problem+json"):
        raise wrong("strange", f"{url} answered with {kind} in place of samples")
    lossy = re.fullmatch(r"audio/(mpeg|mp3|ogg|opus|aac|flac|x-flac|webm|mp4)", kind)
    if lossy:
        raise wrong("strange", f"{url} was asked for samples and sent {kind}; try response_format wav")


def parse_audio(url: str, headers: Mapping[str, str], body: bytes, rate: int) -> RemoteAudio:
    """Return what *body* holds. *rate* is that of headerless samples that come without a word about it."""
    if not body:
        raise broken("cut", f"{url} answered without any sound")
    if body[:4] in (b"RIFF", b"RF64") and body[8:12] == b"WAVE":
        return _wav(url, headers, body)
    for mark, name in OTHERS.items():
        if body.startswith(mark):
            raise wrong("strange", f"{url} was asked for samples and sent {name}; try response_format wav")
    if len(body) % 2:
        raise broken("cut", f"{url} sent half a sample: its answer was cut")
    kind = headers.get("content-type", "").lower()
    said = re.search(r"rate\s*=\s*(\d+)", kind) or re.fullmatch(
        r"(\d+)", headers.get("x-tts-sample-rate", "")
    )
    channels = re.search(r"channels\s*=\s*(\d+)", kind)
    if channels and channels[1] != "1":
        raise wrong("strange", f"{url} sent {channels[1]} channels; speech has one")
    return RemoteAudio(
        _samples(body),
        int(said[1]) if said and int(said[1]) else rate,
        _framed(headers),
        headers.get("x-tts-warning", "").strip(),
    )


def _framed(headers: Mapping[str, str]) -> bool:
    return "content-length" in headers or "chunked" in headers.get("transfer-encoding", "").lower()


def _samples(data: bytes | memoryview) -> NDArray[np.float32]:
    """Undo `Audio.pcm16`, so that what passes through several servers stays the same to the byte."""
    samples = np.frombuffer(data, dtype="<i2").astype(np.float32)
    samples /= np.float32(32767.0)
    np.maximum(samples, np.float32(-1.0), out=samples)
    return samples


def _wav(url: str, headers: Mapping[str, str], body: bytes) -> RemoteAudio:
    """Read 16-bit WAV, whole; one whose header tells of more than came was cut."""
    layout: tuple[int, int] | None = None
    at = 12
    while at + 8 <= len(body):
        name, size = body[at : at + 4], int.from_bytes(body[at + 4 : at + 8], "little")
        start = at + 8
        if name == b"fmt ":
            layout = _layout(url, body[start : start + size])
        if name == b"data":
            if layout is None:
                break
            channels, rate = layout
            endless = size in (UNSAID, 0x7FFFFFFF, 0) or size >= 0xFFFFFF00
            data = memoryview(body)[start:] if endless else memoryview(body)[start : start + size]
            if (not endless and len(data) < size) or len(data) % (2 * channels):
                raise broken("cut", f"{url} sent less than its WAV header tells of")
            if not len(data):
                raise broken("cut", f"{url} answered without any sound")
            samples = _samples(data)
            mono = samples if channels == 1 else samples.reshape(-1, channels).mean(axis=1)
            return RemoteAudio(
                mono, rate, not endless or _framed(headers), headers.get("x-tts-warning", "").strip()
            )
        at = start + size + size % 2
    raise broken("cut", f"{url} sent a WAV without samples")


def _layout(url: str, data: bytes) -> tuple[int, int]:
    if len(data) < 16:
        raise broken("cut", f"{url} sent a WAV with a broken header")
    coding, channels, bits = (int.from_bytes(data[i : i + 2], "little") for i in (0, 2, 14))
    if coding not in (1, 0xFFFE) or bits != 16 or not channels:
        raise wrong("strange", f"{url} sent a WAV of {bits} bits, coding {coding}; it must be 16-bit PCM")
    rate = int.from_bytes(data[4:8], "little")
    if not rate:
        raise wrong("strange", f"{url} sent a WAV without a sample rate")
    return channels, rate
