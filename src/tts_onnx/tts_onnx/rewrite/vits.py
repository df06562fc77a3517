"""
A VITS graph in two: what makes the latent of a whole text, and what makes sound of any stretch of it.

The decoder of VITS (https://arxiv.org/abs/2106.06103) sees of the latent no more than its convolutions
reach. So it can be run on one stretch after the other, with so much on both sides, and the first is heard
long before the last is made.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..file.graph import Graph
from .noise import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..file.node import Node

__all__ = ["Parts", "parted"]

_FIXED_LENGTHS = {"Conv", "ConvTranspose", "LeakyRelu", "Add", "Div", "Mul", "Tanh", "Unsqueeze", "Identity"}
"""What the decoder is made of; of other operators nobody can say here how far they see."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The two graphs, and what goes from the first to the second."""

    encoder: bytes
    decoder: bytes
    latent: str
    """A column for each frame."""
    frames: str
    """How many frames each id sounds."""
    beside: tuple[str, ...]
    """What else the decoder takes: of a voice with several speakers, who speaks."""
    inputs: tuple[str, ...]
    """What the first takes."""
    output: str
    """What the second gives."""
    hop: int
    """Samples in one frame."""
    reach: int
    """Frames on each side that the sound of a frame depends on."""


def parted(data: bytes, inputs: Sequence[str], output: str) -> Parts:
    """
    Take the graph in *data* apart, which makes *output* of some or all *inputs*; a ValueError says why not.

    Its noise is laid out from a table, so that it can be had again.
    """
    try:
        graph = Graph(data)
    except (IndexError, ValueError) as error:
        raise ValueError(f"it is no ONNX graph: {error}") from error
    settled(graph)
    if any(node.kind.startswith("Random") for node in graph.nodes):
        raise ValueError("it draws random numbers in another way than VITS does")
    rounded = [node.outputs[0] for node in graph.nodes if node.kind == "Ceil"]
    if len(rounded) != 1 or output not in graph.fixed:
        raise ValueError("it is not built as VITS is, with one rounding of durations and one output")
    latent = _latent(graph, _below(graph, rounded))
    below = _below(graph, [latent])
    decoder = [node for node in graph.nodes if node.outputs[0] in below]
    given = [name for name in inputs if not graph.is_constant(name)]  # An exporter may call a weight "sid".
    fed = _below(graph, given)
    taken = (name for node in decoder for name in node.inputs)
    beside = tuple(dict.fromkeys(name for name in taken if name in fed - below and name != latent))
    hop, reach = _measured(latent, decoder, output)
    return Parts(
        graph.part((latent, rounded[0], *beside)).written(),
        graph.part((output,), (latent, *beside)).written(),
        latent,
        rounded[0],
        beside,
        tuple(name for name in given if name in graph.takers),
        output,
        hop,
        reach,
    )


def _below(graph: Graph, names: Iterable[str]) -> set[str]:
    """Return all that depends on *names*."""
    found = set(names)
    below: set[str] = set()
    for node in graph.nodes:
        if not found.isdisjoint(node.inputs):
            found.update(node.outputs)
            below.update(node.outputs)
    return below


def _latent(graph: Graph, timed: set[str]) -> str:
    """Find what the decoder begins with: what the convolution before the first upsampling takes."""
    node = next((node for node in graph.nodes if node.kind == "ConvTranspose"), None)
    while node is not None:
        name = next((name for name in node.inputs if name in timed), "")
        node = graph.makers.get(name)
        if node is not None and node.kind == "Conv":
            return node.inputs[0]
    raise ValueError("it is not built as VITS is: there is no convolution before its first upsampling")


def _measured(latent: str, decoder: Iterable[Node], output: str) -> tuple[int, int]:
    """Return the samples of a frame, and how many frames the decoder sees on each side of one."""
    seen = {latent: (0.0, 1)}
    for node in decoder:
        if node.kind not in _FIXED_LENGTHS:
            raise ValueError(f"there is a {node.kind} in its decoder, which VITS does not have")
        known = [seen[name] for name in node.inputs if name in seen]
        far, rate = max(far for far, _ in known), known[0][1]
        (wide, *_), (step, *_) = node.numbers("kernel_shape") or [1], node.numbers("strides") or [1]
        (apart, *_), (before, *_) = node.numbers("dilations") or [1], node.numbers("pads") or [0]
        sides = max(before, apart * (wide - 1) - before)
        if node.kind == "Conv":
            far += sides / rate
        elif node.kind == "ConvTranspose":
            far += sides / step / rate
            rate *= step
        seen[node.outputs[0]] = (far, rate)
    far, hop = seen[output]
    return hop, math.ceil(far) + 1
