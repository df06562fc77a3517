"""Asking the servers for one utterance until it is spoken, or until there is no sense in going on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx

from .failure import Failure
from .http_client import client_options, probe, request_speech
from .replicas import Replicas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .audio import RemoteAudio
    from .clock import Clock
    from .settings import RemoteSettings

__all__ = ["RetryingClient"]

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
"""Seconds between two attempts; they double, and are shortened by up to a half, by chance."""


class RetryingClient:
    """The connections to the servers of a remote model. It belongs to one event loop."""

    def __init__(self, settings: RemoteSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        room = settings.concurrency + len(settings.urls)
        limits = httpx.Limits(max_connections=room, max_keepalive_connections=room, keepalive_expiry=30.0)
        self._client = httpx.AsyncClient(**client_options(settings), limits=limits)
        self.replicas = Replicas(
            settings.urls, settings.max_parallel, clock, lambda url: probe(self._client, url)
        )

    async def speak(self, fields: Mapping[str, Any]) -> RemoteAudio:
        """Return the sound of one utterance, whole, or raise the last Failure."""
        last: list[Failure] = []
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._attempts(fields, last)
        except TimeoutError as error:
            why = f"it was not spoken within {self._settings.timeout:g} s"
            if last:
                why += f"; the last attempt: {last[-1].why}"
            raise Failure("slow", why) from (last[-1] if last else error)

    async def close(self) -> None:
        """Watch no server any more and close the connections."""
        await self.replicas.close()
        await self._client.aclose()

    async def _attempts(self, fields: Mapping[str, Any], last: list[Failure]) -> RemoteAudio:
        """
        Ask again where that may help.

        Nothing of an answer that broke off is kept: the next attempt begins the utterance anew.
        """
        until = self._clock.now() + self._settings.timeout
        avoid = None
        for attempt in range(1, self._settings.attempts + 1):
            async with self.replicas.borrowed(avoid, until) as replica:
                try:
                    sound = await request_speech(
                        self._client, replica.url, fields, self._settings.sample_rate
                    )
                except Failure as failure:
                    self.replicas.failed(replica, failure)
                    last.append(failure)
                    if not failure.retryable or attempt == self._settings.attempts:
                        raise
                    avoid = replica
                else:
                    self.replicas.succeeded(replica)
                    return sound
            if last[-1].retry_after is None and not self.replicas.ready_but(avoid):
                await self._clock.sleep(self._pause(attempt))
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, attempt: int) -> float:
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (attempt - 1))
        return longest * (1 - self._clock.random() / 2)
