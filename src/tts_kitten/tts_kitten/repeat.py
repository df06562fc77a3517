"""
The loop that repeats each token for as many frames as it sounds, as a look into a table instead.

PyTorch exports `repeat_interleave` as a loop of sixteen operators for every token. How many tokens
have ended before a frame tells which one sounds in it, for all frames at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .nodes import Node
from .protobuf import Buffer, content, fields, integer, packed, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .nodes import Nodes

__all__ = ["unrolled"]

_BODY = Counter(
    {
        "SequenceAt": 2,
        "Unsqueeze": 1,
        "Concat": 1,
        "Shape": 1,
        "ConstantOfShape": 1,
        "Mul": 1,
        "Equal": 1,
        "Where": 1,
        "Expand": 1,
        "Reshape": 1,
        "SequenceInsert": 1,
        "Cast": 1,
    }
)
"""What the exported loop consists of, its constants aside."""
_NODE, _INPUT, _OUTPUT = 1, 11, 12
_INT64 = 7


def unrolled(graph: Nodes) -> int:
    """Put tables in the place of the loops of *graph* that repeat. Returns how many."""
    found = [_Repetition.of(graph, node) for node in graph.nodes if node.kind == "Loop"]
    known = [each for each in found if each is not None]
    if known:
        instead = {each.joined: tuple(each.written(graph)) for each in known}
        graph.exchange(instead, {node for each in known for node in (each.loop, each.joined)})
    return len(known)


@dataclass(frozen=True, slots=True)
class _Repetition:
    """A loop that says each of *values* as many times as *lengths* tells, and the node that joins them."""

    values: str
    lengths: str
    loop: Node
    joined: Node

    @classmethod
    def of(cls, graph: Nodes, loop: Node) -> _Repetition | None:
        """Find out whether *loop* is one."""
        joined = graph.only(loop.outputs[0], "ConcatFromSequence") if len(loop.outputs) == 1 else None
        body = next(
            (value for number, _, value in fields(loop.attributes.get("body", b"")) if number == 6), 0
        )
        if joined is None or isinstance(body, int) or any(joined.numbers("axis") or [1]):
            return None
        nodes = [
            Node.read(value)
            for number, _, value in fields(body)
            if number == _NODE and not isinstance(value, int)
        ]
        if Counter(node.kind for node in nodes if node.kind != "Constant") != _BODY:
            return None
        kinds = {node.kind: node for node in nodes}
        makers = {name: node for node in nodes for name in node.outputs}
        counted, _, gathered = _names(body, _INPUT)
        sizes = [makers.get(name) for name in kinds["Concat"].inputs]
        said = makers.get(kinds["Unsqueeze"].inputs[0])
        times = next((each for each in sizes if each is not None and each.kind == "SequenceAt"), None)
        straight = (
            kinds["Expand"].inputs == [kinds["Unsqueeze"].outputs[0], kinds["Where"].outputs[0]]
            and kinds["Where"].inputs[2] == kinds["Concat"].outputs[0]
            and kinds["Reshape"].inputs[0] == kinds["Expand"].outputs[0]
            and kinds["SequenceInsert"].inputs == [gathered, kinds["Reshape"].outputs[0]]
            and kinds["SequenceInsert"].outputs[0] == _names(body, _OUTPUT)[1]
            and all(each is times or set(_numbers(each)) <= {1, -1} for each in sizes)
        )
        if not straight or said is None or times is None or said.kind != "SequenceAt" or said is times:
            return None
        if {said.inputs[1], times.inputs[1]} != {counted}:
            return None
        split = [graph.makers.get(each.inputs[0]) for each in (said, times)]
        whole = [_split_in_ones(graph, node) for node in split]
        return None if whole[0] is None or whole[1] is None else cls(whole[0], whole[1], loop, joined)

    def written(self, graph: Nodes) -> Iterator[Node]:
        """Yield what gives the same without a loop."""
        here = self.joined.outputs[0]
        first = graph.put("tts-kitten/first", np.array(0, dtype=np.int64))
        step = graph.put("tts-kitten/step", np.array(1, dtype=np.int64))
        last = graph.put("tts-kitten/last", np.array(-1, dtype=np.int64))
        across = graph.put("tts-kitten/across", np.array([1], dtype=np.int64))
        yield Node("CumSum", [self.lengths, first], [f"{here}/ends"])
        yield Node("Gather", [f"{here}/ends", last], [f"{here}/all"])
        yield Node("Range", [first, f"{here}/all", step], [f"{here}/frames"])
        yield Node("Unsqueeze", [f"{here}/frames", across], [f"{here}/column"])
        yield Node("GreaterOrEqual", [f"{here}/column", f"{here}/ends"], [f"{here}/ended"])
        yield Node("Cast", [f"{here}/ended"], [f"{here}/counted"], "", {"to": _whole("to", _INT64)})
        kept: dict[str, Buffer] = {"keepdims": _whole("keepdims", 0)}
        yield Node("ReduceSum", [f"{here}/counted", across], [f"{here}/which"], "", kept)
        yield Node("Gather", [self.values, f"{here}/which"], [here], self.joined.name)


def _split_in_ones(graph: Nodes, node: Node | None) -> str | None:
    """Return the row that *node* splits into its single values, if it does."""
    if node is None or node.kind != "SplitToSequence" or any(node.numbers("axis") or [0]):
        return None
    sizes = graph.makers.get(node.inputs[1]) if len(node.inputs) == 2 else None
    if sizes is None or sizes.kind != "ConstantOfShape" or _numbers(sizes) != (1,):
        return None
    return node.inputs[0]


def _numbers(node: Node | None) -> tuple[int, ...]:
    """Return the whole numbers that *node* gives, or that it fills a shape with; one that does neither, 0."""
    for number, _, tensor in fields(node.attributes.get("value", b"") if node else b""):
        if number == 5 and not isinstance(tensor, int):
            raw = next((value for key, _, value in fields(tensor) if key == 9), b"")
            if not isinstance(raw, int) and len(raw) % 8 == 0:
                return tuple(np.frombuffer(raw, dtype="<i8").tolist())
    return (0,)


def _names(body: Buffer, which: int) -> tuple[str, ...]:
    values = (value for number, _, value in fields(body) if number == which)
    return tuple(name for value in values if not isinstance(value, int) for name in texts(value, 1))


def _whole(name: str, value: int) -> bytes:
    return packed([content(1, name), integer(3, value), integer(20, 2)])
