"""One at a time, for what belongs to the whole program, however many espeak-ngs there are in it."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tts_core import renew_after_fork

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import CancelToken

__all__ = ["CancellableLock", "loading_lock"]

_POLL_SECONDS = 0.02
_LONGEST_SECONDS = 2.0
"""More than loading a library takes."""


class CancellableLock:
    """
    A lock for which waiting can be given up.

    A forked child gets it anew, since whoever had it may not have come along.
    """

    def __init__(self) -> None:
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Take no turn from a thread that a forked child does not have."""
        self.current = threading.Lock()

    @contextmanager
    def held(self, cancel: CancelToken | None = None) -> Iterator[None]:
        """Hold it inside this block; raise Cancelled where that is not wanted any more."""
        lock = self.current  # Not looked up again: a fork inside of the block changes it.
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
is about to be unloaded. Nor must a process be forked in the middle of it: the child would find the
loader's own tables half written.
"""


class _Fork:
    """Holds the loading of libraries up while a process is forked, unless the same thread loads one."""

    def __init__(self) -> None:
        self._here = threading.local()

    def before(self) -> None:
        lock = loading_lock.current
        self._here.held = lock if lock.acquire(timeout=_LONGEST_SECONDS) else None

    def after(self) -> None:
        if self._here.held is not None:
            self._here.held.release()


if hasattr(os, "register_at_fork"):
    _fork = _Fork()
    os.register_at_fork(before=_fork.before, after_in_parent=_fork.after, after_in_child=_fork.after)
