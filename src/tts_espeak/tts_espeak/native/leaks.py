"""
What espeak-ng forgets to free when it is terminated.

It keeps a second and a third translator for foreign words, each with the dictionary of its language:
some 190 kB that `espeak_Terminate` leaves behind. Nothing in its interface frees them, but its own
function does. Where the library still carries the names of its internals (that of `espeakng-loader`
for Linux does), that function can be found and called; elsewhere the memory stays lost.
"""

from __future__ import annotations

import ctypes
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["free_translators"]

_DELETE = "DeleteTranslator"
_TRANSLATORS = ("translator2", "translator3")
_ANCHOR = "espeak_Initialize"
_SYMBOL_TABLE = 2


def free_translators(api: Any, path: Path) -> None:
    """Free the translators for foreign words of the library *api*, loaded from *path* or a copy of it."""
    addresses = _addresses(path)
    if _DELETE not in addresses or _ANCHOR not in addresses:
        return
    anchor = ctypes.cast(api.espeak_Initialize, ctypes.c_void_p).value or 0
    base = anchor - addresses[_ANCHOR]
    free = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(base + addresses[_DELETE])
    for name in _TRANSLATORS:
        if name in addresses:
            held = ctypes.c_void_p.from_address(base + addresses[name])
            if held.value:
                free(held.value)
                held.value = None


@lru_cache(maxsize=8)
def _addresses(path: Path) -> dict[str, int]:
    """Look the names up in the symbol table of an ELF file of 64 bits; there are none in any other."""
    image = path.read_bytes()
    if image[:6] != b"\x7fELF\x02\x01":
        return {}
    wanted = {name.encode(): name for name in (_DELETE, _ANCHOR, *_TRANSLATORS)}
    return {wanted[name]: value for name, value in _symbols(image) if name in wanted and value}


def _symbols(image: bytes) -> Iterator[tuple[bytes, int]]:
    (table,) = struct.unpack_from("<Q", image, 40)
    size, count = struct.unpack_from("<HH", image, 58)
    sections = [struct.unpack_from("<IIQQQQIIQQ", image, table + size * index) for index in range(count)]
    for _, kind, _, _, offset, length, link, _, _, entry in sections:
        if kind != _SYMBOL_TABLE:
            continue
        names = sections[link][4]
        for place in range(offset, offset + length, entry):
            name, _, _, _, value, _ = struct.unpack_from("<IBBHQQ", image, place)
            start = names + name
            yield image[start : image.index(b"\0", start)], value
