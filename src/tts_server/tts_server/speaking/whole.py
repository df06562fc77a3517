"""A speech that is answered with when all of it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .headers import speech_headers
from .session import SpeechSession

if TYPE_CHECKING:
    from tts_core import Piece, Speech

    from ..state import ServerState
    from .job import JobFactory

__all__ = ["Whole", "make_whole"]


@dataclass(frozen=True, slots=True)
class Whole:
    """A finished speech, coded with exact sizes."""

    speech: Speech
    data: bytes
    sample_rate: int
    headers: dict[str, str]
    warnings: tuple[str, ...]


async def make_whole(state: ServerState, make_job: JobFactory) -> Whole:
    """Make the whole of what is asked."""
    session = await SpeechSession.begin(state, make_job, whole=True)
    try:
        pieces: list[Piece] = []
        parts: list[bytes] = []
        async for piece, data in session:
            parts.append(data)
            if piece is not None:
                pieces.append(piece)
        speech, encoder = session.stream.whole(pieces), session.encoder
        headers, warnings = speech_headers(session), tuple(session.outcome.warnings)
        return Whole(speech, encoder.whole(parts), encoder.sample_rate, headers, warnings)
    finally:
        await session.close()
