"""A speech that is answered with when all of it is there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .answer import speech_headers
from .performance import Performance
from .track import Track

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
    performance = await Performance.begin(house, ask)
    asked = performance.asked
    track = Track(asked.format, performance.stream.sample_rate, asked.sample_rate, whole=True)
    try:
        pieces: list[Piece] = []
        parts: list[bytes] = []
        while (piece := await performance.next()) is not None:
            pieces.append(piece)
            parts.append(await asyncio.to_thread(track.write, piece.audio))
        parts.append(await asyncio.to_thread(track.finish))
        speech = performance.stream.whole(pieces)
        performance.outcome.warn(track.warnings)
        headers = speech_headers(performance, track)
        warnings = tuple(performance.outcome.warnings)
        return Whole(speech, track.whole(parts), track.sample_rate, headers, warnings)
    finally:
        track.close()
        await performance.close()
