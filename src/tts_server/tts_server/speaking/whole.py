"""A speech that is answered with when all of it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .answer import speech_headers
from .performance import Performance

if TYPE_CHECKING:
    from tts_core import Piece, Speech

    from ..house import House
    from .asked import Ask

__all__ = ["Whole", "made"]


@dataclass(frozen=True, slots=True)
class Whole:
    """A finished speech, coded with exact sizes."""

    speech: Speech
    data: bytes
    sample_rate: int
    headers: dict[str, str]
    warnings: tuple[str, ...]


async def made(house: House, ask: Ask) -> Whole:
    """Make the whole of what is asked."""
    performance = await Performance.begin(house, ask, whole=True)
    try:
        pieces: list[Piece] = []
        parts: list[bytes] = []
        async for piece, data in performance:
            parts.append(data)
            if piece is not None:
                pieces.append(piece)
        speech, track = performance.stream.whole(pieces), performance.track
        headers, warnings = speech_headers(performance), tuple(performance.outcome.warnings)
        return Whole(speech, track.whole(parts), track.sample_rate, headers, warnings)
    finally:
        await performance.close()
