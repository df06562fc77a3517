"""The servers of a remote model: which one is asked next, which one rests, which one is out."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .failure import Failure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from .clock import Clock

__all__ = ["Replica", "Replicas"]

TOLERATED = 3
"""Failures in a row after which a server is out. One that cannot be reached is out at once."""
FIRST_PROBE = 1.0
LONGEST_PROBE = 30.0
"""Seconds between probes of a server that is out; they double."""


@dataclass(eq=False, slots=True)
class Replica:
    """One server and what we know of it."""

    url: str
    running: int = 0
    failures: int = 0
    out: bool = False
    rests_until: float = 0.0
    turn: int = 0
    """When it was asked last, counted in requests."""


class Replicas:
    """
    Lends servers out, the one with the least to do first.

    It lives in one event loop, so that nothing here needs a lock. While every server is out they are
    all asked all the same: an error from a server says more than none.
    """

    def __init__(
        self, urls: Sequence[str], parallel: int, clock: Clock, probe: Callable[[str], Awaitable[bool]]
    ) -> None:
        self.all = [Replica(url) for url in urls]
        self._parallel = parallel
        self._clock = clock
        self._probe = probe
        self._freed = asyncio.Event()
        self._turns = 0
        self._probes: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def borrowed(self, avoid: Replica | None, until: float) -> AsyncIterator[Replica]:
        """Lend a server as soon as one has a free place; rather another than *avoid*."""
        replica = await self._free(avoid, until)
        replica.running += 1
        self._turns += 1
        replica.turn = self._turns
        try:
            yield replica
        finally:
            replica.running -= 1
            self._freed.set()

    def ready_but(self, avoid: Replica) -> bool:
        """Whether another server than *avoid* could be asked at once."""
        now = self._clock.now()
        return any(
            each is not avoid and not each.out and each.rests_until <= now and each.running < self._parallel
            for each in self.all
        )

    def succeeded(self, replica: Replica) -> None:
        """Note that a server is well."""
        replica.failures = 0
        if replica.out:
            replica.out = False
            self._freed.set()

    def failed(self, replica: Replica, failure: Failure) -> None:
        """Note what went wrong with a server; put it out when that was too much."""
        if failure.retry_after is not None and failure.kind in ("busy", "failed"):
            replica.rests_until = max(replica.rests_until, self._clock.now() + failure.retry_after)
        if not failure.unhealthy:
            return
        replica.failures += 1
        if not replica.out and (failure.kind == "unreachable" or replica.failures >= TOLERATED):
            replica.out = True
            task = asyncio.get_running_loop().create_task(self._watch(replica), name=f"probe {replica.url}")
            self._probes.add(task)
            task.add_done_callback(self._probes.discard)

    async def close(self) -> None:
        """Stop watching the servers that are out."""
        for task in self._probes:
            task.cancel()
        await asyncio.gather(*self._probes, return_exceptions=True)

    async def _free(self, avoid: Replica | None, until: float) -> Replica:
        while True:
            self._freed.clear()
            usable = [each for each in self.all if not each.out] or self.all
            now = self._clock.now()
            awake = [each for each in usable if each.rests_until <= now]
            free = [each for each in awake if each.running < self._parallel]
            if free:
                return min(free, key=lambda each: (each is avoid, each.running, each.turn))
            if awake:
                await self._freed.wait()
                continue
            rest = min(each.rests_until for each in usable) - now
            if now + rest > until:
                why = f"{_names(usable)} asked to be left alone for {rest:.0f} s more"
                raise Failure("busy", why, retry_after=rest)
            await self._clock.sleep(rest)

    async def _watch(self, replica: Replica) -> None:
        """Ask a server that is out, ever less often, until it answers."""
        pause = FIRST_PROBE
        while replica.out:
            await self._clock.sleep(pause * (0.75 + self._clock.random() / 2))
            if replica.out and await self._probe(replica.url):
                self.succeeded(replica)
            pause = min(2 * pause, LONGEST_PROBE)


def _names(replicas: Sequence[Replica]) -> str:
    return ", ".join(each.url for each in replicas)
