"""
The style within the normalisations, and the snakes behind them in fewer passes.

Dozens of times, over rows of hundred thousands of numbers, a KittenTTS graph normalises, multiplies and
adds what the style says, and applies a snake (x + sin²(αx)/α, https://arxiv.org/abs/2006.08195) before
it convolves. The normalisation takes a scale and an offset anyway: the style and α go there, and the
reciprocal of α into the weights behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import kernel
from .nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .nodes import Nodes

__all__ = ["styled"]

_ROW = "tts-kitten/row"


def styled(graph: Nodes, *, own: bool = False) -> int:
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
        instead[plus] = list(_normalisation(node, times, plus, snake))
        gone.update((node, times, plus))
        if snake is not None:
            made = snake.at_once(graph, node, plus) if own else snake.written(graph, node, plus)
            instead[snake.plus] = list(made)
            gone.update(snake.nodes)
            snake.settle(graph)
    if instead and own:
        graph.use(kernel.DOMAIN)
    if instead:
        graph.put(_ROW, np.array([-1], dtype=np.int64))
        graph.exchange(instead, gone)
    return len(instead)


def _normalisation(node: Node, times: Node, plus: Node, snake: _Snake | None) -> Iterator[Node]:
    """Yield the normalisation *node* with the strength and offset of the two nodes behind it."""
    here = plus.outputs[0]
    strength, offset = times.other(node.outputs[0]), plus.other(times.outputs[0])
    yield Node("Reshape", [strength, _ROW], [f"{here}/strength"])
    yield Node("Reshape", [offset, _ROW], [f"{here}/offset"])
    yield Node("Mul", [node.inputs[1], f"{here}/strength"], [f"{here}/scale"])
    yield Node("Mul", [node.inputs[2], f"{here}/strength"], [f"{here}/moved"])
    yield Node("Add", [f"{here}/moved", f"{here}/offset"], [f"{here}/bias"])
    if snake is None:
        inputs = [node.inputs[0], f"{here}/scale", f"{here}/bias"]
        yield Node(node.kind, inputs, [here], node.name, node.attributes)


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

    def written(self, graph: Nodes, node: Node, plus: Node) -> Iterator[Node]:
        """Yield what makes α times the snake, with the normalisation *node* before it, in four operators."""
        scaled, here = f"{plus.outputs[0]}/scaled", self.plus.outputs[0]
        yield from self._prepared(graph, plus)
        yield Node(node.kind, [node.inputs[0], *_scales(plus)], [scaled], node.name, node.attributes)
        yield Node("Sin", [scaled], [f"{here}/sine"], f"{here}/Sin")
        yield Node("Mul", [f"{here}/sine", f"{here}/sine"], [f"{here}/square"], f"{here}/Mul")
        yield Node("Add", [scaled, f"{here}/square"], [here], f"{here}/Add")

    def at_once(self, graph: Nodes, node: Node, plus: Node) -> Iterator[Node]:
        """Yield what makes the same in one operator, our own."""
        here = self.plus.outputs[0]
        epsilon = graph.put(f"{here}/epsilon", np.array([node.number("epsilon", 1e-5)], dtype=np.float32))
        yield from self._prepared(graph, plus)
        inputs = [node.inputs[0], *_scales(plus), epsilon]
        yield Node(kernel.OPERATOR, inputs, [here], node.name, domain=kernel.DOMAIN)

    def _prepared(self, graph: Nodes, plus: Node) -> Iterator[Node]:
        """Yield what brings α into the scale and the bias of the normalisation."""
        alpha = graph.put(f"{plus.outputs[0]}/alpha", self.alpha)
        for name, scaled in zip(("scale", "bias"), _scales(plus), strict=True):
            yield Node("Mul", [f"{plus.outputs[0]}/{name}", alpha], [scaled])

    def settle(self, graph: Nodes) -> None:
        """Divide the weights behind by α."""
        weights = graph.value(self._weight)
        if weights is not None:
            sizes = (1, -1, *(1,) * (weights.ndim - 2))
            graph.put(self._weight, (weights / self.alpha.reshape(sizes)).astype(np.float32))


def _scales(plus: Node) -> tuple[str, str]:
    return f"{plus.outputs[0]}/scale-alpha", f"{plus.outputs[0]}/bias-alpha"


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
