"""
The durations within a graph, handed out.

A voice that lays its frames out by itself rounds how long each token sounds to whole frames. Where a
graph keeps that to itself, it is found by what it is, the one rounding whose result is held to at least
something, and made an output: with it, each word's time is known and not guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..file.graph import declared
from ..file.node import Node
from ..file.protobuf import content, encoded, fields, packed, texts

if TYPE_CHECKING:
    from ..file.protobuf import Buffer

__all__ = ["DURATION", "with_durations"]

DURATION = "duration"
"""The name of the output."""
# The numbers of the fields, from the format's own definition (onnx.proto).
_GRAPH, _NODE, _OUTPUT = 7, 1, 12
_FLOAT = 1


def with_durations(data: bytes) -> bytes:
    """
    Return the model in *data* with its durations as an output; *data* itself where none are found.

    Somebody waits for the model to be loaded, so only the nodes that can be meant are read.
    """
    try:
        model = list(fields(memoryview(data)))
        (graph,) = (value for number, _, value in model if number == _GRAPH and not isinstance(value, int))
        held = _held(graph)
    except (IndexError, ValueError):  # No such file at all; the runtime says what is wrong with it.
        return data
    if held is None:
        return data
    more = packed(
        [
            content(_NODE, Node("Identity", [held], [DURATION]).written()),
            content(_OUTPUT, declared(DURATION, _FLOAT)),
        ]
    )
    whole = b"".join((graph, more))
    return b"".join(encoded(content(_GRAPH, whole) if each[0] == _GRAPH else each for each in model))


def _held(graph: Buffer) -> str | None:
    """Return the name of what is rounded and then held, if there is one and it is not given already."""
    rounded: set[str] = set()
    clips: list[Node] = []
    for number, _, value in fields(graph):
        if isinstance(value, int):
            continue
        if number == _OUTPUT and DURATION in texts(value, 1):
            return None
        if number == _NODE and ((named := bytes(value)).find(b"Round") >= 0 or named.find(b"Clip") >= 0):
            node = Node.read(value)
            if node.kind == "Round":
                rounded.update(node.outputs)
            elif node.kind == "Clip":
                clips.append(node)
    found = [clip.outputs[0] for clip in clips if clip.inputs[0] in rounded]
    return found[0] if len(found) == 1 else None
