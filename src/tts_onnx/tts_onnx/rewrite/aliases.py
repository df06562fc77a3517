"""
Other names for the same constant, done without.

What is exported with shared weights has them once, and a node for each further use that gives them another
name; what is to be a small file has them in 16 bits, and a node that makes 32 of them. Without these it can
be seen who takes the same, and what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..file.graph import Graph

__all__ = ["unaliased"]

_FLOAT = 1
"""The number of the type, from the format's own definition (onnx.proto)."""


def unaliased(graph: Graph) -> int:
    """Let the nodes take constants themselves, and not by other names for them. Returns how many."""
    known: dict[str, str] = {}
    for node in graph.nodes:
        if node.kind not in ("Identity", "Cast") or node.outputs[0] in graph.fixed:
            continue
        name = known.get(node.inputs[0], node.inputs[0])
        if node.kind == "Cast":
            half = graph.half(name) if node.numbers("to") == [_FLOAT] else None
            if half is None:
                continue
            name = f"{name}/whole"
            if not graph.is_constant(name):
                graph.put(name, half.astype(np.float32))
        if graph.is_constant(name):
            known[node.outputs[0]] = name
    for node in graph.nodes:
        if any(name in known for name in node.inputs):
            node.take([known.get(name, name) for name in node.inputs])
    graph.exchange({}, {graph.makers[name] for name in known})
    return len(known)
