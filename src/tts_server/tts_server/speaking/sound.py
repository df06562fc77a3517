"""The bytes of a performance: one coded stream, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answer import begun
from .track import media_type

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from ..house import House
    from .answer import Sounding
    from .asked import Ask
    from .performance import Performance

__all__ = ["streamed"]


async def streamed(house: House, ask: Ask) -> Sounding:
    """Begin a speech and answer with its bytes as they are made."""
    return await begun(house, ask, _chunks, lambda asked: media_type(asked.format))


async def _chunks(performance: Performance) -> AsyncGenerator[bytes, None]:
    """Yield the bytes of each piece, then the last ones."""
    async for _, data in performance:
        yield data
