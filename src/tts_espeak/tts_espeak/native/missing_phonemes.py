"""
The phonemes that a voice's table lacks, and that espeak-ng asks for all the same.

Its data say in one place what they do not have in another: the rules of Greenlandic compare with a
phoneme of other tables, the names of some signs are spelt with one. espeak-ng finds a null pointer
there and reads through it, which ends the process. Here every gap gets a phoneme without sound, that
is equal to no other, and that the reading of a text shows. Where the library does not carry the names
of its internals, the gaps cannot be found, and stay.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from .symbols import addresses

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MISSING", "fill_gaps"]

MISSING = "\x1a"
"""What stands for a phoneme that is not there, in the IPA of a text."""
_TABLES, _COUNT, _CURRENT = "phoneme_tab_list", "n_phoneme_tables", "current_phoneme_table"
_CODES = 256
_NONE = -1


class _Phoneme(ctypes.Structure):
    _fields_ = (
        ("mnemonic", ctypes.c_uint),
        ("flags", ctypes.c_uint),
        ("program", ctypes.c_ushort),
        ("code", ctypes.c_ubyte),
        ("kinds", ctypes.c_ubyte * 3),
        ("length", ctypes.c_ubyte * 2),
    )


class _Table(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char * 32),
        ("phonemes", ctypes.c_void_p),
        ("count", ctypes.c_int),
        ("base", ctypes.c_int),
    )


_SILENT = bytes((_Phoneme * _CODES)(*(_Phoneme(mnemonic=ord(MISSING), code=code) for code in range(_CODES))))


def fill_gaps(api: Any, path: Path) -> list[object]:
    """
    Put a silent phoneme in front of every other into the tables of the library *api* that others build on.

    What is returned must be kept for as long as the library is loaded.
    """
    found = addresses(api, path, _TABLES, _COUNT, _CURRENT)
    if not found:
        return []
    count = ctypes.c_int.from_address(found[_COUNT]).value
    filled: list[object] = []
    for table in (_Table * count).from_address(found[_TABLES]):
        if table.base == 0:
            own = ctypes.string_at(table.phonemes, table.count * ctypes.sizeof(_Phoneme))
            filled.append(phonemes := ctypes.create_string_buffer(_SILENT + own))
            table.phonemes = ctypes.addressof(phonemes)
            table.count += _CODES
    ctypes.c_int.from_address(found[_CURRENT]).value = _NONE  # So that it is set up anew.
    return filled
