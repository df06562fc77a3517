"""
The same graph with less work in it.

Each pass finds a pattern that exported voices have and writes it anew, so that the result is the same
but for the last bits, and where these count, the same to the last bit; a graph without the pattern stays
as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..file.graph import Graph
from .aliases import unaliased
from .composition import composed
from .convolution import flattened
from .dequantization import dequantised
from .exact import before_jumps
from .layers import rolled
from .noise import settled
from .normalization import styled

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Rewritten", "rewrite"]

_OPSET = 13
"""The first in which axes are an input, as they are written here."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A graph's file with less work in it, and which pass found its pattern how often."""

    data: bytes
    matched: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say which passes matched, for a report and the log."""
        return ", ".join(f"{name} {times}" for name, times in self.matched.items()) or "no pass matched"


def rewrite(data: bytes, *, own: bool = False, floats: bool = False) -> Rewritten:
    """
    Return the model in *data* so that it runs faster; *data* itself where nothing is known to help.

    With *own*, it asks the runtime for the operator in `kernel`; with *floats*, it multiplies floats where
    it was published to round them to 8 bits first, so the samples differ by what that rounding did.
    """
    try:
        graph = Graph(data)
    except (IndexError, ValueError):  # No such file at all; the runtime says what is wrong with it.
        return Rewritten(data)
    if graph.opset < _OPSET:
        return Rewritten(data)
    matched = {"aliases": unaliased(graph), "noise": settled(graph)}
    exact = before_jumps(graph)
    if floats:
        matched["dequantization"] = dequantised(graph, exact)
    matched["composition"] = composed(graph, exact)
    matched["normalization"] = styled(graph, exact, own=own)
    matched["convolution"] = flattened(graph, exact)
    matched["layers"] = rolled(graph)
    found = {name: times for name, times in matched.items() if times}
    return Rewritten(graph.written(), found) if found else Rewritten(data)
