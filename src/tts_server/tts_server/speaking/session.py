"""One speech under way."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, TypeAlias

from ..outcomes import Outcome
from ..problem import problem_of
from .job import open_job
from .speech_encoder import SpeechEncoder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tts_core import AsyncSpeechStream, Piece

    from ..limits.model_queue import ModelQueue
    from ..state import ServerState
    from .job import JobFactory, SpeechJob

__all__ = ["Chunk", "SpeechSession"]

Chunk: TypeAlias = "tuple[Piece | None, bytes]"
"""A piece and its bytes; the last bytes come without one."""


class SpeechSession:
    """
    A speech that was checked, has had its turn, and whose first piece is made and coded.

    Iterate over the pieces and their bytes; what fails then must not end as if it were whole. Nothing
    of it is left when it was closed: not the turn, not the model's work. The turn ends with the
    model's work and not with the answer, so that a slow reader holds up nobody.
    """

    def __init__(self, state: ServerState, job: SpeechJob, stream: AsyncSpeechStream, *, whole: bool) -> None:
        self.stream = stream
        self.job = job
        stream.patient = whole
        self.encoder = SpeechEncoder(job.format, stream.sample_rate, job.sample_rate, whole=whole)
        self.outcome = Outcome((*job.warnings, *self.encoder.warnings))
        self._state = state
        self._queue: ModelQueue | None = None
        self._began = time.perf_counter()
        self._turn_began = 0.0
        self._cold = False
        self._deadline = asyncio.get_running_loop().time() + state.settings.deadline
        self._chunks = stream.coded(self.encoder)
        self._first: Chunk | None = None
        self._closed = False

    @property
    def stall(self) -> float:
        """Seconds for which the client may take nothing."""
        return self._state.settings.stall

    @classmethod
    async def begin(cls, state: ServerState, make_job: JobFactory, *, whole: bool = False) -> SpeechSession:
        """Check what is asked, wait for a turn, and return when the first piece is there."""
        # On a thread, because the first sentence is prepared on the call.
        job, stream = await asyncio.to_thread(open_job, make_job, state.registry)
        session = cls(state, job, stream, whole=whole)
        try:
            await session._start()
        except BaseException as error:
            session._note(error)
            await session.close()
            raise
        return session

    async def _start(self) -> None:
        context, receipt = self.job.context, self.stream.receipt
        context.model, context.voice = receipt.model, receipt.voice or ""
        self._state.refuse_when_stuck(receipt.model)
        queue = self._state.queue(receipt.model)
        async with asyncio.timeout_at(self._deadline):
            await queue.acquire(context.client)
        self._queue, self._turn_began = queue, time.perf_counter()
        self._cold = receipt.model not in self._state.registry.loaded()
        context.queue_seconds = self._turn_began - self._began
        self._first = await self._take()
        context.first_audio_seconds = time.perf_counter() - self._began
        self._state.metrics.began(context)
        self._state.remember(context, self.outcome)

    def __aiter__(self) -> AsyncIterator[Chunk]:
        return self

    async def __anext__(self) -> Chunk:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        if self._closed:
            raise StopAsyncIteration
        try:
            return await self._take()
        except BaseException as error:
            self._note(error)
            await self.close()
            raise

    async def _take(self) -> Chunk:
        async with asyncio.timeout_at(self._deadline):
            piece, data = await anext(self._chunks)
        if piece is None:
            self._closed = True
            self.outcome.warn(map(str, self.stream.warnings))
            self.outcome.end(whole=True)
            self._end_turn(whole=True)
        else:
            self.job.context.audio_seconds += piece.audio.duration
            self.job.context.characters = piece.span[1]
            self.outcome.warn(map(str, piece.warnings))
        return piece, data

    def _note(self, error: BaseException) -> None:
        if isinstance(error, Exception):
            context = self.job.context
            context.error = context.error or type(error).__name__
            self.outcome.fail(problem_of(error))

    def _end_turn(self, *, whole: bool) -> None:
        queue, self._queue = self._queue, None
        if queue is not None:
            # Loading says nothing about how fast the next request will be served.
            telling = whole and not self._cold
            queue.release(time.perf_counter() - self._turn_began if telling else None)
            self._state.mark_used(self.job.context.model)

    async def close(self) -> None:
        """Stop what is still under way. May be called more than once."""
        try:
            if not self._closed:
                self._closed = True
                await asyncio.shield(self.stream.cancel())
        finally:  # Waiting may be interrupted, by a client that leaves just now.
            self.encoder.close()
            self._end_turn(whole=False)
            self.job.context.warnings = max(self.job.context.warnings, len(self.outcome.warnings))
            self.outcome.end(whole=False)
            self.outcome.shorten()
