"""The bytes of a performance: one coded stream, piece by piece."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .answer import Sounding, speech_headers
from .performance import Performance
from .track import Track, media_type

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from ..house import House
    from .asked import Asked

__all__ = ["streamed"]


async def streamed(house: House, asked: Asked) -> Sounding:
    """Begin a speech and answer with its bytes as they are made."""
    performance = await Performance.begin(house, asked)
    try:
        track = await asyncio.to_thread(
            Track, asked.format, performance.stream.sample_rate, asked.sample_rate
        )
        body = _chunks(performance, track)
        first = await anext(body)
        headers = speech_headers(performance, track)
    except BaseException:
        await performance.close()
        raise
    return Sounding(performance, track, body, first, media_type=media_type(asked.format), headers=headers)


async def _chunks(performance: Performance, track: Track) -> AsyncGenerator[bytes, None]:
    """Yield the bytes of each piece, then the last ones."""
    while (piece := await performance.next()) is not None:
        yield await asyncio.to_thread(track.write, piece.audio)
    yield await asyncio.to_thread(track.finish)
