"""
Other names for the same constant, done without.

What is exported with shared weights has them once, and a node for each further use that gives them another
name. Without them it can be seen who takes the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..file.graph import Graph

__all__ = ["unaliased"]


def unaliased(graph: Graph) -> int:
    """Let the nodes take constants themselves, and not by other names for them. Returns how many."""
    known: dict[str, str] = {}
    for node in graph.nodes:
        if node.kind == "Identity" and node.outputs[0] not in graph.fixed:
            name = known.get(node.inputs[0], node.inputs[0])
            if graph.is_constant(name):
                known[node.outputs[0]] = name
    for node in graph.nodes:
        if any(name in known for name in node.inputs):
            node.take([known.get(name, name) for name in node.inputs])
    graph.exchange({}, {graph.makers[name] for name in known})
    return len(known)
