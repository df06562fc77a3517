"""Time and chance, in one place, so that a test can own both."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Protocol

__all__ = ["Clock", "RealClock"]


class Clock(Protocol):
    """What waits."""

    def now(self) -> float:
        """Return seconds since some beginning."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def random(self) -> float:
        """Return a number from 0 up to 1."""
        ...


class RealClock:
    """The time that passes."""

    def now(self) -> float:
        """Return the time of the system's steady clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""
        await asyncio.sleep(seconds)

    def random(self) -> float:
        """Roll the dice."""
        return random.random()  # noqa: S311  (spreads attempts; nothing secret hangs on it)
