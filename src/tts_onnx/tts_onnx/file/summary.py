"""What a graph's file tells without being loaded: what it takes and gives, and whether it throws dice."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .protobuf import fields, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .protobuf import Buffer

__all__ = ["Interface", "Summary", "interface", "summarize"]

_GRAPH, _INPUT, _OUTPUT, _NAME = 7, 11, 12, 1
"""Numbers of the fields on the way to an output's name, in the format's own definition (onnx.proto)."""
_TYPE, _TENSOR, _ELEMENT = 2, 1, 1
_KINDS = {
    1: "tensor(float)",
    6: "tensor(int32)",
    7: "tensor(int64)",
    10: "tensor(float16)",
}
"""What the runtime calls the types of tensors that voices take."""
_DICE = (b"RandomNormal", b"RandomUniform", b"Multinomial", b"Bernoulli", b"Dropout")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a graph's file tells without being loaded."""

    outputs: frozenset[str]
    is_random: bool
    """Whether an operator that draws random numbers is named anywhere in it."""


@dataclass(frozen=True, slots=True)
class Interface:
    """What a graph takes, each input with its type as the runtime calls it, and what it gives."""

    inputs: Mapping[str, str]
    outputs: frozenset[str]


def interface(path: Path) -> Interface:
    """Look at the graph in *path*. What is no graph takes and gives nothing; loading tells more."""
    if not path.stat().st_size:
        return Interface({}, frozenset())
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        memoryview(content) as view,
    ):
        return _interface(view)


def summarize(path: Path) -> Summary:
    """Look at the graph in *path*. What is no graph has no outputs; loading it will say what is wrong."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return Summary(frozenset(), is_random=False)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            is_random = any(content.find(operator) >= 0 for operator in _DICE)
            with memoryview(content) as view:
                return Summary(_interface(view).outputs, is_random)


def _interface(view: memoryview) -> Interface:
    inputs: dict[str, str] = {}
    outputs: set[str] = set()
    try:
        for number, value in _values(view):
            if number != _GRAPH:
                continue
            for key, each in _values(value):
                if key == _INPUT:
                    inputs.update(dict.fromkeys(texts(each, _NAME), _kind(each)))
                elif key == _OUTPUT:
                    outputs.update(texts(each, _NAME))
    except (IndexError, ValueError):
        return Interface({}, frozenset())
    return Interface(inputs, frozenset(outputs))


def _kind(declared: Buffer) -> str:
    """Return the type of what is *declared*."""
    for number, value in _values(declared):
        if number == _TYPE:
            for kind, tensor in _values(value):
                if kind == _TENSOR:
                    element = [
                        each for key, _, each in fields(tensor) if key == _ELEMENT and isinstance(each, int)
                    ]
                    return _KINDS.get(element[0], "another type") if element else "another type"
    return "no tensor"


def _values(message: Buffer) -> Iterator[tuple[int, Buffer]]:
    """Yield the fields that have fields or bytes of their own."""
    for number, _, value in fields(message):
        if not isinstance(value, int):
            yield number, value
