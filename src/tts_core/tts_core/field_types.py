"""Holding the fields of a value to their annotations, so that a wrong one is an error where it is made."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any

__all__ = ["check_types"]

_ROW = re.compile(r"(tuple|frozenset)\[(\w+)(?:, \.\.\.)?\]")


def check_types(owner: str, value: Any, *, loosely: tuple[str, ...] = ()) -> None:
    """
    Refuse a frozen *value* with a field that is not what it is annotated as.

    Rows may be given as any iterable, and are made what they should be, an enumeration's words as plain
    strings; what is named in *loosely* may be a float, such as 80e6 bytes. Annotations that say more than
    a type, a row of one, a function or None are left to others.
    """
    made: Any = type(value)
    for name, told, kinds, rows in _annotated(made):
        held = getattr(value, name)
        if isinstance(held, kinds) and (bool in kinds or not isinstance(held, bool)):
            continue
        if (callable(held) and "Callable" in told) or (name in loosely and isinstance(held, float)):
            continue
        if not rows or isinstance(held, str | bytes) or not isinstance(held, Iterable):
            raise ValueError(f"{owner}: {name} must be {told.partition(' | Callable')[0]}, not {held!r}")
        make, kind = rows
        row = tuple(held)
        for each in row:
            if not isinstance(each, str if issubclass(kind, str) else kind):
                raise ValueError(f"{owner}: {name} must hold {kind.__name__} only, not {each!r}")
        object.__setattr__(value, name, make(row))


@cache
def _annotated(owner: Any) -> tuple[tuple[str, str, tuple[type, ...], tuple[type, type] | None], ...]:
    """Read the annotations that are simple enough: name, as it is written, types, and row of what."""
    known = {**vars(builtins), **vars(sys.modules[owner.__module__]), "None": type(None)}
    found = []
    for field in fields(owner):
        told = str(field.type)
        row = _ROW.match(told)
        names = [] if row else told.split(" | ")
        kinds = tuple(known[name] for name in names if isinstance(known.get(name), type))
        rows = (known[row[1]], known[row[2]]) if row and isinstance(known.get(row[2]), type) else None
        if rows or (names and len(kinds) == len(names)):
            found.append((field.name, told, kinds, rows))
    return tuple(found)
