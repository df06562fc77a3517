"""
Where the internals of an espeak-ng are in memory, which nothing in its interface tells.

A library that still carries the names of its internals, as that of `espeakng-loader` for Linux does,
has them in the symbol table of its file.
"""

from __future__ import annotations

import ctypes
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["addresses"]

_ANCHOR = "espeak_Initialize"
_SYMBOL_TABLE = 2


def addresses(api: Any, path: Path, *names: str) -> dict[str, int]:
    """Return where *names* are in the library *api*, loaded from *path* or a copy of it: all or none."""
    found = _offsets(path, names)
    if found.keys() != {_ANCHOR, *names}:
        return {}
    base = (ctypes.cast(api.espeak_Initialize, ctypes.c_void_p).value or 0) - found[_ANCHOR]
    return {name: base + found[name] for name in names}


@lru_cache(maxsize=16)
def _offsets(path: Path, names: tuple[str, ...]) -> dict[str, int]:
    """Look the names up in the symbol table of an ELF file of 64 bits; there are none in any other."""
    image = path.read_bytes()
    if image[:6] != b"\x7fELF\x02\x01":
        return {}
    wanted = {name.encode(): name for name in (_ANCHOR, *names)}
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
