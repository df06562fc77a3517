"""
The asynchronous twin of the stream.

It drives the very same generator. Steps run on a helper thread, because preparing text and joining
sound take processor time; waiting happens in the event loop and holds no thread.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections import deque
from collections.abc import AsyncIterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from .pipeline import begin
from .pipeline.scheduler import Waiting
from .pipeline.sentences import END
from .provenance import default_tags

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from .audio import Audio
    from .captions import Edit
    from .pipeline import SpeechStream
    from .pipeline.sentences import Fragment
    from .receipt import Receipt
    from .registry import Registry
    from .request import Request
    from .speech import Delivered, Piece, Speech
    from .synthesizer import SpeechWarning

__all__ = ["AsyncSpeechStream", "Coder", "abegin", "abegun"]

T = TypeVar("T")


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
    def patient(self) -> bool:
        """Set before the first piece is asked for: only the whole speech is waited for."""
        return self._stream.patient

    @patient.setter
    def patient(self, value: bool) -> None:
        self._stream.patient = value

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
        piece = await self._driven(self._step)
        if piece is None:
            raise StopAsyncIteration
        return piece

    async def _driven(self, step: Callable[[], T | Waiting]) -> T:
        """Repeat *step* on a helper thread until nothing has to be waited for; return what it returned."""
        loop, within = asyncio.get_running_loop(), contextvars.copy_context()
        while True:
            work = loop.run_in_executor(None, within.run, step)
            try:
                event = await asyncio.shield(work)
                if not isinstance(event, Waiting):
                    return event
                await self._first_done(event.futures)
            except asyncio.CancelledError:
                stopping = asyncio.ensure_future(self._stop(work))
                while not stopping.done():
                    with suppress(asyncio.CancelledError):  # Once is enough; now it must be seen to its end.
                        await asyncio.shield(stopping)
                raise

    async def _stop(self, work: asyncio.Future[Any]) -> None:
        """Cancel, and wait for the helper thread: what it works with must not be closed under its hands."""
        await asyncio.to_thread(self._stream.cancel)
        await asyncio.wait([work])

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
        self.patient = True
        return self.whole([piece async for piece in self])

    def whole(self, pieces: Sequence[Piece]) -> Speech:
        """Put all *pieces* of this stream together, once it has ended."""
        return self._stream.whole(pieces)

    def coded(self, coder: Coder) -> AsyncIterator[tuple[Piece | None, bytes]]:
        """
        Iterate over the pieces, each with the bytes that *coder* makes of it.

        The last comes without a piece. Coding happens on the helper thread that made the piece, so
        that a short speech passes between threads as seldom as it can.
        """
        return _Coded(self, coder)

    async def encode(self, format: str = "wav", **options: Any) -> AsyncIterator[bytes]:  # noqa: A002
        """Encode the pieces as they come, by one encoder, valid from the first byte."""
        from .encoding import open_encoder

        options.setdefault("tags", default_tags(format, self.receipt))
        encoder = open_encoder(format, sample_rate=self.sample_rate, **options)
        try:
            async for _, data in self.coded(encoder):
                yield data
        finally:
            encoder.close()
            await self.cancel()

    async def __aenter__(self) -> AsyncSpeechStream:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.cancel()


class Coder(Protocol):
    """Makes bytes of sound; an `Encoder` is one."""

    def write(self, audio: Audio) -> bytes:
        """Take more audio and return the bytes that are ready."""
        ...

    def finish(self) -> bytes:
        """Return the last bytes."""
        ...


class _Coded:
    """Pieces and their bytes. What is made beyond what was asked for waits here."""

    def __init__(self, stream: AsyncSpeechStream, coder: Coder) -> None:
        self._stream = stream
        self._coder = coder
        self._made: deque[tuple[Piece | None, bytes]] = deque()
        self._ended = False
        self._failure: Exception | None = None

    def __aiter__(self) -> AsyncIterator[tuple[Piece | None, bytes]]:
        return self

    async def __anext__(self) -> tuple[Piece | None, bytes]:
        if not (self._made or self._ended or self._failure):
            await self._stream._driven(self._advance)
        if self._made:
            return self._made.popleft()
        if self._failure is not None:
            raise self._failure
        raise StopAsyncIteration

    def _advance(self) -> Waiting | None:
        """Make the next bytes; where they reach the end of the text, the last ones too."""
        while not self._ended:
            try:
                event = self._stream._step()
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
            if event is not None and event.span[1] < len(self._stream.text):
                return None
        return None


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
