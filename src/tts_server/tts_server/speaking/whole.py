"""A speech that is answered with when all of it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tts_core import captions

from .headers import speech_headers
from .session import SpeechSession

if TYPE_CHECKING:
    from tts_core import Word
    from tts_core.captions import Edit

    from ..state import ServerState
    from .job import JobFactory

__all__ = ["Whole", "make_whole"]


@dataclass(frozen=True, slots=True)
class Whole:
    """A finished speech, coded with exact sizes."""

    data: bytes
    format: str
    sample_rate: int
    duration: float
    headers: dict[str, str]
    warnings: tuple[str, ...]
    text: str
    words: tuple[Word, ...]
    edits: tuple[Edit, ...]

    def captions(self, kind: str) -> str:
        """Return captions in the caller's own words."""
        return captions.captions(kind, self.words, self.text, duration=self.duration, edits=self.edits)


async def make_whole(state: ServerState, make_job: JobFactory) -> Whole:
    """Make the whole of what is asked."""
    session = await SpeechSession.begin(state, make_job, whole=True)
    try:
        words: list[Word] = []
        parts: list[bytes] = []
        async for passage, data in session:
            parts.append(data)
            if passage is not None:
                words.extend(passage.words)
        seconds = session.job.context.audio_seconds
        return Whole(
            data=session.encoder.whole(parts),
            format=session.job.format,
            sample_rate=session.encoder.sample_rate,
            duration=seconds,
            headers={**speech_headers(session), "x-tts-duration": f"{seconds:.4f}"},
            warnings=tuple(session.outcome.warnings),
            text=session.stream.text,
            words=tuple(words),
            edits=session.stream.edits,
        )
    finally:
        await session.close()
