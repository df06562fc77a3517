"""How long a model serves one request, measured."""

from __future__ import annotations

__all__ = ["ServiceTime"]

SHORT = 0.1
"""Seconds of waiting that nobody notices: a burst that is served in so little time is never refused."""
LONGEST = 60.0
"""Clients do not wait longer than this before they try again."""
MOST = 256
UNKNOWN = 8
"""How many may wait at least while nothing has been measured: the model may still be loading."""
WEIGHT = 0.1


class ServiceTime:
    """
    The usual length of a turn, as a moving average.

    As many may wait as may run, so that who is served at all is served within about twice the usual
    time; more may wait where turns are so short that nobody notices.
    """

    def __init__(self, parallel: int) -> None:
        self._parallel = parallel
        self._seconds: float | None = None

    @property
    def seconds(self) -> float | None:
        """The usual length of a turn; None before the first."""
        return self._seconds

    @property
    def capacity(self) -> int:
        """How many may wait."""
        if self._seconds is None:
            return max(UNKNOWN, self._parallel)
        unnoticed = int(SHORT * self._parallel / max(self._seconds, 1e-4))
        return min(MOST, max(self._parallel, unnoticed))

    def note(self, seconds: float) -> None:
        """Note how long a turn took."""
        known = self._seconds
        self._seconds = seconds if known is None else known + WEIGHT * (seconds - known)

    def wait_for(self, place: int) -> float:
        """Say in how many seconds who is *place*-th in the queue can expect a turn."""
        usual = 1.0 if self._seconds is None else self._seconds
        return min(LONGEST, max(0.05, usual * place / self._parallel))
