"""Cutting speech into cues as a captioner would: at sentences, at clauses, where the speaker rests."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .edits import apply_edits
from .linebreaks import wrap
from .units import break_cost, cut_to, encodable, units_of, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..synthesizer import Word
    from .edits import Edit
    from .layout import Layout
    from .units import Unit

__all__ = ["Cue", "cues_of"]

_CHAIN = 0.25
"""A cue that would vanish for less than this stays until the next: flicker is harder to read than none."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at one time: lines of units, from one millisecond to another."""

    start: int
    end: int
    lines: tuple[tuple[Unit, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines as they are shown."""
        return tuple(joined(line) for line in self.lines)


def joined(units: Sequence[Unit]) -> str:
    """Put units together as the caller wrote them."""
    return "".join([(" " if unit.spaced and index else "") + unit.text for index, unit in enumerate(units)])


def cues_of(
    words: Sequence[Word],
    text: str,
    layout: Layout,
    *,
    offset: float = 0.0,
    duration: float | None = None,
    edits: Sequence[Edit] = (),
) -> list[Cue]:
    """
    Return the cues of *text*, every word in exactly one.

    Times are moved by *offset*, the silence that a format puts before the sound. No cue lasts beyond
    *duration*, the length of the sound, or, where that is not known, beyond the last word. The text
    is shown as the caller wrote it, but for *edits*: stretches of it that are markup, and what is
    shown in their place.
    """
    for name, value in (("offset", offset), ("duration", duration)):
        if value is not None and not 0 <= value < math.inf:
            raise ValueError(f"{name} must be a number of seconds from 0, not {value!r}")
    seen, standing = apply_edits(words, text, edits)
    units = units_of(standing, encodable(seen))
    if not units:
        return []
    largest = layout.max_chars * layout.lines
    units = [
        part
        for unit in units
        for part in (cut_to(layout.max_chars, unit) if width_of(unit.text) > largest else (unit,))
    ]
    spoken = max(unit.end for unit in units)
    final = _ms(spoken if duration is None else duration)
    # What claims to sound at the very end or later still needs a moment to be seen.
    starts = [min(_ms(unit.start), max(0, final - 1)) for unit in units]
    edges = list(_cheapest_cuts(units, starts, final, layout))
    cues = []
    for first, last in pairwise(edges):
        following = starts[last] if last < len(units) else final
        shown = units[first:last]
        end = _end(shown, starts[first], following, final, layout)
        shift = _ms(offset)
        cues.append(Cue(starts[first] + shift, end + shift, wrap(shown, layout)))
    return cues


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _end(units: Sequence[Unit], start: int, following: int, final: int, layout: Layout) -> int:
    """Return when a cue goes: when it has been spoken and can have been read, but before the next comes."""
    reading = width_of(joined(units)) / layout.chars_per_second
    spoken = _ms(max(unit.end for unit in units))
    wanted = max(spoken, start + min(_ms(max(reading, layout.min_seconds)), _ms(layout.max_seconds)))
    if following - wanted < _ms(_CHAIN) and following < final:
        wanted = max(wanted, min(following, start + _ms(layout.max_seconds)))
    return max(start + 1, min(wanted, following))


def _cheapest_cuts(units: Sequence[Unit], starts: Sequence[int], final: int, layout: Layout) -> Iterator[int]:
    """Give the edges of the cheapest cutting, found from the end to the beginning."""
    count = len(units)
    after = [break_cost(*pair) for pair in pairwise(units)]
    cost = [math.inf] * count + [0.0]
    cut = [count] * (count + 1)
    widths = [width_of(unit.text) for unit in units]
    for first in range(count - 1, -1, -1):
        inner = width = row = 0.0
        rows = 1
        for last in range(first + 1, count + 1):
            unit = units[last - 1]
            space = int(unit.spaced and last > first + 1)
            width += widths[last - 1] + space
            row += widths[last - 1] + space
            if last > first + 1:
                if row > layout.max_chars:
                    rows, row = rows + 1, widths[last - 1]
                inner += _joining_cost(after[last - 2], unit.start - units[last - 2].end)
                long = unit.end - units[first].start > layout.max_seconds
                if (rows > layout.lines or long or unit.paragraph) and cost[first] < math.inf:
                    break
            if last < count and starts[last] <= starts[first]:
                continue  # Two cues that begin at once would be one on top of the other.
            following = starts[last] if last < count else final
            price = cost[last] + inner + _cue_cost(width, starts[first], following, layout)
            price += after[last - 1] if last < count else 0
            if price < cost[first]:
                cost[first], cut[first] = price, last
    edge = 0
    yield edge
    while edge < count:
        edge = cut[edge]
        yield edge


def _joining_cost(boundary: float, rest: float) -> float:
    """Return how much it hurts to show two units at once that would better be parted."""
    return (4 if boundary == 0 else 0) + (8 * min(rest, 5) if rest > 1 else 0)


def _cue_cost(width: float, start: int, following: int, layout: Layout) -> float:
    """Return how much a cue hurts by itself: too little in it, too short a time, too much to read."""
    room = layout.max_chars * layout.lines
    seconds = max(0.001, (following - start) / 1000)
    hurried = max(0.0, width / layout.chars_per_second / seconds - 1)
    brief = max(0.0, 1 - seconds / layout.min_seconds) if layout.min_seconds else 0.0
    return 2 + 3 * max(0.0, 1 - width / room) ** 2 + 10 * brief + 10 * min(hurried, 2)
