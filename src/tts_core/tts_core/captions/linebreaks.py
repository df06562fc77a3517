"""Breaking a cue into lines: at clauses, about equally long."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from .units import break_cost, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .layout import Layout
    from .units import Unit

__all__ = ["wrap"]


def wrap(units: Sequence[Unit], layout: Layout) -> tuple[tuple[Unit, ...], ...]:
    """
    Return *units* in as few lines as they need.

    Of all ways to break them into so many, the one is taken that keeps together what belongs
    together and makes the lines alike. More lines than the layout allows come out only of units
    that do not fit.
    """
    count = len(units)
    hurts = [0.0, *(break_cost(*pair) / 2 for pair in pairwise(units))]
    widths = [width_of(unit.text) for unit in units]
    fewest = [0, *[count + 1] * count]
    price = [0.0, *[math.inf] * count]
    begin = [0] * (count + 1)
    target = sum(widths) + sum(unit.spaced for unit in units[1:])
    aim = target / -(-target // layout.max_chars) if target else 1
    for last in range(1, count + 1):
        width = 0
        for first in range(last - 1, -1, -1):
            width += widths[first] + (1 if first + 1 < last and units[first + 1].spaced else 0)
            if width > layout.max_chars and first + 1 < last:
                break
            cost = price[first] + (width - aim) ** 2 / layout.max_chars + hurts[first]
            if (fewest[first] + 1, cost) < (fewest[last], price[last]):
                fewest[last], price[last], begin[last] = fewest[first] + 1, cost, first
    edges = [count]
    while edges[-1]:
        edges.append(begin[edges[-1]])
    edges.reverse()
    return tuple(tuple(units[a:b]) for a, b in pairwise(edges))
