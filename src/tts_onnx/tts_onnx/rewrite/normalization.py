"""
The style within the normalisations, and the snakes behind them in fewer passes.

Dozens of times, over rows of hundred thousands of numbers, a KittenTTS graph normalises, multiplies and
adds what the style says, and applies a snake (x + sin²(αx)/α, https://arxiv.org/abs/2006.08195) before
it convolves. The normalisation takes a scale and an offset anyway: the style and α go there, and the
reciprocal of α into the weights behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .. import kernel
from ..file.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from ..file.graph import Graph

__all__ = ["styled"]

_ROW = "tts-onnx/row"


def styled(graph: Graph, exact: AbstractSet[Node], *, own: bool = False) -> int:
    """Let normalisations that are not *exact* do what follows them. Returns how many."""
    gone: set[Node] = set()
    instead: dict[Node, list[Node]] = {}
    for node in graph.nodes:
        found = _Styled.of(graph, node)
        if found is None or node in exact:
            continue
        snake = _Snake.behind(graph, found.plus.outputs[0])
        if snake is not None and own:
            instead[snake.plus] = [snake.at_once(graph, found)]
        elif snake is not None and (weight := snake.weight(graph)):
            instead[found.plus] = [*found.scaled(), *snake.written(graph, found)]
            snake.settle(graph, weight)
        else:
            snake = None
            instead[found.plus] = [*found.scaled(), found.written(found.scales, found.plus.outputs[0])]
        gone.update((node, found.times, found.plus), () if snake is None else snake.nodes)
    if instead and own:
        graph.use(kernel.DOMAIN)
    if instead:
        graph.put(_ROW, np.array([-1], dtype=np.int64))
        graph.exchange(instead, gone)
    return len(instead)


@dataclass(frozen=True, slots=True)
class _Styled:
    """A normalisation, and the strength and the offset of the style behind it."""

    node: Node
    times: Node
    plus: Node

    @classmethod
    def of(cls, graph: Graph, node: Node) -> _Styled | None:
        """Find out whether *node* is one."""
        times = graph.only(node.outputs[0], "Mul") if node.kind == "InstanceNormalization" else None
        plus = graph.only(times.outputs[0], "Add") if times else None
        return None if times is None or plus is None else cls(node, times, plus)

    @property
    def style(self) -> tuple[str, str]:
        """What it is multiplied by, and what is added."""
        return self.times.other(self.node.outputs[0]), self.plus.other(self.times.outputs[0])

    @property
    def scales(self) -> tuple[str, str]:
        """The scale and the bias of a normalisation that does all of it."""
        return f"{self.plus.outputs[0]}/scale", f"{self.plus.outputs[0]}/bias"

    def scaled(self) -> Iterator[Node]:
        """Yield what makes these of the style."""
        here = self.plus.outputs[0]
        strength, offset = self.style
        scale, bias = self.scales
        yield Node("Reshape", [strength, _ROW], [f"{here}/strength"])
        yield Node("Reshape", [offset, _ROW], [f"{here}/offset"])
        yield Node("Mul", [self.node.inputs[1], f"{here}/strength"], [scale])
        yield Node("Mul", [self.node.inputs[2], f"{here}/strength"], [f"{here}/moved"])
        yield Node("Add", [f"{here}/moved", f"{here}/offset"], [bias])

    def written(self, scales: Sequence[str], out: str) -> Node:
        """Make the normalisation with other *scales*."""
        inputs = [self.node.inputs[0], *scales]
        return Node(self.node.kind, inputs, [out], self.node.name, self.node.attributes)


@dataclass(frozen=True, slots=True)
class _Snake:
    """x + sin²(αx)/α."""

    nodes: tuple[Node, ...]
    alpha: str
    strengths: NDArray[np.float32]
    """The numbers of α, one for each channel."""

    @property
    def plus(self) -> Node:
        """The last of its nodes."""
        return self.nodes[-1]

    @classmethod
    def behind(cls, graph: Graph, name: str) -> _Snake | None:
        """Find the snake that takes *name*."""
        takers = {node.kind: node for node in graph.takers.get(name, [])}
        if name in graph.fixed or len(graph.takers.get(name, [])) != 2 or set(takers) != {"Mul", "Add"}:
            return None
        plus, times = takers["Add"], takers["Mul"]
        sine = graph.only(times.outputs[0], "Sin")
        square = graph.only(sine.outputs[0], "Pow") if sine else None
        divided = graph.only(square.outputs[0], "Mul") if square else None
        if sine is None or square is None or divided is None:
            return None
        if plus.other(name) != divided.outputs[0] or not _is_two(graph, square.inputs[1]):
            return None
        alpha = times.other(name)
        numbers = graph.value(alpha)
        if numbers is None or not _is_reciprocal(graph, divided.other(square.outputs[0]), alpha):
            return None
        return cls((times, sine, square, divided, plus), alpha, numbers.reshape(-1))

    def at_once(self, graph: Graph, styled: _Styled) -> Node:
        """Make the normalisation, its style and the snake in one operator, our own."""
        node, here = styled.node, self.plus.outputs[0]
        epsilon = graph.put(f"{here}/epsilon", np.array([node.number("epsilon", 1e-5)], dtype=np.float32))
        inputs = [*node.inputs, *styled.style, self.alpha, epsilon]
        return Node(kernel.OPERATOR, inputs, [here], node.name, domain=kernel.DOMAIN)

    def weight(self, graph: Graph) -> str:
        """Return the weight that takes the snake and nothing else does, if 1/α can go there."""
        folded = graph.only(self.plus.outputs[0], "Conv")
        shape = graph.shape(folded.inputs[1]) if folded else None
        if folded is None or shape is None or graph.value(folded.inputs[1]) is None:
            return ""
        if folded.numbers("group") not in (None, [1]) or self.strengths.size != shape[1]:
            return ""
        return folded.inputs[1] if (np.abs(self.strengths) > 1e-4).all() else ""

    def written(self, graph: Graph, styled: _Styled) -> Iterator[Node]:
        """Yield what makes α times the snake, with the normalisation before it."""
        scaled, here = f"{styled.plus.outputs[0]}/scaled", self.plus.outputs[0]
        alpha = graph.put(f"{here}/alpha", self.strengths)
        for name in styled.scales:
            yield Node("Mul", [name, alpha], [f"{name}-alpha"])
        yield styled.written([f"{name}-alpha" for name in styled.scales], scaled)
        yield Node("Sin", [scaled], [f"{here}/sine"], f"{here}/Sin")
        yield Node("Mul", [f"{here}/sine", f"{here}/sine"], [f"{here}/square"], f"{here}/Mul")
        yield Node("Add", [scaled, f"{here}/square"], [here], f"{here}/Add")

    def settle(self, graph: Graph, weight: str) -> None:
        """Divide the weights behind by α."""
        weights = graph.value(weight)
        if weights is not None:
            sizes = (1, -1, *(1,) * (weights.ndim - 2))
            graph.put(weight, (weights / self.strengths.reshape(sizes)).astype(np.float32))


def _is_two(graph: Graph, name: str) -> bool:
    value = graph.value(name)
    return value is not None and value.size == 1 and float(value.reshape(-1)[0]) == 2.0


def _is_reciprocal(graph: Graph, name: str, of: str) -> bool:
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
