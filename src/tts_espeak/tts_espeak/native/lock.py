"""One at a time, for what belongs to the whole program, however many espeak-ngs there are in it."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import CancelToken

__all__ = ["CancellableLock", "loading_lock"]

_POLL_SECONDS = 0.02


class CancellableLock:
    """
    A lock for which waiting can be given up.

    A forked child gets it anew, since whoever had it may not have come along.
    """

    def __init__(self) -> None:
        self._reset()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def held(self, cancel: CancelToken | None = None) -> Iterator[None]:
        """Hold it inside this block; raise Cancelled where that is not wanted any more."""
        lock = self._lock  # Not looked up again: a fork inside of the block changes it.
        while not lock.acquire(timeout=_POLL_SECONDS):
            if cancel is not None:
                cancel.check()
        try:
            yield
        finally:
            lock.release()


loading_lock = CancellableLock()
"""
For loading a library, and unloading it.

It sets the locale of the program for a moment, and must not be found loaded by another thread when it
is about to be unloaded.
"""
