"""
What espeak-ng writes on standard error, and where it goes instead: nowhere.

It says "No envelope" there over a sound without a course of pitch, and takes a usual one; nothing in its
interface forbids that. The library finds the stream through a pointer of its own, which can be set
to another one where its file tells where that pointer is: in an ELF file of 64 bits, on Linux.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from .symbols import pointers

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["hush"]

_STREAM = "stderr"


def hush(api: Any, path: Path) -> None:
    """Let the library *api*, loaded from *path* or a copy of it, write its complaints to nowhere."""
    if sys.platform != "linux":
        return
    libc, nowhere = _nowhere()
    for place in pointers(api, path, _STREAM):
        page = place - place % mmap.PAGESIZE
        # The loader protects what it has set up.
        if libc.mprotect(page, mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_WRITE) == 0:
            ctypes.c_void_p.from_address(place).value = ctypes.addressof(nowhere)


@cache
def _nowhere() -> tuple[Any, Any]:
    """Return the C library, and a variable of its that holds a stream into nothing."""
    libc = ctypes.CDLL(None)
    libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    libc.fopen.restype = ctypes.c_void_p
    return libc, ctypes.c_void_p(libc.fopen(os.fsencode(os.devnull), b"we"))
