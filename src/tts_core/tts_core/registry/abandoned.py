"""Runs of models that nobody waits for any more, and that go on all the same."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["Abandoned", "AbandonedRuns"]


@dataclass(frozen=True, slots=True)
class Abandoned:
    """One run that was cancelled and has not ended: a model that does not listen keeps its thread."""

    model: str
    claimed: float
    """When the speech that it was for claimed the model, by `time.monotonic`."""
    run: Future[Any]


class AbandonedRuns:
    """What was left behind, for as long as it runs. Written from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[Future[Any], Abandoned] = {}

    def add(self, left: Abandoned) -> None:
        """Note a run, which may end at any moment."""
        with self._lock:
            self._left[left.run] = left
        left.run.add_done_callback(self._ended)

    def all(self) -> tuple[Abandoned, ...]:
        """Return what goes on now."""
        with self._lock:
            return tuple(left for left in self._left.values() if not left.run.done())

    def _ended(self, run: Future[Any]) -> None:
        with self._lock:
            del self._left[run]
