"""
How a forked child ends, whose parent has used onnxruntime.

The runtime waits for threads of its own when the program ends. In a forked child they are not there,
and it waits for ever. So a forked child ends without what libraries do at the very end: what was
printed is written, Python's own exit functions have run before, the rest goes with the process.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache

__all__ = ["leave_without_the_runtime"]


@cache
def leave_without_the_runtime() -> None:
    """Have every child that is forked from now on end without waiting for the runtime."""
    if sys.platform == "linux" and hasattr(ctypes.CDLL(None), "on_exit"):
        os.register_at_fork(after_in_child=_leave_early)


def _leave_early() -> None:
    """Put two functions before those that the C library calls at the end; it calls the last one first."""
    libc = ctypes.CDLL(None)
    libc.on_exit(libc._exit, None)  # It is given the status of the program.
    libc.__cxa_atexit(libc.fflush, None, None)
