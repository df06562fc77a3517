"""
The random numbers that espeak-ng takes from the C library, made the same each time.

The breath of a few variants (all that breathe, before espeak-ng 1.52) comes from `rand`, whose
state belongs to the whole program. Where the C library can exchange that state, espeak-ng gets one of
its own for as long as it speaks, and the program its own back afterwards. There is one to exchange, so
those who draw from it speak one after the other; all others speak beside them.
"""

from __future__ import annotations

import ctypes
import re
import sys
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .lock import CancellableLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tts_core import CancelToken

__all__ = ["seeded_rand", "uses_rand"]

_USES_RAND = re.compile(r"^\s*(?:klatt|breath)", re.MULTILINE)
"""The ways of speaking that drew from `rand` up to espeak-ng 1.51."""
_USES_RAND_WITH_OWN = re.compile(r"^\s*klatt\s+6", re.MULTILINE)
"""The one that does since espeak-ng has a random state of its own."""
_STATE = ctypes.create_string_buffer(128)
_lock = CancellableLock()


@lru_cache(maxsize=256)
def uses_rand(data: Path, voice: str, *, has_own: bool) -> bool:
    """
    Tell from its files in *data* whether *voice*, with its variant, draws from `rand`.

    *has_own* says whether the library has a random state of its own.
    """
    pattern = _USES_RAND_WITH_OWN if has_own else _USES_RAND
    language, _, variant = voice.partition("+")
    files = [data / "lang" / language, *([data / "voices" / "!v" / variant] if variant else [])]
    try:
        return any(pattern.search(file.read_text(errors="replace")) for file in files)
    except OSError:  # It was found elsewhere, so it cannot be told.
        return True


@contextmanager
def seeded_rand(cancel: CancelToken | None = None) -> Iterator[None]:
    """Let `rand` give the same numbers each time inside this block; wait for those who are in one."""
    libc = _libc()
    with _lock.held(cancel):
        before = libc.initstate(1, _STATE, len(_STATE)) if libc is not None else None
        try:
            yield
        finally:
            if before and libc is not None:
                libc.setstate(before)


@lru_cache(maxsize=1)
def _libc() -> Any:
    """Return the C library where `rand` draws from the state that `initstate` exchanges: glibc."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "gnu_get_libc_version"):
        return None
    libc.initstate.argtypes = [ctypes.c_uint, ctypes.c_void_p, ctypes.c_size_t]
    libc.initstate.restype = libc.setstate.restype = ctypes.c_void_p
    libc.setstate.argtypes = [ctypes.c_void_p]
    return libc
