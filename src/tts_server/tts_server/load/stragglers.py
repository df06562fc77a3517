"""Runs of models that nobody waits for any more, and that go on all the same."""

from __future__ import annotations

import threading
import time
from concurrent import futures
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future

__all__ = ["Stragglers"]


class Stragglers:
    """
    What was left behind by speeches that were given up, for as long as it runs.

    A model that does not listen when it is cancelled keeps its thread. For a while that is how some
    models are; past the deadline of the speech it is a thread that is lost. Written from any thread.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._due: dict[Future[Any], tuple[str, float]] = {}

    def leave(self, model: str, runs: Iterable[Future[Any]], due: float) -> None:
        """Note *runs* of *model*, which are cancelled but may not have ended; they were *due* by then."""
        for run in runs:
            with self._lock:
                self._due[run] = (model, due)
            run.add_done_callback(self._back)

    def stuck(self) -> dict[str, int]:
        """Return how many runs go on past their deadline, by model."""
        now, found = self._clock(), dict[str, int]()
        with self._lock:
            for model, due in self._due.values():
                if due <= now:
                    found[model] = found.get(model, 0) + 1
        return found

    def wait(self, seconds: float) -> int:
        """Wait so long for what still runs, and return how many runs have not ended even then."""
        with self._lock:
            runs = list(self._due)
        return len(futures.wait(runs, seconds).not_done)

    def _back(self, run: Future[Any]) -> None:
        with self._lock:
            del self._due[run]
