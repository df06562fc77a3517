"""
What espeak-ng forgets to free when it is terminated.

It keeps a second and a third translator for foreign words, each with the dictionary of its language:
some 190 kB that `espeak_Terminate` leaves behind. Nothing in its interface frees them, but its own
function does. Where the library still carries the names of its internals (that of `espeakng-loader`
for Linux does), that function can be found and called; elsewhere the memory stays lost.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from .symbols import addresses

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["free_translators"]

_DELETE = "DeleteTranslator"
_TRANSLATORS = ("translator2", "translator3")


def free_translators(api: Any, path: Path) -> None:
    """Free the translators for foreign words of the library *api*, loaded from *path* or a copy of it."""
    found = addresses(api, path, _DELETE, *_TRANSLATORS)
    if not found:
        return
    free = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(found[_DELETE])
    for name in _TRANSLATORS:
        held = ctypes.c_void_p.from_address(found[name])
        if held.value:
            free(held.value)
            held.value = None
