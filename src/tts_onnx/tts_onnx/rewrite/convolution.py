"""
Convolutions over one dimension, written as such over two, one of them 1.

onnxruntime has kernels on blocked channels for those over two dimensions alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..file.node import Node

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from ..file.graph import Graph

__all__ = ["flattened"]

_AXIS = "tts-onnx/axis"


def flattened(graph: Graph, exact: AbstractSet[Node]) -> int:
    """Write the convolutions over one dimension that are not *exact* as such over two. Returns how many."""
    instead: dict[Node, tuple[Node, ...]] = {}
    for node in graph.nodes:
        if node.kind != "Conv" or node.domain or node in exact:
            continue
        if flat := _two_dimensions(graph, node):
            instead[node] = flat
    if instead:
        graph.put(_AXIS, np.array([2], dtype=np.int64))
        graph.exchange(instead, instead.keys())
    return len(instead)


def _two_dimensions(graph: Graph, node: Node) -> tuple[Node, ...]:
    """Return the convolution over two dimensions, and what shapes its rows; nothing where it must stay."""
    shape = graph.shape(node.inputs[1])
    if shape is None or len(shape) != 3 or shape[2] < 2 or graph.value(node.inputs[1]) is None:
        return ()
    if node.text("auto_pad") not in ("", "NOTSET") or node.numbers("group") not in (None, [1]):
        return ()
    begin, end = node.numbers("pads") or [0, 0]
    flat = Node("Conv", [f"{node.outputs[0]}/in", *node.inputs[1:]], [f"{node.outputs[0]}/out"], node.name)
    flat.set_numbers("kernel_shape", [1, shape[2]])
    flat.set_numbers("pads", [0, begin, 0, end])
    flat.set_numbers("strides", [1, *(node.numbers("strides") or [1])])
    flat.set_numbers("dilations", [1, *(node.numbers("dilations") or [1])])
    graph.reshape(node.inputs[1], [*shape[:2], 1, shape[2]])
    return (
        Node("Unsqueeze", [node.inputs[0], _AXIS], [f"{node.outputs[0]}/in"]),
        flat,
        Node("Squeeze", [f"{node.outputs[0]}/out", _AXIS], [node.outputs[0]]),
    )
