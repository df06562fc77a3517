"""Servers that stand behind one name: every address of it, looked up again and again."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .replicas import Replica
from .settings import DNS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from .clock import Clock
    from .replicas import Replicas

__all__ = ["Names", "addresses_of"]

INTERVAL = 10.0
"""Seconds after which a name is looked up again."""


async def addresses_of(host: str, port: int) -> list[str]:
    """Return every address of a name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return sorted({str(where[0]) for *_, where in found})


class Names:
    """Keeps the servers of a remote model in step with what its names stand for."""

    def __init__(
        self,
        urls: Sequence[str],
        clock: Clock,
        lookup: Callable[[str, int], Awaitable[list[str]]] = addresses_of,
    ) -> None:
        self._urls = urls
        self._clock = clock
        self._lookup = lookup
        self._task: asyncio.Task[None] | None = None
        self._found: dict[str, list[Replica]] = {}

    @property
    def plain(self) -> list[Replica]:
        """The servers that are known without being looked up."""
        return [Replica(url) for url in self._urls if not url.startswith(DNS)]

    async def follow(self, replicas: Replicas) -> None:
        """Look the names up, the first time at once and from then on beside all else."""
        if self._task is None and len(self.plain) < len(self._urls):
            self._task = asyncio.create_task(self._keep(replicas), name="probe names")
            await self._refresh(replicas)

    async def close(self) -> None:
        """Look nothing up any more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _keep(self, replicas: Replicas) -> None:
        while True:
            await self._clock.sleep(INTERVAL)
            await self._refresh(replicas)

    async def _refresh(self, replicas: Replicas) -> None:
        for url in self._urls:
            if url.startswith(DNS):
                parts = urlsplit(url.removeprefix(DNS))
                port = parts.port or (443 if parts.scheme == "https" else 80)
                try:
                    found = await self._lookup(parts.hostname or "", port)
                except OSError:
                    continue  # Those that were found before are as good as any.
                self._found[url] = [
                    Replica(f"{parts.scheme}://{_bracketed(each)}:{port}{parts.path}", parts.netloc)
                    for each in found
                ]
        replicas.update([*self.plain, *(each for found in self._found.values() for each in found)])


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address
