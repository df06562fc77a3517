"""
The durations within a graph, handed out.

A voice that lays its frames out by itself rounds how long each token sounds to whole frames. Where a
graph keeps that to itself, it is found by what it is, the one rounding whose result is held to at least
something, and made an output: with it, each word's time is known and not guessed.
"""

from __future__ import annotations

from ..file.graph import Graph, Node

__all__ = ["DURATION", "with_durations"]

DURATION = "duration"
"""The name of the output."""


def with_durations(data: bytes) -> bytes:
    """Return the model in *data* with its durations as an output; *data* itself where none are found."""
    try:
        graph = Graph(data)
    except (IndexError, ValueError):  # No such file at all; the runtime says what is wrong with it.
        return data
    clipped = [
        taker.outputs[0]
        for node in graph.nodes
        if node.kind == "Round"
        for taker in graph.takers.get(node.outputs[0], [])
        if taker.kind == "Clip"
    ]
    if len(clipped) != 1 or DURATION in graph.fixed:
        return data
    graph.nodes.append(Node("Identity", clipped, [DURATION]))
    graph.give(DURATION)
    return graph.written()
