"""
The asynchronous twin of the stream.

It drives the very same generator. Steps run on a helper thread, because preparing text and joining
sound take processor time; waiting happens in the event loop and holds no thread.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import TTSError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from ..captions import Edit
    from ..pipeline import SpeechStream
    from ..pipeline.scheduler import Waiting
    from ..playback import Playback
    from ..receipt import Receipt
    from ..speech import Delivered, Piece, Speech
    from ..synthesizer import SpeechWarning
    from .coded import Coder

__all__ = ["AsyncSpeechStream"]

T = TypeVar("T")


class AsyncSpeechStream:
    """
    The pieces of one speech, for `async for`.

    Cancelling the task that takes the pieces stops the work in the model. Leaving the loop early
    does not: use it as a context manager (`async with`), or call `cancel`.
    """

    def __init__(self, begin: Callable[[], SpeechStream]) -> None:
        """Drive what *begin* returns: it is called once, off the event loop if it can be."""
        self._begin = begin
        self._lock = threading.Lock()
        self._begun: SpeechStream | None = None
        self._patient = False
        self._woken: asyncio.Future[None] | None = None
        self._listening = False
        self.on_idle: Callable[[], None] | None = None
        """Called when more of the text is waited for, and the model has nothing to do until it comes."""

    @property
    def _stream(self) -> SpeechStream:
        """The stream that is driven, begun when it is first needed."""
        with self._lock:
            if self._begun is None:
                self._begun = self._begin()
                self._begun.patient = self._patient
            return self._begun

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
        return self._patient

    @patient.setter
    def patient(self, value: bool) -> None:
        self._patient = value
        if self._begun is not None:
            self._begun.patient = value

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
                from ..pipeline.scheduler import Waiting  # The step has imported it, off the event loop.

                if not isinstance(event, Waiting):
                    return event
                if event.idle and self.on_idle and not any(each.done() for each in event.futures):
                    self.on_idle()
                await self._first_done(event.futures)
            except asyncio.CancelledError:
                stopping = asyncio.ensure_future(self._stop(work))
                while not stopping.done():
                    with suppress(asyncio.CancelledError):  # Once is enough; now it must be seen to its end.
                        await asyncio.shield(stopping)
                raise

    async def _stop(self, work: asyncio.Future[Any]) -> None:
        """Cancel, and wait for the helper thread: what it works with must not be closed under its hands."""
        await self.cancel()
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
        return await asyncio.to_thread(self._cancelled)

    def _cancelled(self) -> Delivered:
        from ..speech import Delivered

        try:
            return self._stream.cancel()
        except (TTSError, ValueError):  # It could not even begin, which whoever asked for a piece was told.
            return Delivered()

    async def collect(self) -> Speech:
        """Take all remaining pieces and return them as a whole Speech."""
        self.patient = True
        pieces = [piece async for piece in self]
        return await asyncio.to_thread(self.whole, pieces)  # Hours of sound are copied here.

    def whole(self, pieces: Sequence[Piece]) -> Speech:
        """Put all *pieces* of this stream together, once it has ended."""
        return self._stream.whole(pieces)

    def coded(self, coder: Coder) -> AsyncIterator[tuple[Piece | None, bytes]]:
        """
        Iterate over the pieces, each with the bytes that *coder* makes of it.

        The last comes without a piece. Coding happens on the helper thread that made the piece, so
        that a short speech passes between threads as seldom as it can.
        """
        from .coded import Coded

        return Coded(self._step, self._driven, lambda: self.text, coder)

    async def encode(self, format: str = "wav", **options: Any) -> AsyncIterator[bytes]:  # noqa: A002
        """Encode the pieces as they come, by one encoder, valid from the first byte."""
        from ..encoding import open_encoder
        from ..provenance import default_tags

        options.setdefault("tags", default_tags(format, self.receipt))
        encoder = open_encoder(format, sample_rate=self.sample_rate, **options)
        try:
            async for _, data in self.coded(encoder):
                yield data
        finally:
            encoder.close()
            await self.cancel()

    async def play(self, *, device: str | None = None, wait: bool = True) -> Playback:
        """
        Play the pieces as they are made: what `SpeechStream.play` does, without blocking the event loop.

        Cancelling the task that waits for the end falls silent, and stops the model.
        """
        beginning = asyncio.ensure_future(
            asyncio.to_thread(lambda: self._stream.play(device=device, wait=False))
        )
        try:
            playback = await asyncio.shield(beginning)
            if wait:
                await asyncio.to_thread(playback.wait)
        except asyncio.CancelledError:
            await asyncio.to_thread((await beginning).stop)
            raise
        return playback

    async def __aenter__(self) -> AsyncSpeechStream:
        await asyncio.to_thread(lambda: self._stream)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.cancel()
