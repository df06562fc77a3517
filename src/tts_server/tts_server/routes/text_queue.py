"""Fragments of a text on their way from a client to a voice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tts_core import FLUSH

from ..problem import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

__all__ = ["TextQueue"]


class TextQueue:
    """
    What has come and was not spoken yet, bounded, so that no client can fill the memory.

    *on_input* is called whenever something comes.
    """

    def __init__(self, most: int, on_input: Callable[[], None]) -> None:
        self._most = most
        self._on_input = on_input
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._parts: list[str] = []
        self._length = 0
        self._spoken = 0
        self._ended = False

    @property
    def received(self) -> str:
        """Everything that has come."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def put(self, fragment: str) -> None:
        """Add a fragment, or refuse it when too much waits already."""
        self._accept()
        if self._length + len(fragment) - self._spoken > self._most:
            raise Problem(
                429,
                f"more than {self._most} characters wait to be spoken; send more when some were",
                code="queue_full",
                param="text",
            )
        if fragment:
            self._parts.append(fragment)
            self._length += len(fragment)
            self._queue.put_nowait(fragment)

    def flush(self) -> None:
        """Hold nothing back of what has come."""
        self._accept()
        self._queue.put_nowait(FLUSH)

    def end(self) -> None:
        """Say that no more will come."""
        self._accept()
        self._ended = True
        self._queue.put_nowait(None)

    def taken(self, spoken: int) -> None:
        """Note how many characters have been spoken."""
        self._spoken = spoken

    async def fragments(self) -> AsyncIterator[str]:
        """Yield the fragments as they come."""
        while True:
            fragment = await self._queue.get()
            if fragment is None:
                return
            yield fragment

    def _accept(self) -> None:
        """Refuse what comes after the end."""
        if self._ended:
            raise invalid("this context has ended; open another", "context")
        self._on_input()
