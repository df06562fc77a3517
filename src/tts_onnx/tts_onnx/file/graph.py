"""A graph as a list of nodes that can be looked over and exchanged; the rest of its file stays as it is."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from .node import Node
from .protobuf import Buffer, Field, content, encoded, fields, integer, integers, opening, packed, texts
from .tensor import as_tensor, numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["Graph", "declared"]

# The numbers of the fields, from the format's own definition (onnx.proto).
_GRAPH, _OPSET = 7, 8
_NODE, _TENSOR, _INPUT, _OUTPUT, _VALUE_INFO = 1, 5, 11, 12, 13
_FLOAT, _INT64 = 1, 7
_TENSOR_NAME = 8


class Graph:
    """The nodes and the constants of a model's file."""

    def __init__(self, data: bytes) -> None:
        self._model: list[Field] = list(fields(memoryview(data)))
        (graph,) = (value for number, _, value in self._model if number == _GRAPH)
        if isinstance(graph, int):
            raise ValueError("the graph is a number")
        self._rest: list[Field] = []
        self._tensors: dict[str, Buffer] = {}
        self.nodes: list[Node] = []
        self.fixed: set[str] = set()
        """What is used or given outside of the graph's own nodes, and has to keep its name."""
        for number, kind, value in fields(graph):
            if isinstance(value, int) or number not in (_NODE, _TENSOR):
                self._rest.append((number, kind, value))
                if number == _OUTPUT and not isinstance(value, int):
                    self.fixed.update(texts(value, 1))
            elif number == _NODE:
                self.nodes.append(Node.read(value))
            else:
                self._tensors[_name_of(value)] = value
        for node in self.nodes:
            for attribute in node.attributes.values():
                self.fixed.update(_names_within(attribute))
        self.index()

    @property
    def opset(self) -> int:
        """The version of the standard operators that the graph is written in."""
        for number, _, value in self._model:
            if number == _OPSET and not isinstance(value, int):
                told = {key: found for key, _, found in fields(value)}
                if not told.get(1) and isinstance(version := told.get(2), int):
                    return version
        return 0

    def index(self) -> None:
        """Look over the nodes again, after some were exchanged."""
        self.makers = {name: node for node in self.nodes for name in node.outputs}
        self.takers: dict[str, list[Node]] = {}
        for node in self.nodes:
            for name in node.inputs:
                self.takers.setdefault(name, []).append(node)

    def exchange(self, instead: Mapping[Node, Sequence[Node]], gone: Collection[Node]) -> None:
        """Put others before the nodes that are keys of *instead*, and take out those that are *gone*."""
        self.nodes = [
            new for node in self.nodes for new in (*instead.get(node, ()), *(() if node in gone else (node,)))
        ]
        self.index()

    def drop_unused(self) -> None:
        """Take out the nodes and the constants that nothing needs any more."""
        needed, kept = set(self.fixed), list[Node]()
        for node in reversed(self.nodes):
            if not needed.isdisjoint(node.outputs):
                kept.append(node)
                needed.update(node.inputs)
        self.nodes = kept[::-1]
        self._tensors = {name: tensor for name, tensor in self._tensors.items() if name in needed}
        self.index()

    def only(self, name: str, kind: str) -> Node | None:
        """Return the one node that takes *name*, if there is no other and it is of this *kind*."""
        takers = self.takers.get(name, [])
        if len(takers) != 1 or name in self.fixed or takers[0].kind != kind:
            return None
        return takers[0]

    def is_constant(self, name: str) -> bool:
        """Whether *name* is a weight."""
        return name in self._tensors

    def value(self, name: str) -> NDArray[np.float32] | None:
        """Return the numbers of a constant, if *name* is one and they are floats."""
        found = self._numbers(name)
        return found if found is not None and found.dtype == np.float32 else None

    def half(self, name: str) -> NDArray[np.float16] | None:
        """Return the numbers of a constant, if *name* is one and they are floats of 16 bits."""
        found = self._numbers(name)
        return found if found is not None and found.dtype == np.float16 else None

    def whole(self, name: str) -> NDArray[Any] | None:
        """Return the numbers of a constant, if *name* is one and they are integers."""
        found = self._numbers(name)
        return found if found is not None and found.dtype.kind in "iu" else None

    def _numbers(self, name: str) -> NDArray[Any] | None:
        while (maker := self.makers.get(name)) is not None and maker.kind == "Identity":
            name = maker.inputs[0]
        if maker is not None and maker.kind == "Constant" and "value" in maker.attributes:
            inner = (value for number, _, value in fields(maker.attributes["value"]) if number == 5)
            data = next(inner, None)
        else:
            data = self._tensors.get(name)
        return None if data is None or isinstance(data, int) else numbers(data)

    def shape(self, name: str) -> list[int] | None:
        """Return the shape of a weight that one node alone takes."""
        if name not in self._tensors or len(self.takers.get(name, [])) != 1 or name in self.fixed:
            return None
        return integers(value for number, _, value in fields(self._tensors[name]) if number == 1)

    def reshape(self, name: str, shape: Sequence[int]) -> None:
        """Give a weight another shape; its numbers stay where they are."""
        rest = [each for each in fields(self._tensors[name]) if each[0] != 1]
        self._tensors[name] = b"".join(encoded([*(integer(1, size) for size in shape), *rest]))

    def put(self, name: str, values: NDArray[np.float32] | NDArray[np.int64]) -> str:
        """Add or exchange a constant; return its name."""
        self._tensors[name] = as_tensor(name, values)
        return name

    def ask(self, name: str, usual: NDArray[np.int64]) -> str:
        """Add an input, a row of integers that is *usual* where the caller gives none; return its name."""
        if name not in self._tensors:
            self.put(name, usual)
            self._rest.append(content(_INPUT, declared(name, _INT64, usual.shape)))
        return name

    def use(self, domain: str) -> None:
        """Let the graph ask for operators of *domain* besides the standard ones."""
        self._model.append(content(_OPSET, packed([content(1, domain), integer(2, 1)])))

    def part(self, wanted: Collection[str], given: Collection[str] = ()) -> Graph:
        """Return the graph that makes *wanted*, out of *given* where these are on the way; all are floats."""
        part = copy(self)
        part.nodes, needed = [], set(wanted)
        for node in reversed(self.nodes):
            if not needed.isdisjoint(node.outputs) and not set(node.outputs) <= set(given):
                part.nodes.insert(0, node)
                needed.update(node.inputs, *map(_names_within, node.attributes.values()))
        part._tensors = {name: tensor for name, tensor in self._tensors.items() if name in needed}
        part._rest = [each for each in self._rest if _is_kept(each, needed)]
        new = [*((_INPUT, name) for name in given if name in needed), *((_OUTPUT, name) for name in wanted)]
        part._rest += [content(number, declared(name, _FLOAT)) for number, name in new]
        part.fixed = self.fixed & needed | set(wanted)
        return part

    def written(self) -> bytes:
        """Return the whole file, which is large and put together only once."""
        graph = list(
            encoded(
                [
                    *(content(_NODE, node.written()) for node in self.nodes),
                    *(content(_TENSOR, tensor) for tensor in self._tensors.values()),
                    *self._rest,
                ]
            )
        )
        parts: list[Buffer] = []
        for each in self._model:
            if each[0] == _GRAPH:
                parts += [opening(_GRAPH, sum(map(len, graph))), *graph]
            else:
                parts += encoded([each])
        return b"".join(parts)


def declared(name: str, kind: int, shape: Sequence[int] | None = None) -> bytes:
    """Declare what a graph takes or gives: numbers of a *kind*, in any shape if none is told."""
    sizes = None if shape is None else packed(content(1, packed([integer(1, size)])) for size in shape)
    tensor = packed([integer(1, kind), *([] if sizes is None else [content(2, sizes)])])
    return packed([content(1, name), content(2, packed([content(1, tensor)]))])


def _is_kept(declaration: Field, needed: set[str]) -> bool:
    number, _, value = declaration
    if number == _INPUT and not isinstance(value, int):
        return not needed.isdisjoint(texts(value, 1))
    return number not in (_OUTPUT, _VALUE_INFO)


def _name_of(tensor: Buffer) -> str:
    for number, _, value in fields(tensor):
        if number == _TENSOR_NAME and not isinstance(value, int):
            return str(value, "utf-8")
    raise ValueError("a weight has no name")


def _names_within(attribute: Buffer) -> set[str]:
    """Return every name that the nodes of a graph within an attribute take or give."""
    found: set[str] = set()
    for number, _, graph in fields(attribute):
        if number != 6 or isinstance(graph, int):
            continue
        for key, _, value in fields(graph):
            if key == _NODE and not isinstance(value, int):
                node = Node.read(value)
                found.update(node.inputs, node.outputs)
                for inner in node.attributes.values():
                    found |= _names_within(inner)
    return found
