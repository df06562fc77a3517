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

__all__ = ["is_listed", "traced"]

_TRACE = 8
_STEP = re.compile(r"^(Translate|Found:) '(\S[^\n]*?)'?(?: \[.*)?$", re.MULTILINE)


def traced(api: Any, work: Callable[[], object]) -> str:
    """Return what the library *api* writes about *work*; nothing where that cannot be had."""
    system = _system()
    if system is None:
        work()
        return ""
    written, size = ctypes.c_void_p(), ctypes.c_size_t()
    stream = system.open_memstream(ctypes.byref(written), ctypes.byref(size))
    if not stream:
        raise MemoryError("there is no room for what espeak-ng has to tell")
    try:
        api.espeak_SetPhonemeTrace(_TRACE, stream)
        try:
            work()
        finally:
            api.espeak_SetPhonemeTrace(0, None)
    finally:
        system.fclose(stream)
    try:
        return ctypes.string_at(written.value or 0, size.value).decode(errors="replace")
    finally:
        system.free(written)


@lru_cache(maxsize=1)
def _system() -> Any:
    """Return the C library, where it writes to memory as it does to a file."""
    if os.name != "posix":
        return None
    system = ctypes.CDLL(None)
    if not hasattr(system, "open_memstream"):
        return None
    system.open_memstream.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    system.open_memstream.restype = ctypes.c_void_p
    system.fclose.argtypes = system.free.argtypes = [ctypes.c_void_p]
    return system


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
