"""
What has to come out the same to the last bit.

A length is rounded to whole frames, and an angle jumps by a whole turn at half a turn: where the last bit of
what goes in there is another, a sound can be a frame longer, or its wave another one. So whatever these
are calculated from is left as it was published. A rounding to the steps of a quantisation is no such jump: it
is one step off at most, and a quantised graph is full of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..file.graph import Graph
    from ..file.node import Node

__all__ = ["before_jumps"]

_JUMPING = frozenset({"Atan", "Ceil", "Floor", "Round"})
_IN_PASSING = frozenset({"Cast", "Clip", "Identity", "Reshape", "Squeeze", "Unsqueeze", "Add", "Sub"})
"""What stands between a rounding and the operator that its steps are for."""
_QUANTISED = frozenset(
    {"ConvInteger", "DequantizeLinear", "MatMulInteger", "QLinearConv", "QLinearMatMul", "QuantizeLinear"}
)
_SMALL = frozenset({2, 3, 6})
"""UINT8, INT8 and INT32: what weights, points of zero and biases are quantised to; lengths are INT64."""


def before_jumps(graph: Graph) -> set[Node]:
    """Return the nodes on which something depends that can jump."""
    found: set[Node] = set()
    wanted = [
        name
        for node in graph.nodes
        if node.kind in _JUMPING and not _quantises(graph, node)
        for name in node.inputs
    ]
    while wanted:
        maker = graph.makers.get(wanted.pop())
        if maker is not None and maker not in found:
            found.add(maker)
            wanted += maker.inputs
    return found


def _quantises(graph: Graph, rounding: Node) -> bool:
    """Whether all that *rounding* gives goes, in small integers, to operators on quantised numbers."""
    seen: set[Node] = set()
    wanted = list(rounding.outputs)
    while wanted:
        name = wanted.pop()
        takers = graph.takers.get(name, [])
        if name in graph.fixed or not takers:
            return False
        for node in takers:
            if node.kind in _QUANTISED or node in seen or _is_bias(graph, node, name):
                continue
            if node.kind not in _IN_PASSING or (node.kind == "Cast" and not _is_small(node)):
                return False
            seen.add(node)
            wanted += node.outputs
    return True


def _is_small(cast: Node) -> bool:
    return bool(_SMALL.intersection(cast.numbers("to") or ()))


def _is_bias(graph: Graph, node: Node, name: str) -> bool:
    """Whether *node* adds *name* to what an operator on integers gave."""
    if node.kind != "Add":
        return False
    maker = graph.makers.get(node.other(name))
    return maker is not None and maker.kind in ("ConvInteger", "MatMulInteger")
