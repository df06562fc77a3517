"""Asking the servers for one utterance until it is spoken, or until there is no sense in going on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx

from .failure import Failure, broken
from .http_client import Asking, client_options, probe, request_speech
from .names import Names
from .replicas import Replicas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .audio import RemoteAudio
    from .clock import Clock
    from .figures import RemoteFigures
    from .replicas import Replica
    from .settings import RemoteSettings

__all__ = ["RetryingClient"]

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 8.0
"""Seconds between two attempts; they double, and are shortened by up to a half, by chance."""


class RetryingClient:
    """The connections to the servers of a remote model. It belongs to one event loop."""

    def __init__(
        self, settings: RemoteSettings, clock: Clock, figures: RemoteFigures, names: Names | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock
        room = settings.concurrency + len(settings.urls)
        limits = httpx.Limits(max_connections=room, max_keepalive_connections=room, keepalive_expiry=30.0)
        self._client = httpx.AsyncClient(**client_options(settings), limits=limits)
        self._names = names or Names(settings.urls, clock)
        self.replicas = Replicas(
            self._names.plain,
            settings.max_parallel,
            clock,
            lambda replica: probe(self._client, replica),
            figures,
        )

    async def speak(self, fields: Mapping[str, Any], headers: Mapping[str, str]) -> RemoteAudio:
        """Return the sound of one utterance, whole, or raise the last Failure."""
        last: list[Failure] = []
        asking = Asking(fields, headers, self._settings, self._clock)
        try:
            async with asyncio.timeout(self._settings.timeout):
                await self._names.follow(self.replicas)
                return await self._attempts(asking, last)
        except TimeoutError as error:
            why = f"it was not spoken within {self._settings.timeout:g} s"
            if last:
                why += f"; the last attempt: {last[-1].why}"
            raise Failure("slow", why) from (last[-1] if last else error)

    async def close(self) -> None:
        """Watch no server any more and close the connections."""
        await self._names.close()
        await self.replicas.close()
        await self._client.aclose()

    async def _attempts(self, asking: Asking, last: list[Failure]) -> RemoteAudio:
        """
        Ask again where that may help.

        Nothing of an answer that broke off is kept: the next attempt begins the utterance anew.
        """
        until = self._clock.now() + self._settings.timeout
        tried: list[Replica] = []
        for attempt in range(1, self._settings.attempts + 1):
            async with self.replicas.borrowed(tried, until) as replica:
                try:
                    sound = await self._attempt(replica, asking)
                except Failure as failure:
                    self.replicas.failed(replica, failure)
                    last.append(failure)
                    tried.append(replica)
                    again = failure.retryable or (failure.elsewhere and self.replicas.has_others(tried))
                    if not again or attempt == self._settings.attempts:
                        raise
                else:
                    self.replicas.succeeded(replica)
                    return sound
            if last[-1].retry_after is None and not self.replicas.ready_but(tried):
                await self._clock.sleep(self._pause(attempt))
        raise AssertionError("the last attempt returns or raises")

    async def _attempt(self, replica: Replica, asking: Asking) -> RemoteAudio:
        seconds = self._settings.attempt_timeout
        try:
            async with asyncio.timeout(seconds):
                return await request_speech(self._client, replica, asking)
        except TimeoutError as error:
            raise broken("slow", f"{replica.url} was not done within {seconds:g} s") from error

    def _pause(self, attempt: int) -> float:
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (attempt - 1))
        return longest * (1 - self._clock.random() / 2)
