"""One speech under way."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, TypeAlias

from ..problem import problem_of
from .asked import opened
from .outcomes import Outcome
from .track import Track

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tts_core import AsyncSpeechStream, Piece

    from ..house import House
    from ..load.turns import Turns
    from .asked import Ask, Asked

__all__ = ["Chunk", "Performance"]

Chunk: TypeAlias = "tuple[Piece | None, bytes]"
"""A piece and its bytes; the last bytes come without one."""


class Performance:
    """
    A speech that was checked, has had its turn, and whose first piece is made and coded.

    Iterate over the pieces and their bytes; what fails then must not end as if it were whole. Nothing
    of it is left when it was closed: not the turn, not the model's work. The turn ends with the
    model's work and not with the answer, so that a slow reader holds up nobody.
    """

    def __init__(self, house: House, asked: Asked, stream: AsyncSpeechStream, *, whole: bool) -> None:
        self.stream = stream
        self.asked = asked
        stream.patient = whole
        self.track = Track(asked.format, stream.sample_rate, asked.sample_rate, whole=whole)
        self.outcome = Outcome((*asked.warnings, *self.track.warnings))
        self._house = house
        self._turns: Turns | None = None
        self._began = time.perf_counter()
        self._turn_began = 0.0
        self._cold = False
        self._deadline = asyncio.get_running_loop().time() + house.settings.deadline
        self._chunks = stream.coded(self.track)
        self._first: Chunk | None = None
        self._closed = False

    @property
    def stall(self) -> float:
        """Seconds for which the client may take nothing."""
        return self._house.settings.stall

    @classmethod
    async def begin(cls, house: House, ask: Ask, *, whole: bool = False) -> Performance:
        """Check what is asked, wait for a turn, and return when the first piece is there."""
        # On a thread, because the first sentence is prepared on the call.
        asked, stream = await asyncio.to_thread(opened, ask, house.registry)
        performance = cls(house, asked, stream, whole=whole)
        try:
            await performance._start()
        except BaseException as error:
            performance._note(error)
            await performance.close()
            raise
        return performance

    async def _start(self) -> None:
        account, receipt = self.asked.account, self.stream.receipt
        account.model, account.voice = receipt.model, receipt.voice or ""
        self._house.refuse_when_stuck(receipt.model)
        turns = self._house.turns(receipt.model)
        async with asyncio.timeout_at(self._deadline):
            await turns.take(self.asked.client)
        self._turns, self._turn_began = turns, time.perf_counter()
        self._cold = receipt.model not in self._house.registry.loaded()
        account.queue_seconds = self._turn_began - self._began
        self._first = await self._take()
        account.first_audio_seconds = time.perf_counter() - self._began
        self._house.metrics.began(account)
        self._house.remember(account, self.outcome)

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
            self.asked.account.audio_seconds += piece.audio.duration
            self.asked.account.characters = piece.span[1]
            self.outcome.warn(map(str, piece.warnings))
        return piece, data

    def _note(self, error: BaseException) -> None:
        if isinstance(error, Exception):
            account = self.asked.account
            account.error = account.error or type(error).__name__
            self.outcome.fail(problem_of(error))

    def _end_turn(self, *, whole: bool) -> None:
        turns, self._turns = self._turns, None
        if turns is not None:
            # Loading says nothing about how fast the next request will be served.
            telling = whole and not self._cold
            turns.give_back(time.perf_counter() - self._turn_began if telling else None)
            self._house.used(self.asked.account.model)

    async def close(self) -> None:
        """Stop what is still under way. May be called more than once."""
        try:
            if not self._closed:
                self._closed = True
                await asyncio.shield(self.stream.cancel())
        finally:  # Waiting may be interrupted, by a client that leaves just now.
            self.track.close()
            self._end_turn(whole=False)
            self.asked.account.warnings = max(self.asked.account.warnings, len(self.outcome.warnings))
            self.outcome.end(whole=False)
            self.outcome.shorten()
