"""Just enough of protobuf's wire format to take a file apart and put it together again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Buffer",
    "Field",
    "content",
    "encoded",
    "fields",
    "integer",
    "integers",
    "opening",
    "packed",
    "texts",
]

Buffer = bytes | memoryview
Field = tuple[int, int, int | Buffer]
"""A field's number, its wire type, and its value: an integer, or the bytes of anything else."""

_VARINT, _LENGTH = 0, 2
_FIXED = {1: 8, 5: 4}
"""Bytes of a value by its wire type, for those that have always as many."""


def fields(data: Buffer) -> Iterator[Field]:
    """Yield the fields of one message; the bytes are views of *data*."""
    place, end = 0, len(data)
    while place < end:
        tag = data[place]
        place += 1
        if tag > 127:
            tag, place = _varint(data, place - 1)
        kind = tag & 7
        if kind == _LENGTH:
            length = data[place]
            place += 1
            if length > 127:
                length, place = _varint(data, place - 1)
            if place + length > end:
                raise ValueError("a field is longer than what it is in")
            yield tag >> 3, kind, data[place : place + length]
            place += length
        elif kind == _VARINT:
            value, place = _varint(data, place)
            yield tag >> 3, kind, value
        elif kind in _FIXED:
            yield tag >> 3, kind, data[place : place + _FIXED[kind]]
            place += _FIXED[kind]
        else:
            raise ValueError(f"there is no wire type {kind}")


def encoded(message: Iterable[Field]) -> Iterator[Buffer]:
    """Yield the bytes of a message, part by part, so that what is large is copied once, at the end."""
    for number, kind, value in message:
        tag = _written(number << 3 | kind)
        if isinstance(value, int):
            yield tag + _written(value)
        else:
            yield tag + _written(len(value)) if kind == _LENGTH else tag
            yield value


def integer(number: int, value: int) -> Field:
    """Make a field that is an integer."""
    return number, _VARINT, value


def content(number: int, value: Buffer | str) -> Field:
    """Make a field that is a text, bytes, or a message of its own."""
    return number, _LENGTH, value.encode() if isinstance(value, str) else value


def opening(number: int, length: int) -> bytes:
    """Return what stands before the bytes of a field."""
    return _written(number << 3 | _LENGTH) + _written(length)


def packed(message: Iterable[Field]) -> bytes:
    """Return the bytes of a small message."""
    return b"".join(encoded(message))


def texts(message: Buffer, number: int) -> Iterator[str]:
    """Yield the texts of the field *number*."""
    for found, _, value in fields(message):
        if found == number and not isinstance(value, int):
            yield str(value, "utf-8")


def integers(values: Iterable[int | Buffer]) -> list[int]:
    """Read a repeated integer, which may be written one by one or in one piece."""
    found: list[int] = []
    for value in values:
        if isinstance(value, int):
            found.append(value)
            continue
        place = 0
        while place < len(value):
            number, place = _varint(value, place)
            found.append(number)
    return found


def _written(value: int) -> bytes:
    """Write an integer, a negative one as protobuf does: in ten bytes."""
    value &= (1 << 64) - 1
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)


def _varint(data: Buffer, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value - (1 << 64) if value >> 63 else value, place
        shift += 7
        if shift > 63:
            raise ValueError("an integer has no end")
