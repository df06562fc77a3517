"""
Normalisations that were exported in pieces, put together again.

Some exports write what InstanceNormalization does as seven operators, each of which goes through the
whole sound: the mean, what differs from it, the square of that, its mean, and the quotient.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..file.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from ..file.graph import Graph

__all__ = ["composed"]

_ONE, _TWO = "tts-onnx/one", "tts-onnx/two"
_NEAR = 8
"""How many nodes before a normalisation a convolution is looked for, to know what shape its rows have."""
_KEEPS_SHAPE = frozenset({"Add", "Cast", "Div", "LeakyRelu", "Mul", "Sub"})


def composed(graph: Graph, exact: AbstractSet[Node]) -> int:
    """Put the normalisations that are not *exact* together. Returns how many."""
    found = [
        each
        for node in graph.nodes
        if node not in exact and (each := _Normalization.of(graph, node)) is not None
    ]
    if found:
        graph.put(_ONE, np.array([1], dtype=np.int64))
        graph.put(_TWO, np.array([2], dtype=np.int64))
        instead = {each.end: tuple(each.written(graph)) for each in found}
        graph.exchange(instead, {node for each in found for node in each.nodes})
    return len(found)


@dataclass(frozen=True, slots=True)
class _Normalization:
    """The pieces, from the mean to the quotient."""

    nodes: tuple[Node, ...]
    epsilon: float

    @property
    def end(self) -> Node:
        """The quotient."""
        return self.nodes[-1]

    @classmethod
    def of(cls, graph: Graph, mean: Node) -> _Normalization | None:
        """Find out whether *mean* is the first of such pieces, over rows of one dimension."""
        if not _is_row_mean(graph, mean) or not _is_sound(graph, mean.inputs[0]):
            return None
        rest = graph.only(mean.outputs[0], "Sub")
        if rest is None or rest.inputs != [mean.inputs[0], mean.outputs[0]]:
            return None
        takers = graph.takers.get(rest.outputs[0], [])
        square = next((node for node in takers if node.inputs == [rest.outputs[0]] * 2), None)
        quotient = next((node for node in takers if node.kind == "Div"), None)
        if square is None or square.kind != "Mul" or quotient is None or set(takers) != {square, quotient}:
            return None
        spread = graph.only(square.outputs[0], "ReduceMean")
        plus = graph.only(spread.outputs[0], "Add") if spread else None
        root = graph.only(plus.outputs[0], "Sqrt") if plus else None
        if spread is None or plus is None or root is None or not _is_row_mean(graph, spread):
            return None
        epsilon = graph.value(plus.other(spread.outputs[0]))
        if quotient.inputs != [rest.outputs[0], root.outputs[0]] or epsilon is None or epsilon.size != 1:
            return None
        return cls((mean, rest, square, spread, plus, root, quotient), float(epsilon.reshape(-1)[0]))

    def written(self, graph: Graph) -> Iterator[Node]:
        """Yield one normalisation for each that takes the quotient, so that it can do what that does."""
        sound, here = self.nodes[0].inputs[0], self.end.outputs[0]
        yield Node("Shape", [sound], [f"{here}/shape"])
        yield Node("Slice", [f"{here}/shape", _ONE, _TWO], [f"{here}/channels"])
        yield Node("ConstantOfShape", [f"{here}/channels"], [f"{here}/zeros"])
        yield Node("Exp", [f"{here}/zeros"], [f"{here}/ones"])
        for place, taker in enumerate(graph.takers[here]):
            out = here if place == 0 else f"{here}/{place}"
            normalised = Node("InstanceNormalization", [sound, f"{here}/ones", f"{here}/zeros"], [out])
            normalised.set_number("epsilon", self.epsilon)
            yield normalised
            if place:
                taker.take([out if name == here else name for name in taker.inputs])


def _is_row_mean(graph: Graph, node: Node) -> bool:
    """Whether *node* is the mean over the last of three dimensions, which is kept."""
    if node.kind != "ReduceMean" or node.numbers("keepdims") not in (None, [1]):
        return False
    axes = node.numbers("axes")
    if len(node.inputs) > 1:
        listed = graph.whole(node.inputs[1])
        axes = None if listed is None else listed.reshape(-1).tolist()
    return axes in ([2], [-1])


def _is_sound(graph: Graph, name: str) -> bool:
    """Whether *name* has three dimensions, because a convolution over one made it."""
    for _ in range(_NEAR):
        maker = graph.makers.get(name)
        if maker is None:
            return False
        if maker.kind in ("Conv", "ConvInteger", "ConvTranspose"):
            weights = graph.value(maker.inputs[1])
            weights = graph.whole(maker.inputs[1]) if weights is None else weights
            return weights is not None and weights.ndim == 3
        if maker.kind not in _KEEPS_SHAPE:
            return False
        name = next((each for each in maker.inputs if each in graph.makers), "")
    return False
