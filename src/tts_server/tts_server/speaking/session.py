"""One speech under way."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ..outcomes import Outcome
from ..problem import problem_of
from .backlog import Backlog
from .job import open_job
from .speech_encoder import SpeechEncoder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tts_core import AsyncSpeechStream, Piece, SpeechWarning, Word

    from ..limits.model_queue import ModelQueue
    from ..state import ServerState
    from .job import JobFactory, SpeechJob

__all__ = ["Passage", "Slice", "SpeechSession"]


@dataclass(frozen=True, slots=True)
class Passage:
    """What one piece of a speech says and when, without its sound."""

    text: str
    span: tuple[int, int]
    start: float
    end: float
    words: tuple[Word, ...]
    warnings: tuple[SpeechWarning, ...]

    @classmethod
    def of(cls, piece: Piece) -> Passage:
        """Leave the sound of a piece away."""
        return cls(piece.text, piece.span, piece.start, piece.end, piece.words, piece.warnings)


Slice: TypeAlias = "tuple[Passage | None, bytes]"
"""Some bytes of a speech; a passage comes with the first of its bytes, the last bytes of all without one."""


class SpeechSession:
    """
    A speech that was checked, has had its turn, and whose first piece is made and coded.

    Iterate over its bytes; what fails then must not end as if it were whole. Nothing of it is left
    when it was closed: not the turn, not the model's work. The turn ends with the model's work and not
    with the answer: a slow reader holds up nobody.
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
        self._backlog: Backlog[Passage] = Backlog(state.spool_space, job.context.client)
        self._making: asyncio.Task[None] | None = None

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
        deadline = asyncio.get_running_loop().time() + self._state.settings.deadline
        queue = self._state.queue(receipt.model)
        async with asyncio.timeout_at(deadline):
            await queue.acquire(context.client)
        self._queue, self._turn_began = queue, time.perf_counter()
        context.queue_seconds = self._turn_began - self._began
        self._making = asyncio.create_task(self._make(queue, deadline))
        await self._backlog.ready()
        context.first_audio_seconds = time.perf_counter() - self._began
        self._state.metrics.began(context)
        self._state.remember(context, self.outcome)

    async def _make(self, queue: ModelQueue, deadline: float) -> None:
        """Make all of it, however slowly it is read; where too much waits to be read, rest without a turn."""
        loop, client = asyncio.get_running_loop(), self.job.context.client
        # Loading says nothing about how fast the next request will be served.
        telling = self.job.context.model in self._state.registry.loaded()
        failure: Exception | None = None
        ended = False
        try:
            async with asyncio.timeout_at(deadline) as timeout:
                async for piece, data in self.stream.coded(self.encoder):
                    ended = piece is None
                    if ended:
                        self._end_turn(telling=telling)
                    await self._backlog.put(Passage.of(piece) if piece else None, data)
                    if ended or not self._backlog.is_full:
                        continue
                    self._end_turn(telling=False)
                    left = deadline - loop.time()
                    timeout.reschedule(None)
                    await self._backlog.room()
                    timeout.reschedule(loop.time() + left)
                    await queue.acquire(client, bounded=False)
                    self._queue, telling = queue, False
        except Exception as error:  # noqa: BLE001, RUF100  (raised where it is read, behind what was made)
            failure = error
        finally:
            self._end_turn(telling=False)
            if not ended:
                await asyncio.shield(self.stream.cancel())
            self.encoder.close()
            self._backlog.end(failure)

    def __aiter__(self) -> AsyncIterator[Slice]:
        return self

    async def __anext__(self) -> Slice:
        try:
            passage, data = await self._backlog.take()
        except StopAsyncIteration:
            self.outcome.warn(map(str, self.stream.warnings))
            self.outcome.end(whole=True)
            raise
        except BaseException as error:
            self._note(error)
            await self.close()
            raise
        if passage is not None:
            self.job.context.audio_seconds = passage.end
            self.job.context.characters = passage.span[1]
            self.outcome.warn(map(str, passage.warnings))
        return passage, data

    async def waited(self, seconds: float) -> bool:
        """Wait for the next bytes, but not longer than so many *seconds*; return whether they are there."""
        return await self._backlog.ready(seconds)

    def _note(self, error: BaseException) -> None:
        if isinstance(error, Exception):
            context = self.job.context
            context.error = context.error or type(error).__name__
            self.outcome.fail(problem_of(error))

    def _end_turn(self, *, telling: bool) -> None:
        queue, self._queue = self._queue, None
        if queue is not None:
            queue.release(time.perf_counter() - self._turn_began if telling else None)
            self._state.mark_used(self.job.context.model)

    async def close(self) -> None:
        """Stop what is still under way. May be called more than once."""
        try:
            if self._making is not None and not self._making.done():
                self._making.cancel()
                await asyncio.wait([self._making])
        finally:  # Waiting may be interrupted, by a client that leaves just now.
            self._end_turn(telling=False)
            self._backlog.close()
            self.job.context.warnings = max(self.job.context.warnings, len(self.outcome.warnings))
            self.outcome.end(whole=False)
            self.outcome.shorten()
