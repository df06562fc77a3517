"""Watching and holding an echo model at work, so that tests of threads need no sleeps."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..cancel import CancelToken
    from ..synthesizer import Utterance

__all__ = ["Gate", "Recorder"]

PATIENCE = 20.0
"""Seconds after which a test that waits has gone wrong."""


class Recorder:
    """What an echo model was asked to do: loads, closes, and every call of `speak`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.loads = 0
        self.closes = 0
        self.running = 0
        """Calls of `speak` that are under way now."""
        self.peak = 0
        """The most calls that were ever under way at once."""
        self.cancelled = 0
        """Calls that ended because they were cancelled."""
        self.failed = 0
        """Calls that ended in another error."""
        self.begun: list[Utterance] = []
        """Every utterance that `speak` was called with, in the order of the calls."""
        self.spoken: list[Utterance] = []
        """Those that were spoken to the end, in the order in which they were done."""

    def loaded(self) -> None:
        """Count a load."""
        with self._lock:
            self.loads += 1

    def closed(self) -> None:
        """Count a close that freed something."""
        with self._lock:
            self.closes += 1

    @contextmanager
    def call(self, utterance: Utterance) -> Iterator[None]:
        """Record one call of `speak`."""
        from ..errors import Cancelled

        with self._lock:
            self.begun.append(utterance)
            self.running += 1
            self.peak = max(self.peak, self.running)
        outcome = "failed"
        try:
            yield
            outcome = "spoken"
        except Cancelled:
            outcome = "cancelled"
            raise
        finally:
            with self._lock:
                self.running -= 1
                self.failed += outcome == "failed"
                self.cancelled += outcome == "cancelled"
                if outcome == "spoken":
                    self.spoken.append(utterance)


class Gate:
    """
    Holds calls until a test lets them pass.

        gate = Gate()
        model = echo_model("held", gate=gate)
        …                       # start something that speaks
        gate.arrived(2)         # two calls now wait at the gate
        gate.let(1)             # one of them goes on
        gate.open()             # all others too, now and later

    A call that is cancelled while it waits goes on too: the model then raises Cancelled.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._arrivals = 0
        self._permits = 0
        self._open = False

    def arrived(self, count: int = 1) -> None:
        """Wait until *count* calls have come to the gate since it was made."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._arrivals >= count, PATIENCE):
                raise TimeoutError(f"{self._arrivals} of {count} calls came to the gate in {PATIENCE:.0f} s")

    def let(self, count: int = 1) -> None:
        """Let *count* calls pass."""
        with self._changed:
            self._permits += count
            self._changed.notify_all()

    def open(self) -> None:
        """Let every call pass from now on."""
        with self._changed:
            self._open = True
            self._changed.notify_all()

    def hold(self, cancel: CancelToken | None = None) -> None:
        """Stand at the gate until let through, or cancelled."""
        with self._changed:
            self._arrivals += 1
            self._changed.notify_all()
        if cancel is None:
            self._wait(lambda: False)
            return
        with cancel.calling(self._wake):
            self._wait(lambda: cancel.cancelled)

    def _wait(self, given_up: Callable[[], bool]) -> None:
        with self._changed:
            passed = self._changed.wait_for(lambda: self._open or self._permits > 0 or given_up(), PATIENCE)
            if not passed:
                raise TimeoutError(f"a call stood at a closed gate for {PATIENCE:.0f} s")
            if not self._open and not given_up():
                self._permits -= 1

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()
