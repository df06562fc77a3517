"""The pieces of an asynchronous stream together with the bytes that are made of them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

from ..pipeline.scheduler import Waiting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from ..audio import Audio
    from ..speech import Piece

__all__ = ["Coded", "Coder"]


class Coder(Protocol):
    """Makes bytes of sound; an `Encoder` is one."""

    def write(self, audio: Audio) -> bytes:
        """Take more audio and return the bytes that are ready."""
        ...

    def finish(self) -> bytes:
        """Return the last bytes."""
        ...


class Coded:
    """Pieces and their bytes. What is made beyond what was asked for waits here."""

    def __init__(
        self,
        step: Callable[[], Piece | Waiting | None],
        driven: Callable[[Callable[[], Waiting | None]], Awaitable[Waiting | None]],
        text: Callable[[], str],
        coder: Coder,
    ) -> None:
        """Take what *step* makes; *driven* repeats on a helper thread what has to be waited for."""
        self._step = step
        self._driven = driven
        self._text = text
        self._coder = coder
        self._made: deque[tuple[Piece | None, bytes]] = deque()
        self._ended = False
        self._failure: Exception | None = None

    def __aiter__(self) -> AsyncIterator[tuple[Piece | None, bytes]]:
        return self

    async def __anext__(self) -> tuple[Piece | None, bytes]:
        if not (self._made or self._ended or self._failure):
            await self._driven(self._advance)
        if self._made:
            return self._made.popleft()
        if self._failure is not None:
            raise self._failure
        raise StopAsyncIteration

    def _advance(self) -> Waiting | None:
        """Make the next bytes; where they reach the end of the text, the last ones too."""
        while not self._ended:
            try:
                event = self._step()
                if isinstance(event, Waiting):
                    return None if self._made else event
                data = self._coder.finish() if event is None else self._coder.write(event.audio)
            except Exception as error:
                if not self._made:
                    raise
                self._failure = error  # What was made before it is handed out first.
                return None
            self._made.append((event, data))
            self._ended = event is None
            if event is not None and event.span[1] < len(self._text()):
                return None
        return None
