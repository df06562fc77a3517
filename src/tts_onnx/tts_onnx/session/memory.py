"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes
import gc
import sys

__all__ = ["give_back"]


def give_back() -> None:
    """
    Ask the C library to return what was freed; glibc keeps most of a model's memory otherwise.

    A graph of 57 MB leaves 100 MB behind when it is closed, and 45 MB when that is asked for.
    """
    gc.collect()
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        if hasattr(system, "malloc_trim"):
            system.malloc_trim(0)
