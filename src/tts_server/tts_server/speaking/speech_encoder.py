"""Pieces in, bytes of one coded stream out, at the rate that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import Audio
from tts_core.encoding import FORMATS, Resampler, open_encoder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tts_core.encoding import Encoder

    from .job import SpeechJob

__all__ = ["PCM_RATE", "SPEECH_FORMATS", "SpeechEncoder", "media_type"]

SPEECH_FORMATS = ("mp3", "opus", "aac", "flac", "wav", "pcm", "ulaw", "alaw")
"""OpenAI's six, and the two of telephony."""
PCM_RATE = 24000
RATES = {"pcm": PCM_RATE, "ulaw": 8000, "alaw": 8000}
"""What has no header cannot say its rate, and every client of the API takes it for this one."""


def media_type(format: str) -> str:  # noqa: A002  (the field's own word)
    """Return the media type of a format."""
    return FORMATS[format].media_type


class SpeechEncoder:
    """
    One encoder for the whole answer, so that pieces join without a seam.

    It is opened with the first piece: some libraries take long to be imported, and writing happens
    on a thread.
    """

    def __init__(self, job: SpeechJob, source: int, *, whole: bool = False) -> None:
        self.format = job.format
        self._job = job.sample_rate or RATES.get(job.format, source)
        self.sample_rate = FORMATS[job.format].rate_for(self._job)
        """The rate that is written."""
        self._source = source
        self._volume = job.volume
        self._options: dict[str, Any] = {} if job.bitrate is None else {"bitrate": job.bitrate}
        self._whole = whole
        self._resampler: Resampler | None = None
        self._encoder: Encoder | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the client should know about the rate."""
        if self.sample_rate == self._job:
            return ()
        return (f"{self.format} cannot hold {self._job} Hz; it was made {self.sample_rate} Hz",)

    def write(self, audio: Audio) -> bytes:
        """Take more audio and return the bytes that are ready."""
        encoder = self._open()
        if self._volume != 1.0:
            audio = Audio(audio.samples * self._volume, audio.sample_rate)
        if self._resampler is not None:
            audio = Audio(self._resampler.write(audio.samples), self._job)
        return encoder.write(audio)

    def finish(self) -> bytes:
        """Return the last bytes."""
        encoder, rest = self._open(), b""
        if self._resampler is not None:
            rest = encoder.write(Audio(self._resampler.finish(), self._job))
        return rest + encoder.finish()

    def whole(self, parts: Iterable[bytes]) -> bytes:
        """Put the bytes of a finished whole together, with exact sizes at its beginning."""
        written = bytearray(b"".join(parts))
        header = self._open().header()
        written[: len(header)] = header
        return bytes(written)

    def close(self) -> None:
        """Free the encoder. May be called more than once."""
        if self._encoder is not None:
            self._encoder.close()

    def _open(self) -> Encoder:
        if self._encoder is None:
            if self._job != self._source:
                self._resampler = Resampler(self._source, self._job)
            self._encoder = open_encoder(
                self.format, sample_rate=self._job, whole=self._whole, **self._options
            )
        return self._encoder
