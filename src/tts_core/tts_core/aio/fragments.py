"""Fragments of a text that come asynchronously."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterable
    from concurrent.futures import Future

    from ..pipeline.sentences import Fragment

__all__ = ["AsyncInbox"]


class AsyncInbox:
    """Fragments of an asynchronous iterator, got in the event loop in which the stream was made."""

    def __init__(self, fragments: AsyncIterable[str]) -> None:
        self._fragments = aiter(fragments)
        self._loop = asyncio.get_running_loop()
        self._asked: Future[Fragment] | None = None

    def ask(self) -> Future[Fragment]:
        """Begin to get the next fragment."""
        self._asked = asyncio.run_coroutine_threadsafe(self._next(), self._loop)
        return self._asked

    def close(self) -> None:
        """Stop waiting for the fragment that was asked for."""
        if self._asked is not None and not self._loop.is_closed():
            self._asked.cancel()

    async def _next(self) -> Fragment:
        from ..pipeline.sentences import END

        return await anext(self._fragments, END)
