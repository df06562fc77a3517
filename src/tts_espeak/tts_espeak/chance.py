"""
The chance that espeak-ng takes from the C library, made the same each time.

The breath of a few variants (all that breathe, before espeak-ng 1.52) comes from `rand`, whose
state belongs to the whole program. Where the C library can exchange that state, espeak-ng gets one of
its own for as long as it speaks, and the program its own back afterwards.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["settled_chance"]

_STATE = ctypes.create_string_buffer(128)


@contextmanager
def settled_chance() -> Iterator[None]:
    """Let `rand` give the same numbers each time inside this block."""
    system = _system()
    before = system.initstate(1, _STATE, len(_STATE)) if system is not None else None
    try:
        yield
    finally:
        if before and system is not None:
            system.setstate(before)


@lru_cache(maxsize=1)
def _system() -> Any:
    """Return the C library where `rand` draws from the state that `initstate` exchanges: glibc."""
    if sys.platform != "linux":
        return None
    system = ctypes.CDLL(None)
    if not hasattr(system, "gnu_get_libc_version"):
        return None
    system.initstate.argtypes = [ctypes.c_uint, ctypes.c_void_p, ctypes.c_size_t]
    system.initstate.restype = system.setstate.restype = ctypes.c_void_p
    system.setstate.argtypes = [ctypes.c_void_p]
    return system
