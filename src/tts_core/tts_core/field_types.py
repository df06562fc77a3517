"""Holding the fields of a value to their types, so that a wrong one is an error where it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["check_types"]


def check_types(
    owner: str, value: object, plain: Mapping[str, tuple[type, ...]], rows: Mapping[str, type]
) -> None:
    """
    Refuse a frozen *value* whose *plain* fields are not of these types.

    The fields in *rows* may be given as any iterable of that type, and are made tuples.
    """
    for name, kinds in plain.items():
        held = getattr(value, name)
        if not isinstance(held, kinds) or (isinstance(held, bool) and bool not in kinds):
            wanted = " or ".join("None" if kind is type(None) else kind.__name__ for kind in kinds)
            raise ValueError(f"{owner}: {name} must be {wanted}, not {held!r}")
    for name, kind in rows.items():
        held = getattr(value, name)
        if isinstance(held, str | bytes) or not isinstance(held, Iterable):
            raise ValueError(f"{owner}: {name} must be a tuple of {kind.__name__}, not {held!r}")
        row = tuple(held)
        for each in row:
            if not isinstance(each, kind):
                raise ValueError(f"{owner}: {name} must hold {kind.__name__} only, not {each!r}")
        object.__setattr__(value, name, row)
