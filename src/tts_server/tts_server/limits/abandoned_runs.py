"""Runs of models that outlive the deadline of the speech they were for."""

from __future__ import annotations

import time
from collections import Counter
from concurrent import futures
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tts_core import Registry

__all__ = ["AbandonedRuns"]


class AbandonedRuns:
    """
    The runs that nobody waits for any more, seen with the server's deadline.

    A model that does not listen when it is cancelled keeps its thread. For a while that is how some
    models are; past the deadline of the speech it is a thread that is lost.
    """

    def __init__(self, registry: Registry, deadline: float) -> None:
        self._registry = registry
        self._deadline = deadline

    def stuck(self) -> Counter[str]:
        """Return how many runs go on past their deadline, by model."""
        due = time.monotonic() - self._deadline
        return Counter(each.model for each in self._registry.abandoned() if each.claimed <= due)

    def wait(self, seconds: float) -> int:
        """Wait so long for what still runs, and return how many runs have not ended even then."""
        runs = [each.run for each in self._registry.abandoned()]
        return len(futures.wait(runs, seconds).not_done)
