"""
The same graph with less work in it.

Most of the time goes into one pattern, dozens of times over rows of hundred thousands of numbers:
a normalisation whose strength and offset come from the style, a snake (x + sin²(αx)/α), and a
convolution. Here the style goes into the normalisation itself, which takes it anyway, α goes into it
as well and its reciprocal into the weights behind; and the convolutions are written in two
dimensions, one of them 1, for which the runtime has better code. The result is the same but for the
last bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .chance import settled
from .nodes import Node, Nodes
from .repeat import unrolled

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["EDITION", "faster"]

EDITION = 3
"""Another number whenever a graph is rewritten differently: what was kept of it is made anew then."""

_OPSET = 13
"""The first in which axes are an input, as they are written here."""
_FLAT, _AXIS = "tts-kitten/flat", "tts-kitten/axis"


def faster(data: bytes) -> bytes:
    """Return the model in *data* so that it runs faster; *data* itself where nothing is known to help."""
    try:
        graph = Nodes(data)
    except (IndexError, ValueError):  # No such file at all; the runtime says what is wrong with it.
        return data
    if graph.opset < _OPSET:
        return data
    changed = settled(graph) + unrolled(graph) + _styled(graph) + _flattened(graph)
    return graph.written() if changed else data


def _styled(graph: Nodes) -> int:
    """Let the normalisations do what is multiplied and added behind them. Returns how many."""
    gone: set[Node] = set()
    instead: dict[Node, list[Node]] = {}
    for node in graph.nodes:
        if node.kind != "InstanceNormalization":
            continue
        times = graph.only(node.outputs[0], "Mul")
        plus = graph.only(times.outputs[0], "Add") if times else None
        if times is None or plus is None:
            continue
        snake = _Snake.behind(graph, plus.outputs[0])
        instead[plus] = list(_normalisation(graph, node, times, plus, snake))
        gone.update((node, times, plus))
        if snake is not None:
            instead[snake.plus] = list(snake.written(_scaled(plus)))
            gone.update(snake.nodes)
            snake.settle(graph)
    if instead:
        graph.put(_FLAT, np.array([-1], dtype=np.int64))
        graph.exchange(instead, gone)
    return len(instead)


def _normalisation(graph: Nodes, node: Node, times: Node, plus: Node, snake: _Snake | None) -> Iterator[Node]:
    """Yield the normalisation *node* with the strength and offset of the two nodes behind it."""
    here = plus.outputs[0]
    strength, offset = times.other(node.outputs[0]), plus.other(times.outputs[0])
    yield Node("Reshape", [strength, _FLAT], [f"{here}/strength"])
    yield Node("Reshape", [offset, _FLAT], [f"{here}/offset"])
    yield Node("Mul", [node.inputs[1], f"{here}/strength"], [f"{here}/scale"])
    yield Node("Mul", [node.inputs[2], f"{here}/strength"], [f"{here}/moved"])
    yield Node("Add", [f"{here}/moved", f"{here}/offset"], [f"{here}/bias"])
    scale, bias, out = f"{here}/scale", f"{here}/bias", here
    if snake is not None:
        alpha = graph.put(f"{here}/alpha", snake.alpha)
        yield Node("Mul", [scale, alpha], [f"{here}/scale-alpha"])
        yield Node("Mul", [bias, alpha], [f"{here}/bias-alpha"])
        scale, bias, out = f"{here}/scale-alpha", f"{here}/bias-alpha", _scaled(plus)
    yield Node(node.kind, [node.inputs[0], scale, bias], [out], node.name, node.attributes)


def _scaled(plus: Node) -> str:
    return f"{plus.outputs[0]}/scaled"


class _Snake:
    """x + sin²(αx)/α, and the convolution that alone takes it."""

    def __init__(
        self,
        nodes: tuple[Node, ...],
        plus: Node,
        alpha: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
        weight: str,
    ) -> None:
        self.nodes = nodes
        self.plus = plus
        self.alpha = alpha.reshape(-1)
        self._weight = weight

    @classmethod
    def behind(cls, graph: Nodes, name: str) -> _Snake | None:
        """Find the snake that takes *name*, if it is one that can be done differently."""
        takers = {node.kind: node for node in graph.takers.get(name, [])}
        if name in graph.fixed or len(graph.takers.get(name, [])) != 2 or set(takers) != {"Mul", "Add"}:
            return None
        plus, times = takers["Add"], takers["Mul"]
        sine = graph.only(times.outputs[0], "Sin")
        square = graph.only(sine.outputs[0], "Pow") if sine else None
        divided = graph.only(square.outputs[0], "Mul") if square else None
        folded = graph.only(plus.outputs[0], "Conv")
        if sine is None or square is None or divided is None or folded is None:
            return None
        if plus.other(name) != divided.outputs[0] or not _is_two(graph, square.inputs[1]):
            return None
        alpha = graph.value(times.other(name))
        shape = graph.shape(folded.inputs[1])
        weights = graph.value(folded.inputs[1])
        if alpha is None or shape is None or weights is None or folded.numbers("group") not in (None, [1]):
            return None
        if alpha.size != shape[1] or not _is_reciprocal(
            graph, divided.other(square.outputs[0]), times.other(name)
        ):
            return None
        if not (np.abs(alpha) > 1e-4).all():
            return None
        return cls((times, sine, square, divided, plus), plus, alpha, folded.inputs[1])

    def written(self, scaled: str) -> Iterator[Node]:
        """Yield what makes α times the snake of α times its input."""
        here = self.plus.outputs[0]
        yield Node("Sin", [scaled], [f"{here}/sine"], f"{here}/Sin")
        yield Node("Mul", [f"{here}/sine", f"{here}/sine"], [f"{here}/square"], f"{here}/Mul")
        yield Node("Add", [scaled, f"{here}/square"], [here], f"{here}/Add")

    def settle(self, graph: Nodes) -> None:
        """Divide the weights behind by α."""
        weights = graph.value(self._weight)
        if weights is not None:
            sizes = (1, -1, *(1,) * (weights.ndim - 2))
            graph.put(self._weight, (weights / self.alpha.reshape(sizes)).astype(np.float32))


def _is_two(graph: Nodes, name: str) -> bool:
    value = graph.value(name)
    return value is not None and value.size == 1 and float(value.reshape(-1)[0]) == 2.0


def _is_reciprocal(graph: Nodes, name: str, of: str) -> bool:
    """Whether *name* is one divided by *of*, by how it is made or by its numbers."""
    maker = graph.makers.get(name)
    if maker is not None and maker.kind == "Reciprocal":
        return maker.inputs[0] == of
    value, other = graph.value(name), graph.value(of)
    return (
        value is not None
        and other is not None
        and np.allclose(value.reshape(-1) * other.reshape(-1), 1.0, rtol=1e-6)
    )


def _flattened(graph: Nodes) -> int:
    """Write the convolutions over one dimension as such over two. Returns how many."""
    instead: dict[Node, tuple[Node, ...]] = {}
    for node in graph.nodes:
        if node.kind == "Conv" and not node.domain and (flat := _two_dimensions(graph, node)):
            instead[node] = flat
    if instead:
        graph.put(_AXIS, np.array([2], dtype=np.int64))
        graph.exchange(instead, instead.keys())
    return len(instead)


def _two_dimensions(graph: Nodes, node: Node) -> tuple[Node, ...]:
    """Return the convolution over two dimensions, and what shapes its rows; nothing where it must stay."""
    shape = graph.shape(node.inputs[1])
    if shape is None or len(shape) != 3 or shape[2] < 2 or graph.value(node.inputs[1]) is None:
        return ()
    if "auto_pad" in node.attributes or node.numbers("group") not in (None, [1]):
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
