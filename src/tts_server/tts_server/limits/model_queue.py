"""The queue before one model."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from ..problem import Problem, too_many
from .service_time import ServiceTime

if TYPE_CHECKING:
    from asyncio import Future

__all__ = ["ModelQueue"]


class ModelQueue:
    """
    A bounded queue before one model, fair between clients.

    Clients take turns, however many requests each has waiting; and when the queue is full, who has
    the most waiting makes room for who has less. It lives in one event loop and needs no lock.
    """

    def __init__(self, parallel: int, *, capacity: int | None = None) -> None:
        self.parallel = parallel
        self.running = 0
        self.service_time = ServiceTime(parallel)
        self._capacity = capacity
        self._lines: dict[str, deque[Future[None]]] = {}

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return sum(map(len, self._lines.values()))

    @property
    def capacity(self) -> int:
        """How many may wait."""
        return self.service_time.capacity if self._capacity is None else self._capacity

    async def acquire(self, client: str, *, bounded: bool = True) -> None:
        """
        Wait for a turn, or raise at once when too many wait already. Who acquires must release.

        Who has begun already, and gave its turn away, is not sent away: its waiting is not *bounded*.
        """
        if self.running < self.parallel and not self._lines:
            self.running += 1
            return
        if bounded and self.waiting >= self.capacity:
            self._make_room_for(client)
        turn: Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.release(None)  # The turn came in the very moment in which nobody wanted it any more.
            else:
                self._leave(client, turn)
            raise

    def release(self, seconds: float | None) -> None:
        """End a turn; *seconds* says how long it took, where it went to its end."""
        if seconds is not None:
            self.service_time.note(seconds)
        self.running -= 1
        while self.running < self.parallel and self._lines:
            client, line = next(iter(self._lines.items()))
            turn = line.popleft()
            del self._lines[client]
            if line:
                self._lines[client] = line  # Behind the others: their turn comes first.
            if not turn.done():
                self.running += 1
                turn.set_result(None)

    def _make_room_for(self, client: str) -> None:
        """Send away the last of who has most waiting, or, when that is *client*, the newcomer itself."""
        greediest = max(self._lines, key=lambda name: len(self._lines[name]), default=client)
        own = len(self._lines.get(client, ()))
        if len(self._lines.get(greediest, ())) <= own + 1:
            raise self._busy()
        last = self._lines[greediest].pop()
        if not last.done():
            last.set_exception(self._busy())

    def _leave(self, client: str, turn: Future[None]) -> None:
        line = self._lines.get(client)
        if line is not None and turn in line:
            line.remove(turn)
            if not line:
                del self._lines[client]

    def _busy(self) -> Problem:
        why = f"all of the model's turns are taken and {self.waiting} requests wait"
        return too_many(why, self.service_time.wait_for(self.waiting + 1), code="queue_full")
