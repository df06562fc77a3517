"""
What a graph predicts of a frame, handed out in one row.

Voices that answer with spectra have a frame's numbers side by side, and at the end turn them into a column
and cut it in pieces. Whoever makes sound of them wants them side by side again. So the rows are handed out
as they were, where they can be found, and what turned and cut them is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..file.graph import declared
from ..file.node import Node
from ..file.protobuf import content, fields, integer, packed, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["with_rows"]

# The numbers of the fields, from the format's own definition (onnx.proto).
_GRAPH, _NODE, _OUTPUT = 7, 1, 12
_FLOAT, _INT = 1, 2


def with_rows(data: bytes, parts: Sequence[str], name: str) -> bytes:
    """
    Return the model in *data* with the output *name* in place of *parts*, of which it is made up.

    Somebody waits for the model to be loaded, so only the nodes that can be meant are read.
    """
    try:
        model: list[Any] = list(fields(memoryview(data)))
    except (IndexError, ValueError):  # No such file at all; the runtime says what is wrong with it.
        return data
    return packed(
        content(_GRAPH, _in_rows(list(fields(each[2])), list(parts), name)) if each[0] == _GRAPH else each
        for each in model
    )


def _in_rows(told: list[Any], parts: list[str], name: str) -> bytes:
    cut, cutting = _maker(told, parts[0])
    turned, turning = _maker(told, cut.inputs[0])
    if cut.outputs == parts and turned.kind == "Transpose" and turned.numbers("perm") == [0, 2, 1]:
        told = [each for each in told if each is not cutting and each is not turning]
        made = [Node("Identity", turned.inputs, [name])]
    else:
        made = [
            Node("Concat", parts, [f"{name} in columns"]),
            Node("Transpose", [f"{name} in columns"], [name]),
        ]
        made[0].attributes["axis"] = packed([content(1, "axis"), integer(3, 1), integer(20, _INT)])
        made[1].set_numbers("perm", [0, 2, 1])
    told = [each for each in told if each[0] != _OUTPUT or next(texts(each[2], 1)) not in parts]
    told += (content(_NODE, node.written()) for node in made)
    return packed([*told, content(_OUTPUT, declared(name, _FLOAT))])


def _maker(told: Iterable[Any], name: str) -> tuple[Node, Any]:
    """Return the node that makes what is called *name*, and where it stands; an empty one if nothing does."""
    for each in told:
        if each[0] == _NODE and name.encode() in bytes(each[2]):
            node = Node.read(each[2])
            if name in node.outputs:
                return node, each
    return Node("", [""], []), None
