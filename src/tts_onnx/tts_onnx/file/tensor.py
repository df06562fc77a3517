"""The numbers of a tensor as they stand in a model's file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .protobuf import content, fields, integer, integers, packed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .protobuf import Buffer

__all__ = ["as_tensor", "numbers"]

# The numbers of the fields and of the types, from the format's own definition (onnx.proto).
_SIZES, _TYPE, _FLOATS, _INT32S, _INT64S, _NAME, _RAW = 1, 2, 4, 5, 7, 8, 9
_TYPES = {1: "<f4", 2: "|u1", 3: "|i1", 6: "<i4", 7: "<i8", 10: "<f2"}
_TYPE_OF = {np.dtype(kind): number for number, kind in _TYPES.items()}


def numbers(tensor: Buffer) -> NDArray[Any] | None:
    """Return the numbers of *tensor*; nothing where they are of another type, or lie in another file."""
    found: dict[int, list[int | Buffer]] = {}
    for number, _, value in fields(tensor):
        found.setdefault(number, []).append(value)
    kind = next((_TYPES.get(each) for each in found.get(_TYPE, []) if isinstance(each, int)), None)
    if kind is None:
        return None
    shape = integers(found.get(_SIZES, []))
    for raw in (found.get(_RAW) or found.get(_FLOATS) or [])[:1]:
        return None if isinstance(raw, int) else np.frombuffer(raw, dtype=kind).reshape(shape)
    listed = found.get(_INT32S) or found.get(_INT64S)
    return np.array(integers(listed), dtype=kind).reshape(shape) if listed else None


def as_tensor(name: str, values: NDArray[Any]) -> bytes:
    """Return the tensor *name* as it stands in a file."""
    kind = values.dtype.newbyteorder("<")
    raw = np.ascontiguousarray(values).astype(kind, copy=False).tobytes()
    sizes = [integer(_SIZES, size) for size in values.shape]
    return packed([*sizes, integer(_TYPE, _TYPE_OF[kind]), content(_NAME, name), content(_RAW, raw)])
