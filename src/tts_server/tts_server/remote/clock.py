"""Time and chance, in one place, so that a test can own both."""

from __future__ import annotations

import asyncio
import random
import time

__all__ = ["Clock"]


class Clock:
    """The time that passes, and chance."""

    def now(self) -> float:
        """Return seconds on the system's steady clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""
        await asyncio.sleep(seconds)

    def random(self) -> float:
        """Return a number from 0 up to 1."""
        return random.random()  # noqa: S311  (spreads attempts; nothing secret hangs on it)
