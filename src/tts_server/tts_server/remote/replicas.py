"""The servers of a remote model: which one is asked next, which one rests, which one is out."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .failure import Failure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence

    from .clock import Clock
    from .figures import RemoteFigures

__all__ = ["Replica", "Replicas"]

TOLERATED = 3
"""Failures in a row after which a server is out. One that cannot be reached is out at once."""
FIRST_PROBE = 1.0
LONGEST_PROBE = 30.0
"""Seconds between probes of a server that is out; they double until it speaks again."""

logger = logging.getLogger("tts_server.remote")


@dataclass(eq=False, slots=True)
class Replica:
    """One server and what we know of it."""

    url: str
    name: str = ""
    """The name and port that it is asked by, where its URL holds an address that was looked up."""
    running: int = 0
    failures: int = 0
    out: bool = False
    rests_until: float = 0.0
    turn: int = 0
    """When it was asked last, counted in requests."""
    pause: float = FIRST_PROBE


class Replicas:
    """
    Lends servers out, the one with the least to do first.

    It lives in one event loop, so that nothing here needs a lock. While every server is out they are
    all asked all the same: an error from a server says more than none.
    """

    def __init__(
        self,
        replicas: Sequence[Replica],
        parallel: int,
        clock: Clock,
        probe: Callable[[Replica], Awaitable[bool]],
        figures: RemoteFigures,
    ) -> None:
        self.all = list(replicas)
        self._parallel = parallel
        self._clock = clock
        self._probe = probe
        self._figures = figures
        self._freed = asyncio.Event()
        self._turns = 0
        self._probes: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def borrowed(self, avoid: Collection[Replica], until: float) -> AsyncIterator[Replica]:
        """Lend a server as soon as one has a free place; rather another than those to *avoid*."""
        replica = await self._free(avoid, until)
        replica.running += 1
        self._turns += 1
        replica.turn = self._turns
        try:
            yield replica
        finally:
            replica.running -= 1
            self._freed.set()

    def has_others(self, tried: Collection[Replica]) -> bool:
        """Whether there are servers beside those that were *tried*."""
        return any(each not in tried for each in self.all)

    def ready_but(self, avoid: Collection[Replica]) -> bool:
        """Whether another server than those to *avoid* could be asked at once."""
        now = self._clock.now()
        return any(
            each not in avoid and not each.out and each.rests_until <= now and each.running < self._parallel
            for each in self.all
        )

    def update(self, found: Sequence[Replica]) -> None:
        """Go on with the servers that were *found*, and with what is known of each."""
        known = {each.url: each for each in self.all}
        news = [each.url for each in found if each.url not in known]
        gone = sorted(known.keys() - {each.url for each in found})
        if news or gone:
            self._say(logging.INFO, "replicas changed", found=news, gone=gone)
            self.all = [known.get(each.url, each) for each in found]
            self._freed.set()

    def succeeded(self, replica: Replica) -> None:
        """Note that a server has spoken."""
        replica.failures, replica.pause = 0, FIRST_PROBE
        self._back(replica)

    def failed(self, replica: Replica, failure: Failure) -> None:
        """Note what went wrong with a server; put it out when that was too much."""
        self._figures.note(replica.url, failure.kind)
        what = {"replica": replica.url, "reason": failure.kind, "why": failure.why}
        self._say(logging.WARNING, "replica failed", **what)
        if failure.retry_after is not None and failure.kind in ("busy", "failed"):
            replica.rests_until = max(replica.rests_until, self._clock.now() + failure.retry_after)
        if not failure.unhealthy:
            return
        replica.failures += 1
        if not replica.out and (failure.kind == "unreachable" or replica.failures >= TOLERATED):
            replica.out = True
            self._figures.put_out(replica.url, True)
            self._say(logging.WARNING, "replica out", replica=replica.url, reason=failure.kind)
            task = asyncio.get_running_loop().create_task(self._watch(replica), name=f"probe {replica.url}")
            self._probes.add(task)
            task.add_done_callback(self._probes.discard)

    async def close(self) -> None:
        """Stop watching the servers that are out."""
        for task in self._probes:
            task.cancel()
        await asyncio.gather(*self._probes, return_exceptions=True)

    async def _free(self, avoid: Collection[Replica], until: float) -> Replica:
        while True:
            self._freed.clear()
            if not self.all:
                raise Failure("unreachable", "its name has no address", retryable=True)
            usable = [each for each in self.all if not each.out] or self.all
            now = self._clock.now()
            awake = [each for each in usable if each.rests_until <= now]
            free = [each for each in awake if each.running < self._parallel]
            if free:
                return min(free, key=lambda each: (each in avoid, each.running, each.turn))
            if awake:
                await self._freed.wait()
                continue
            rest = min(each.rests_until for each in usable) - now
            if now + rest > until:
                why = f"{_names(usable)} asked to be left alone for {rest:.0f} s more"
                raise Failure("busy", why, retry_after=rest)
            await self._clock.sleep(rest)

    async def _watch(self, replica: Replica) -> None:
        """Ask a server that is out, ever less often, until it answers; it is on trial until it speaks."""
        while replica.out and replica in self.all:
            await self._clock.sleep(replica.pause * (0.75 + self._clock.random() / 2))
            replica.pause = min(2 * replica.pause, LONGEST_PROBE)
            if replica.out and await self._probe(replica):
                replica.failures = TOLERATED - 1
                self._back(replica)

    def _back(self, replica: Replica) -> None:
        if replica.out:
            replica.out = False
            self._figures.put_out(replica.url, False)
            self._say(logging.INFO, "replica back", replica=replica.url)
            self._freed.set()

    def _say(self, level: int, event: str, **what: object) -> None:
        logger.log(level, event, extra={"tts": {"model": self._figures.model, **what}})


def _names(replicas: Sequence[Replica]) -> str:
    return ", ".join(each.url for each in replicas)
