"""The bytes of a speech: one coded stream, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .encoding import media_type
from .response import start_response

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from ..state import AppState
    from .request import RequestFactory
    from .response import SpeechResponse
    from .session import SpeechSession

__all__ = ["streamed"]


async def streamed(state: AppState, make_request: RequestFactory) -> SpeechResponse:
    """Begin a speech and answer with its bytes as they are made."""
    return await start_response(state, make_request, _chunks, lambda wanted: media_type(wanted.format))


async def _chunks(session: SpeechSession) -> AsyncGenerator[bytes, None]:
    """Yield the bytes of each piece, then the last ones."""
    async for _, data in session:
        yield data
