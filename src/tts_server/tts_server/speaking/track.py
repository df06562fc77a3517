"""Pieces in, bytes of one coded stream out, at the rate that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import Audio
from tts_core.encoding import FORMATS, Resampler, open_encoder

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["OPENAI_FORMATS", "PCM_RATE", "Track", "media_type"]

OPENAI_FORMATS = ("mp3", "opus", "aac", "flac", "wav", "pcm")
PCM_RATE = 24000
"""Headerless samples cannot say their rate, and every client of the API takes them for this one."""


def media_type(format: str) -> str:  # noqa: A002  (the field's own word)
    """Return the media type of a format."""
    return FORMATS[format].media_type


class Track:
    """One encoder for the whole answer, so that pieces join without a seam."""

    def __init__(self, format: str, source: int, wanted: int | None = None, *, whole: bool = False) -> None:  # noqa: A002  (the field's own word)
        asked = wanted or (PCM_RATE if format == "pcm" else source)
        self.format = format
        self._asked = asked
        self._resampler = Resampler(source, asked) if asked != source else None
        self._encoder = open_encoder(format, sample_rate=asked, whole=whole)

    @property
    def sample_rate(self) -> int:
        """The rate that is written."""
        return self._encoder.sample_rate

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the client should know about the rate."""
        if self._encoder.sample_rate == self._asked:
            return ()
        return tuple(str(warning) for warning in self._encoder.warnings)

    def write(self, audio: Audio) -> bytes:
        """Take more audio and return the bytes that are ready."""
        if self._resampler is not None:
            audio = Audio(self._resampler.write(audio.samples), self._asked)
        return self._encoder.write(audio)

    def finish(self) -> bytes:
        """Return the last bytes."""
        rest = b""
        if self._resampler is not None:
            rest = self._encoder.write(Audio(self._resampler.finish(), self._asked))
        return rest + self._encoder.finish()

    def whole(self, parts: Iterable[bytes]) -> bytes:
        """Put the bytes of a finished whole track together, with exact sizes at its beginning."""
        written = bytearray(b"".join(parts))
        header = self._encoder.header()
        written[: len(header)] = header
        return bytes(written)

    def close(self) -> None:
        """Free the encoder. May be called more than once."""
        self._encoder.close()
