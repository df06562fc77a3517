"""One speech under way."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ..outcomes import Outcome
from ..problem import problem_of, too_many
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
        self.encoder = SpeechEncoder(job, stream.sample_rate, whole=whole)
        self.outcome = Outcome((*job.warnings, *self.encoder.warnings))
        self._state = state
        stream.on_idle = self._end_turn
        self._queue: ModelQueue | None = None
        self._began: float | None = None
        self._turn_began = 0.0
        self._timeout: asyncio.Timeout | None = None
        self._backlog: Backlog[Passage] = Backlog(state.spool_space, job.context.client)
        self._making: asyncio.Task[None] | None = None
        context, receipt = job.context, stream.receipt
        context.model, context.voice = receipt.model, receipt.voice or ""

    @classmethod
    async def begin(cls, state: ServerState, make_job: JobFactory, *, whole: bool = False) -> SpeechSession:
        """Check what is asked, wait for a turn, and return when the first piece is there."""
        # On a thread, because the first sentence is prepared on the call.
        job, stream = await asyncio.to_thread(open_job, make_job, state.registry)
        if whole and state.spool_space.is_full(job.context.client):
            why = "answers that are made and were not read yet fill this client's space"
            raise too_many(why, 1.0, code="rate_limit_exceeded")
        session = cls(state, job, stream, whole=whole)
        try:
            await session._start()
        except BaseException as error:
            session._note(error)
            await session.close()
            raise
        return session

    async def _start(self) -> None:
        async with asyncio.timeout(self._state.settings.deadline) as turn:
            await self.take_turn()
        self.make(turn.when())
        await self.begun()

    async def take_turn(self, *, bounded: bool = True) -> None:
        """Wait for the model's time, unless it is ours already."""
        if self._queue is not None:
            return
        context, asked = self.job.context, time.perf_counter()
        self._began = self._began or asked
        self._state.refuse_when_stuck(context.model)
        queue = self._state.queue(context.model)
        await queue.acquire(context.client, bounded=bounded)
        self._queue, self._turn_began = queue, time.perf_counter()
        context.queue_seconds = (context.queue_seconds or 0.0) + self._turn_began - asked

    def make(self, deadline: float | None = None) -> None:
        """Begin to make all of it, until the *deadline*, or the settings' from now on."""
        self._making = asyncio.create_task(self._make(deadline or self._due()))

    async def begun(self) -> None:
        """Wait until the first sound is there, or raise why there is none."""
        await self._backlog.ready()
        context = self.job.context
        context.first_audio_seconds = time.perf_counter() - (self._began or 0.0)
        self._state.metrics.began(context)
        self._state.remember(context, self.outcome)

    def restart_deadline(self) -> None:
        """Count the time that a request may last from now on."""
        if self._timeout is not None and not self._timeout.expired():
            self._timeout.reschedule(self._due())

    def _due(self) -> float:
        return asyncio.get_running_loop().time() + self._state.settings.deadline

    async def _make(self, deadline: float) -> None:
        """Make all of it, however slowly it is read; where too much waits to be read, rest without a turn."""
        # Loading says nothing about how fast the next request will be served, nor does waiting for text.
        is_text = isinstance(self.job.request.text, str)
        telling = is_text and self.job.context.model in self._state.registry.loaded()
        failure: Exception | None = None
        ended = False
        try:
            async with asyncio.timeout_at(deadline) as self._timeout:
                async for piece, data in self.stream.coded(self.encoder):
                    ended = piece is None
                    if ended:
                        self._end_turn(telling=telling)
                    elif not is_text:
                        self.restart_deadline()
                    await self._backlog.put(Passage.of(piece) if piece else None, data)
                    if self._backlog.is_full and not ended:
                        telling = False
                        await self._rest(self._timeout)
        except Exception as error:  # noqa: BLE001, RUF100  (raised where it is read, behind what was made)
            failure = error
        finally:
            self._timeout = None
            if not ended:
                await asyncio.shield(self.stream.cancel())
            self._end_turn()
            self.encoder.close()
            self._backlog.end(failure)

    async def _rest(self, timeout: asyncio.Timeout) -> None:
        self._end_turn()
        timeout.reschedule(None)
        await self._backlog.room()
        self.restart_deadline()
        await self.take_turn(bounded=False)

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
            self.job.context.error = self.job.context.error or type(error).__name__
            self.outcome.fail(problem_of(error))

    def _end_turn(self, *, telling: bool = False) -> None:
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
            self._end_turn()
            self._backlog.close()
            self.job.context.warnings = max(self.job.context.warnings, len(self.outcome.warnings))
            self.outcome.end(whole=False)
            self.outcome.shorten()
