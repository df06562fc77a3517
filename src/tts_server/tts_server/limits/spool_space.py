"""How much of what was made may wait on disk, for each client."""

from __future__ import annotations

import asyncio
from collections import Counter

__all__ = ["SHARES", "SpoolSpace"]

SHARES = 8
"""All clients together may have so many times as much waiting as one, so that many cannot fill the disk."""


class SpoolSpace:
    """The bytes that each client has waiting on disk. It lives in one event loop and needs no lock."""

    def __init__(self, most: int, folder: str | None = None) -> None:
        self.folder = folder
        """Where files without a name are made; None is the system's own place."""
        self.used: Counter[str] = Counter()
        self._most = most
        self._taken = asyncio.Event()

    def is_full(self, client: str) -> bool:
        """Whether a client has as much waiting as it may, or all together have."""
        return self.used[client] >= self._most or self.used.total() >= SHARES * self._most

    def add(self, client: str, size: int) -> None:
        """Note that so much more waits."""
        self.used[client] += size

    def free(self, client: str, size: int) -> None:
        """Note that so much was taken, on disk or elsewhere, for all who wait for that."""
        self.used[client] -= size
        if self.used[client] <= 0:
            del self.used[client]
        self._taken.set()

    async def taken(self) -> None:
        """Wait until somebody takes something."""
        self._taken.clear()
        await self._taken.wait()
