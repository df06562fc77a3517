"""What a graph's file tells without being loaded: what it gives, and whether it throws dice."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .protobuf import fields, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Summary", "summarize"]

_GRAPH, _OUTPUT, _NAME = 7, 12, 1
"""Numbers of the fields on the way to an output's name, in the format's own definition (onnx.proto)."""
_DICE = (b"RandomNormal", b"RandomUniform", b"Multinomial", b"Bernoulli", b"Dropout")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a graph's file tells without being loaded."""

    outputs: frozenset[str]
    is_random: bool
    """Whether an operator that draws random numbers is named anywhere in it."""


def summarize(path: Path) -> Summary:
    """Look at the graph in *path*. What is no graph has no outputs; loading it will say what is wrong."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return Summary(frozenset(), is_random=False)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            is_random = any(content.find(operator) >= 0 for operator in _DICE)
            with memoryview(content) as view:
                try:
                    return Summary(frozenset(_outputs(view)), is_random)
                except (IndexError, ValueError):
                    return Summary(frozenset(), is_random)


def _outputs(view: memoryview) -> Iterator[str]:
    for number, _, graph in fields(view):
        if number != _GRAPH or isinstance(graph, int):
            continue
        for key, _, output in fields(graph):
            if key == _OUTPUT and not isinstance(output, int):
                yield from texts(output, _NAME)
