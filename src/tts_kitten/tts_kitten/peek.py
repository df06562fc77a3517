"""A look at a graph's file: what it gives, and whether it throws dice. Nothing of it is loaded."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Peek", "peek"]

_GRAPH, _OUTPUT, _NAME = 7, 12, 1
"""Numbers of the fields on the way to an output's name, in the format's own definition (onnx.proto)."""
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5
_DICE = (b"RandomNormal", b"RandomUniform", b"Multinomial", b"Bernoulli", b"Dropout")


@dataclass(frozen=True, slots=True)
class Peek:
    """What a graph's file tells without being loaded."""

    outputs: frozenset[str]
    is_random: bool
    """Whether an operator that draws random numbers is named anywhere in it."""


def peek(path: Path) -> Peek:
    """Look at the graph in *path*. What is no graph has no outputs; loading it will say what is wrong."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return Peek(frozenset(), is_random=False)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            is_random = any(content.find(operator) >= 0 for operator in _DICE)
            try:
                return Peek(frozenset(_outputs(content)), is_random)
            except (IndexError, ValueError):
                return Peek(frozenset(), is_random)


def _outputs(content: mmap.mmap) -> Iterator[str]:
    for graph in _fields(content, _GRAPH, 0, len(content)):
        for output in _fields(content, _OUTPUT, *graph):
            for start, end in _fields(content, _NAME, *output):
                yield content[start:end].decode("utf-8")


def _fields(content: mmap.mmap, wanted: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the content of each field with the number *wanted* begins and ends."""
    while start < end:
        tag, start = _varint(content, start)
        kind = tag & 7
        if kind == _VARINT:
            _, start = _varint(content, start)
        elif kind == _LENGTH:
            length, start = _varint(content, start)
            if tag >> 3 == wanted:
                yield start, start + length
            start += length
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            start += 8 if kind == _EIGHT_BYTES else 4
        else:
            raise ValueError(f"there is no wire type {kind}")


def _varint(content: mmap.mmap, start: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[start]
        start += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, start
        shift += 7
