"""
What a forked child gets anew.

Threads do not survive a fork: who held a lock may not have come along, who was to do some work is
not there, and the threads inside of a native library are gone like any others. Whatever is shared by
several threads is put down here, and made anew in the child before anything else runs there.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import weakref
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["Renewable", "keep_for_ever", "renew_after_fork"]

_IMPORTING = "<frozen importlib._bootstrap>"
_PATIENCE = 5.0
_POLL_SECONDS = 0.001


class Renewable(Protocol):
    """What threads share, and a forked child cannot use as it is."""

    def renew(self) -> None:
        """Make anew, in a forked child, what a thread of the parent may have had its hands on."""
        ...


_shared: weakref.WeakSet[Renewable] = weakref.WeakSet()


def renew_after_fork(thing: Renewable) -> None:
    """Have *thing* renewed in every forked child. It is not kept alive for that."""
    _shared.add(thing)


def keep_for_ever(thing: object) -> None:
    """
    Never free *thing*, not even when the program ends.

    Native code that had threads waits for them when it is freed, and in a forked child they never come.
    """
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))


def _renew() -> None:
    for thing in list(_shared):
        thing.renew()


def _await_imports() -> None:
    """
    Let other threads finish what they import, before a fork.

    In the child a module would stay half imported, under a lock of a thread that is not there.
    """
    if _is_importing(sys._getframe()):  # The others may be waiting for what this thread imports.
        return
    until = time.monotonic() + _PATIENCE
    while _others_import() and time.monotonic() < until:
        time.sleep(_POLL_SECONDS)


def _others_import() -> bool:
    here = threading.get_ident()
    return any(_is_importing(frame) for thread, frame in sys._current_frames().items() if thread != here)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == _IMPORTING:
            return True
        frame = frame.f_back
    return False


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_await_imports, after_in_child=_renew)
