"""
Which words espeak-ng has in its dictionary, by its own account.

No call answers the question, but asked to trace its work, it writes "Found" for what it looked up and
"Translate" for what it read by rule. It writes to a stream of the C library, which can be one in memory
where that library has such streams: everywhere but on Windows.
"""

from __future__ import annotations

import ctypes
import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["capture_trace", "is_listed"]

_TRACE = 8
_STEP = re.compile(r"^(Translate|Found:) '(\S[^\n]*?)'?(?: \[.*)?$", re.MULTILINE)


def capture_trace(api: Any, work: Callable[[], object]) -> str:
    """Return what the library *api* writes about *work*; nothing where that cannot be had."""
    libc = _libc()
    if libc is None:
        work()
        return ""
    written, size = ctypes.c_void_p(), ctypes.c_size_t()
    stream = libc.open_memstream(ctypes.byref(written), ctypes.byref(size))
    if not stream:
        raise MemoryError("there is no room for what espeak-ng has to tell")
    try:
        api.espeak_SetPhonemeTrace(_TRACE, stream)
        try:
            work()
        finally:
            api.espeak_SetPhonemeTrace(0, None)
    finally:
        libc.fclose(stream)
    try:
        return ctypes.string_at(written.value or 0, size.value).decode(errors="replace")
    finally:
        libc.free(written)


@lru_cache(maxsize=1)
def _libc() -> Any:
    """Return the C library, where it writes to memory as it does to a file."""
    if os.name != "posix":
        return None
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "open_memstream"):
        return None
    libc.open_memstream.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    libc.open_memstream.restype = ctypes.c_void_p
    libc.fclose.argtypes = libc.free.argtypes = [ctypes.c_void_p]
    return libc


def is_listed(trace: str) -> bool | None:
    """Tell from the *trace* of a word whether it, or its stem, was looked up; None if it does not say."""
    steps = _STEP.findall(trace)
    unlisted = ""
    for step, word in steps:
        if step == "Found:":
            unlisted = "" if _is_stem(word, unlisted) else unlisted
        elif unlisted and not _is_stem(word, unlisted):
            return False
        else:
            unlisted = word
    return not unlisted if steps else None


def _is_stem(word: str, of: str) -> bool:
    """Tell whether *word* is what remains of another without its endings: "tomato" of "tomatoes"."""
    return len(word) > 1 and (word in of or (len(word) > 3 and word[:-1] in of))
