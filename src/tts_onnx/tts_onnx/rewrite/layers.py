"""
Layers that are one layer with the same weights, said one after the other, said once in a loop instead.

The language model within a KittenTTS graph (ALBERT: https://arxiv.org/abs/1909.11942) goes twelve times
through the same weights, and is exported as twelve layers of some eighty operators. The runtime makes
each of them ready, which is half of the time that loading takes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ..file.graph import declared
from ..file.node import Node
from ..file.protobuf import content, integer, packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..file.graph import Graph

__all__ = ["rolled"]

_FEWEST = 3
_LARGE = 4_096
"""Numbers in a weight that is worth looking at."""
_NEAR = 4
"""How many times its nodes behind the last state the last layer's end is looked for."""
_FLOAT, _INT64, _BOOL = 1, 7, 9
_GRAPH_TYPE = 5

_Form = tuple[tuple[object, ...], ...]


def rolled(graph: Graph) -> int:
    """Put a loop in the place of layers that are alike. Returns how many loops."""
    for weight, takers in list(graph.takers.items()):
        if len(takers) < _FEWEST or any(node.kind != "MatMul" or node.inputs[1] != weight for node in takers):
            continue
        values = graph.value(weight)
        if values is None or values.size < _LARGE:
            continue
        layers = _Layers.of(graph, [node.inputs[0] for node in takers])
        if layers is not None:
            loop = layers.loop(graph)
            graph.exchange({layers.last: (loop,)}, layers.nodes)
            graph.fixed.update(name for node in layers.template for name in node.inputs)
            return 1 + rolled(graph)
    return 0


@dataclass(frozen=True, slots=True)
class _Layers:
    """What goes into each of the layers, what comes out of the last, and the nodes of all of them."""

    states: tuple[str, ...]
    end: str
    template: tuple[Node, ...]
    nodes: frozenset[Node]
    last: Node

    @classmethod
    def of(cls, graph: Graph, states: Sequence[str]) -> _Layers | None:
        """Find out whether the same lies between all the *states*, and once more behind the last."""
        order = {node: place for place, node in enumerate(graph.nodes)}
        makers = [graph.makers[state] for state in states[1:] if state in graph.makers]
        before = [_between(graph, start, end) for start, end in pairwise(states)]
        times = Counter(node for nodes in before for node in nodes)
        layers = [sorted((n for n in nodes if times[n] == 1), key=order.__getitem__) for nodes in before]
        form = _form(layers[0], states[0])
        if not form or len(makers) != len(layers):
            return None
        if any(_form(nodes, state) != form for nodes, state in zip(layers, states, strict=False)):
            return None
        begin = order[makers[-1]] + 1
        for node in graph.nodes[begin : begin + _NEAR * len(form)]:
            if node.kind == makers[-1].kind:
                needed = _between(graph, states[-1], node.outputs[0]) - times.keys()
                last = sorted(needed, key=order.__getitem__)
                if _form(last, states[-1]) == form:
                    return cls._closed(graph, states, node, [*layers, last])
        return None

    @classmethod
    def _closed(
        cls, graph: Graph, states: Sequence[str], end: Node, layers: Sequence[Sequence[Node]]
    ) -> _Layers | None:
        """Return them unless somebody outside takes what is within, or a state that is not the last."""
        ends = [*states[1:], end.outputs[0]]
        for nodes, out in zip(layers, ends, strict=True):
            own = set(nodes)
            for name in (name for node in nodes for name in node.outputs if name != out):
                if name in graph.fixed or not own.issuperset(graph.takers.get(name, ())):
                    return None
        for nodes, state in zip(layers[1:], states[1:], strict=True):
            if state in graph.fixed or not set(nodes).issuperset(graph.takers[state]):
                return None
        whole = frozenset(node for nodes in layers for node in nodes)
        return cls(tuple(states), end.outputs[0], tuple(layers[0]), whole, end)

    def loop(self, graph: Graph) -> Node:
        """Make the loop that goes through the first of the layers as often as there are layers."""
        here = self.end
        count = graph.put(f"{here}/layers", np.array(len(self.states), dtype=np.int64))
        turn, goes, going, state = (f"{here}/{name}" for name in ("turn", "goes", "going", "state"))
        for node in self.template:
            node.take([state if name == self.states[0] else name for name in node.inputs])
        body = packed(
            [
                content(1, Node("Identity", [goes], [going]).written()),
                *(content(1, node.written()) for node in self.template),
                content(2, "layer"),
                content(11, declared(turn, _INT64, ())),
                content(11, declared(goes, _BOOL, ())),
                content(11, declared(state, _FLOAT)),
                content(12, declared(going, _BOOL, ())),
                content(12, declared(self.states[1], _FLOAT)),
            ]
        )
        attribute = packed([content(1, "body"), content(6, body), integer(20, _GRAPH_TYPE)])
        return Node("Loop", [count, "", self.states[0]], [here], f"{here}/loop", {"body": attribute})


def _between(graph: Graph, start: str, end: str) -> set[Node]:
    """Return every node that *end* needs, leaving out what only *start* needs."""
    found: set[Node] = set()
    wanted = [end]
    while wanted:
        name = wanted.pop()
        maker = graph.makers.get(name)
        if name != start and maker is not None and maker not in found:
            found.add(maker)
            wanted += maker.inputs
    return found


def _form(nodes: Sequence[Node], state: str) -> _Form:
    """Describe *nodes* so that others that do the same to their own *state* are described alike."""
    names = {state: "the state"}
    form: list[tuple[object, ...]] = []
    for place, node in enumerate(nodes):
        if node.is_nested:
            return ()
        attributes = sorted((name, bytes(value)) for name, value in node.attributes.items())
        form.append(
            (node.kind, node.domain, tuple(names.get(n, f"={n}") for n in node.inputs), tuple(attributes))
        )
        names |= {name: f"{place}.{number}" for number, name in enumerate(node.outputs)}
    return tuple(form)
