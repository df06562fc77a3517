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

__all__ = ["addresses", "pointers"]

_ANCHOR = "espeak_Initialize"
_SYMBOLS, _RELOCATIONS = 2, 4


def addresses(api: Any, path: Path, *names: str) -> dict[str, int]:
    """Return where *names* are in the library *api*, loaded from *path* or a copy of it: all or none."""
    found = _offsets(path, names)
    if found.keys() != {_ANCHOR, *names}:
        return {}
    base = _base(api, path) or 0
    return {name: base + found[name] for name in names}


def pointers(api: Any, path: Path, name: str) -> list[int]:
    """Return where the library *api* keeps the address of *name*, which is in another library."""
    base = _base(api, path)
    return [base + offset for offset in _imports(path, name)] if base is not None else []


def _base(api: Any, path: Path) -> int | None:
    """Return where the library begins in memory."""
    offset = _offsets(path, ()).get(_ANCHOR)
    if offset is None:
        return None
    return (ctypes.cast(api.espeak_Initialize, ctypes.c_void_p).value or 0) - offset


@lru_cache(maxsize=16)
def _offsets(path: Path, names: tuple[str, ...]) -> dict[str, int]:
    """Look the names up in the symbol table of an ELF file of 64 bits; there are none in any other."""
    image = path.read_bytes()
    wanted = {name.encode(): name for name in (_ANCHOR, *names)}
    return {
        wanted[name]: value
        for table in _sections(image, _SYMBOLS)
        for name, value in _symbols(image, table)
        if name in wanted and value
    }


@lru_cache(maxsize=16)
def _imports(path: Path, name: str) -> list[int]:
    """Find what the loader fills in with the address of *name*."""
    image = path.read_bytes()
    headers = _headers(image)
    found: list[int] = []
    for _, _, _, _, offset, length, link, _, _, entry in _sections(image, _RELOCATIONS):
        names = [symbol for symbol, _ in _symbols(image, headers[link])]
        for place in range(offset, offset + length, entry):
            target, info = struct.unpack_from("<QQ", image, place)
            if names[info >> 32] == name.encode():
                found.append(target)
    return found


def _headers(image: bytes) -> list[tuple[int, ...]]:
    """Return the headers of the file's sections."""
    if image[:6] != b"\x7fELF\x02\x01":
        return []
    (table,) = struct.unpack_from("<Q", image, 40)
    size, count = struct.unpack_from("<HH", image, 58)
    return [struct.unpack_from("<IIQQQQIIQQ", image, table + size * index) for index in range(count)]


def _sections(image: bytes, kind: int) -> list[tuple[int, ...]]:
    return [header for header in _headers(image) if header[1] == kind]


def _symbols(image: bytes, table: tuple[int, ...]) -> Iterator[tuple[bytes, int]]:
    """Yield every name in a table of symbols, and where it is."""
    offset, length, link, entry = table[4], table[5], table[6], table[9]
    names = _headers(image)[link][4]
    for place in range(offset, offset + length, entry):
        name, _, _, _, value, _ = struct.unpack_from("<IBBHQQ", image, place)
        start = names + name
        yield image[start : image.index(b"\0", start)], value
