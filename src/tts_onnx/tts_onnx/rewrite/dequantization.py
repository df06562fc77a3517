"""
Products of 8 bits, done with floats where the processor has no instruction for them.

A dynamically quantised graph rounds what goes into each product to 8 bits, multiplies integers, and scales
what comes out (onnxruntime's quantize_dynamic: ConvInteger and MatMulInteger behind DynamicQuantizeLinear).
Without that instruction the integers are no quicker than floats, and the rounding is lost for nothing.
The weights are multiplied out once, when the graph is loaded; what was rounded no longer is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..file.node import Node

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from ..file.graph import Graph

__all__ = ["dequantised"]

_KINDS = {"ConvInteger": "Conv", "MatMulInteger": "MatMul"}


def dequantised(graph: Graph, exact: AbstractSet[Node]) -> int:
    """Multiply floats where integers that are not *exact* are multiplied. Returns how often."""
    found = [each for node in graph.nodes if node not in exact and (each := _Product.of(graph, node))]
    if found:
        instead = {each.end: (each.written(graph),) for each in found}
        graph.exchange(instead, {node for each in found for node in each.nodes})
        graph.drop_unused()
    return len(found)


@dataclass(frozen=True, slots=True)
class _Product:
    """A product of integers, from the numbers before they were rounded to the scaled result."""

    nodes: tuple[Node, ...]
    given: str
    weights: NDArray[np.integer]
    zero: NDArray[np.integer]
    scale: NDArray[np.float32]
    bias: str

    @property
    def end(self) -> Node:
        """The node that scales the result."""
        return self.nodes[-1]

    @classmethod
    def of(cls, graph: Graph, node: Node) -> _Product | None:
        """Find out whether *node* is one."""
        rounded = graph.makers.get(node.inputs[0]) if node.kind in _KINDS and len(node.inputs) == 4 else None
        if rounded is None or rounded.kind != "DynamicQuantizeLinear" or node.inputs[2] != rounded.outputs[2]:
            return None
        plus = graph.only(node.outputs[0], "Add")
        bias = _bias(graph, plus.other(node.outputs[0])) if plus is not None else ""
        cast = graph.only((plus or node).outputs[0], "Cast")
        times = graph.only(cast.outputs[0], "Mul") if cast is not None else None
        scale = _scale(graph, times.other(cast.outputs[0]), rounded.outputs[1]) if cast and times else None
        weights, zero = graph.whole(node.inputs[1]), graph.whole(node.inputs[3])
        if bias is None or cast is None or times is None or scale is None or weights is None or zero is None:
            return None
        nodes = (node, cast, times) if plus is None else (node, plus, cast, times)
        return cls(nodes, rounded.inputs[0], weights, zero, scale, bias)

    def written(self, graph: Graph) -> Node:
        """Make the product of floats, with the weights multiplied out: each row, or column, by its scale."""
        node = self.nodes[0]
        sizes = (-1, *(1,) * (self.weights.ndim - 1)) if node.kind == "ConvInteger" else (-1,)
        steps = self.weights.astype(np.float32) - self.zero.reshape(sizes)
        name = graph.put(f"{self.end.outputs[0]}/weight", steps * self.scale.reshape(sizes))
        inputs = [self.given, name, *filter(None, [self.bias])]
        return Node(_KINDS[node.kind], inputs, [self.end.outputs[0]], node.name, node.attributes)


def _scale(graph: Graph, name: str, given: str) -> NDArray[np.float32] | None:
    """Return the scale of the weights, where *name* is that times the scale *given*."""
    maker = graph.makers.get(name)
    if maker is None or maker.kind != "Mul" or given not in maker.inputs:
        return None
    return graph.value(maker.other(given))


def _bias(graph: Graph, name: str) -> str | None:
    """Return the bias before it was divided by the scale and rounded."""
    for kind in ("Reshape", "Cast", "Floor", "Div"):
        maker = graph.makers.get(name)
        if maker is None or maker.kind != kind:
            return None
        name = maker.inputs[0]
    return name if graph.value(name) is not None else None
