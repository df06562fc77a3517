"""How long the voice rests between two pieces, by the mark that ended the first."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PARAGRAPH", "Pauses"]

PARAGRAPH = "¶"
"""Stands for the end of a paragraph in the table of pauses."""

_TABLE = {
    ".": 0.30,
    "!": 0.30,
    "?": 0.32,
    "…": 0.40,
    ",": 0.12,
    ";": 0.20,
    ":": 0.20,
    "—": 0.18,
    "–": 0.18,
    ")": 0.12,
    "。": 0.30,
    "！": 0.30,
    "？": 0.32,
    "、": 0.12,
    "，": 0.12,
    "।": 0.30,
    PARAGRAPH: 0.60,
    "": 0.0,
}

_SILENT = "\"'”’»)]}›*_` \t\r\n"


@dataclass(frozen=True, slots=True)
class Pauses:
    """
    Seconds of rest after each mark; what is not given keeps its usual length.

    `Pauses.of({".": 0.5, "¶": 1.2})` rests longer after sentences and paragraphs. The empty mark is
    a cut where the text has no mark at all.
    """

    after: Mapping[str, float] = field(default_factory=lambda: MappingProxyType(_TABLE))

    @classmethod
    def of(cls, changes: Mapping[str, float]) -> Pauses:
        """Make a table with these changes."""
        for mark, seconds in changes.items():
            if mark not in _TABLE and len(mark) != 1:
                raise ValueError(f"a pause belongs to one mark, to {PARAGRAPH!r} or to '', not to {mark!r}")
            if not math.isfinite(seconds) or not 0 <= seconds <= 60:
                raise ValueError(f"the pause after {mark!r} must be from 0 to 60 seconds, not {seconds!r}")
        return cls(MappingProxyType({**_TABLE, **changes}))

    def between(self, text: str, *, paragraph: bool) -> float:
        """Return the rest after a piece that ended with *text*, and perhaps with a paragraph."""
        if paragraph:
            return self.after[PARAGRAPH]
        ending = text.rstrip()
        bare = ending.rstrip(_SILENT)
        for mark in (bare[-1:], ending[-1:]):
            if mark in self.after and mark:
                return self.after[mark]
        return self.after[""]
