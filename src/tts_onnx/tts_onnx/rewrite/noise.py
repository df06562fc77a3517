"""
The breath of the voice, which the model draws by lot, taken from a fixed table instead.

The same text gives the same samples then, whoever speaks at the same time; and drawing two million
numbers from a normal distribution for every ten seconds costs more than copying them. Where in the
table the breath begins is an input of the graph, so that who wants another breath can have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..file.node import Node
from ..file.protobuf import content, integer, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ..file.graph import Graph

__all__ = ["START", "settled", "start"]

START = "tts-onnx/start"
"""The input that says where in the table to begin."""
_LENGTH = 65_537
"""A prime number, so that no rhythm comes about between the table and the rows it is laid out in."""
_SEED = 20_240_801
_USUAL = {"RandomNormalLike": {"mean": 0.0, "scale": 1.0}, "RandomUniformLike": {"low": 0.0, "high": 1.0}}


def start(seed: int) -> NDArray[np.int64]:
    """Return where in the table the breath of *seed* begins: 0 at its beginning, the others anywhere."""
    return np.array([seed * 40_503 % _LENGTH], dtype=np.int64)


def settled(graph: Graph) -> int:
    """Put fixed noise in the place of the random nodes of *graph*. Returns how many there were."""
    drawn = [node for node in graph.nodes if node.kind in _USUAL and not node.domain and _is_usual(node)]
    if drawn:
        graph.exchange({node: tuple(_fixed(graph, node)) for node in drawn}, set(drawn))
    return len(drawn)


def _is_usual(node: Node) -> bool:
    """Whether the numbers are drawn as they usually are: 32 bits, of the plain distribution."""
    if node.numbers("dtype") not in (None, [1]):
        return False
    return all(node.number(name, usual) == usual for name, usual in _USUAL[node.kind].items())


def _fixed(graph: Graph, node: Node) -> Iterator[Node]:
    """Yield the nodes that lay the table out in the shape of the node's input."""
    table = graph.put(f"tts-onnx/{node.kind}", _table(node.kind))
    begin = graph.ask(START, start(0))
    two = graph.put("tts-onnx/two", np.array([2], dtype=np.int64))
    length = graph.put("tts-onnx/length", np.array([_LENGTH], dtype=np.int64))
    here = node.outputs[0]
    yield Node("Shape", [node.inputs[0]], [f"{here}/shape"])
    yield Node("ReduceProd", [f"{here}/shape"], [f"{here}/size"], "", {"keepdims": _kept()})
    yield Node("Div", [f"{here}/size", length], [f"{here}/whole"])
    yield Node("Add", [f"{here}/whole", two], [f"{here}/times"])
    yield Node("Tile", [table, f"{here}/times"], [f"{here}/tiled"])
    yield Node("Add", [begin, f"{here}/size"], [f"{here}/end"])
    yield Node("Slice", [f"{here}/tiled", begin, f"{here}/end"], [f"{here}/flat"])
    yield Node("Reshape", [f"{here}/flat", f"{here}/shape"], [here], node.name)


def _kept() -> bytes:
    return packed([content(1, "keepdims"), integer(3, 1), integer(20, 2)])


def _table(kind: str) -> NDArray[np.float32]:
    chance = np.random.Generator(np.random.PCG64(_SEED))
    drawn = chance.standard_normal(_LENGTH) if kind == "RandomNormalLike" else chance.random(_LENGTH)
    return drawn.astype(np.float32)
