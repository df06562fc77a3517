"""
What has to come out the same to the last bit.

A length is rounded to whole frames, and an angle jumps by a whole turn at half a turn: where the last bit of
what goes in there is another, a sound can be a frame longer, or its wave another one. So whatever these
are calculated from is left as it was published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .nodes import Node, Nodes

__all__ = ["before_jumps"]

_JUMPING = frozenset({"Atan", "Ceil", "Floor", "Round"})


def before_jumps(graph: Nodes) -> set[Node]:
    """Return the nodes on which something depends that can jump."""
    found: set[Node] = set()
    wanted = [name for node in graph.nodes if node.kind in _JUMPING for name in node.inputs]
    while wanted:
        maker = graph.makers.get(wanted.pop())
        if maker is not None and maker not in found:
            found.add(maker)
            wanted += maker.inputs
    return found
