"""Asking a fleet for one utterance until it is spoken, or until there is no sense in going on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx

from .failure import Failure
from .http import client_settings, probe, speech
from .replicas import Replicas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .audio import Sound
    from .clock import Clock
    from .fleet import Fleet

__all__ = ["FleetClient"]

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
"""Seconds between two attempts; they double, and are shortened by up to a half, by chance."""


class FleetClient:
    """The connections to a fleet. It belongs to one event loop."""

    def __init__(self, fleet: Fleet, clock: Clock) -> None:
        self._fleet = fleet
        self._clock = clock
        room = fleet.concurrency + len(fleet.urls)
        limits = httpx.Limits(max_connections=room, max_keepalive_connections=room, keepalive_expiry=30.0)
        self._client = httpx.AsyncClient(**client_settings(fleet), limits=limits)
        self.replicas = Replicas(fleet.urls, fleet.max_parallel, clock, lambda url: probe(self._client, url))

    async def sound(self, wanted: Mapping[str, Any]) -> Sound:
        """Return the sound of one utterance, whole, or raise the last Failure."""
        last: list[Failure] = []
        try:
            async with asyncio.timeout(self._fleet.timeout):
                return await self._attempts(wanted, last)
        except TimeoutError as error:
            why = f"it was not spoken within {self._fleet.timeout:g} s"
            if last:
                why += f"; the last attempt: {last[-1].why}"
            raise Failure("slow", why) from (last[-1] if last else error)

    async def close(self) -> None:
        """Watch no server any more and close the connections."""
        await self.replicas.close()
        await self._client.aclose()

    async def _attempts(self, wanted: Mapping[str, Any], last: list[Failure]) -> Sound:
        """
        Ask again where that may help.

        Nothing of an answer that broke off is kept: the next attempt begins the utterance anew.
        """
        until = self._clock.now() + self._fleet.timeout
        avoid = None
        for attempt in range(1, self._fleet.attempts + 1):
            async with self.replicas.borrowed(avoid, until) as replica:
                try:
                    sound = await speech(self._client, replica.url, wanted, self._fleet.sample_rate)
                except Failure as failure:
                    self.replicas.failed(replica, failure)
                    last.append(failure)
                    if not failure.again or attempt == self._fleet.attempts:
                        raise
                    avoid = replica
                else:
                    self.replicas.spoke(replica)
                    return sound
            if last[-1].after is None and not self.replicas.ready_but(avoid):
                await self._clock.sleep(self._pause(attempt))
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, attempt: int) -> float:
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (attempt - 1))
        return longest * (1 - self._clock.chance() / 2)
