"""
The asynchronous twin of the stream.

It drives the very same generator. Steps run on a helper thread, because preparing text and joining
sound take processor time; waiting happens in the event loop and holds no thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from typing import TYPE_CHECKING, Any

from .labels import labels_for
from .pipeline import begin
from .pipeline.produce import Waiting
from .pipeline.sentences import END

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from .captions import Edit
    from .pipeline import SpeechStream
    from .pipeline.sentences import Fragment
    from .receipt import Receipt
    from .registry import Registry
    from .request import Request
    from .speech import Delivered, Piece, Speech
    from .synthesizer import SpeechWarning

__all__ = ["AsyncSpeechStream", "abegin", "abegun"]


class AsyncSpeechStream:
    """
    The pieces of one speech, for `async for`.

    Cancelling the task that takes the pieces stops the work in the model. Leaving the loop early
    does not: use it as a context manager (`async with`), or call `cancel`.
    """

    def __init__(self, stream: SpeechStream) -> None:
        self._stream = stream
        self._woken: asyncio.Future[None] | None = None
        self._listening = False

    @property
    def sample_rate(self) -> int:
        """The rate of every piece's audio."""
        return self._stream.sample_rate

    @property
    def delivered(self) -> Delivered:
        """What has been handed out so far."""
        return self._stream.delivered

    @property
    def warnings(self) -> tuple[SpeechWarning, ...]:
        """What the caller should know about the pieces so far, and, at the end, about the whole."""
        return self._stream.warnings

    @property
    def receipt(self) -> Receipt:
        """What was really used, with the text that has been said so far."""
        return self._stream.receipt

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Where the text is markup, and what captions show there instead."""
        return self._stream.edits

    @property
    def text(self) -> str:
        """The caller's text, as far as it is known."""
        return self._stream.text

    def __aiter__(self) -> AsyncIterator[Piece]:
        return self

    async def __anext__(self) -> Piece:
        try:
            while isinstance(event := await asyncio.to_thread(self._step), Waiting):
                await self._first_done(event.futures)
        except asyncio.CancelledError:
            await asyncio.shield(asyncio.to_thread(self._stream.cancel))
            raise
        if event is None:
            raise StopAsyncIteration
        return event

    def _step(self) -> Piece | Waiting | None:
        """Step the stream; the end is None, because StopIteration cannot pass through a future."""
        try:
            return self._stream.step()
        except StopIteration:
            return None

    async def _first_done(self, futures: Iterable[Future[Any]]) -> None:
        """Wait in the event loop until one of *futures* is done or the stream is cancelled."""
        loop = asyncio.get_running_loop()
        woken = self._woken = loop.create_future()

        def call(_: Future[Any]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._wake)

        if not self._listening:
            self._listening = True
            self._stream.stopped.add_done_callback(call)
        for future in futures:
            future.add_done_callback(call)
        await woken

    def _wake(self) -> None:
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)

    async def cancel(self) -> Delivered:
        """Stop the work, in the model too, and return what had been delivered."""
        return await asyncio.to_thread(self._stream.cancel)

    async def collect(self) -> Speech:
        """Take all remaining pieces and return them as a whole Speech."""
        return self.whole([piece async for piece in self])

    def whole(self, pieces: Sequence[Piece]) -> Speech:
        """Put all *pieces* of this stream together, once it has ended."""
        return self._stream.whole(pieces)

    async def encode(self, format: str = "wav", **options: Any) -> AsyncIterator[bytes]:  # noqa: A002
        """Encode the pieces as they come, by one encoder, valid from the first byte."""
        from .encoding import open_encoder

        options.setdefault("tags", labels_for(format, self.receipt))
        encoder = open_encoder(format, sample_rate=self.sample_rate, **options)
        try:
            async for piece in self:
                yield await asyncio.to_thread(encoder.write, piece.audio)
            yield await asyncio.to_thread(encoder.finish)
        finally:
            encoder.close()
            await self.cancel()

    async def __aenter__(self) -> AsyncSpeechStream:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.cancel()


def abegin(request: Request, registry: Registry) -> AsyncSpeechStream:
    """Check *request* and return its stream; everything that is wrong with the request is raised here."""
    return AsyncSpeechStream(begin(request, registry, _inbox(request)))


async def abegun(request: Request, registry: Registry) -> AsyncSpeechStream:
    """Do what `abegin` does on a helper thread: the first look for plugins and voices takes a moment."""
    return AsyncSpeechStream(await asyncio.to_thread(begin, request, registry, _inbox(request)))


def _inbox(request: Request) -> _AsyncInbox | None:
    return _AsyncInbox(request.text) if isinstance(request.text, AsyncIterable) else None


class _AsyncInbox:
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
        return await anext(self._fragments, END)
