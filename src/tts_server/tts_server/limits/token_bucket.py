"""So many a minute."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["TokenBucket"]


class TokenBucket:
    """A bucket that fills evenly: a minute's worth at once, then one at a time."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._each = 60.0 / per_minute
        self._clock = clock
        self._left = self._most
        self._filled = clock()

    def take(self) -> float:
        """Take one and return 0, or take none and return the seconds after which there is one."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._filled) / self._each)
        self._filled = now
        if self._left < 1.0:
            return (1.0 - self._left) * self._each
        self._left -= 1.0
        return 0.0
