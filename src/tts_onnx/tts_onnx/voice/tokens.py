"""Tokens in a row that know which words they sound for, cut where a model has no more room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["NOBODY", "Line", "parts"]

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens in a row, without the boundary, and for each the word that it sounds for."""

    tokens: tuple[int, ...]
    owners: tuple[int, ...]
    """Indices of words; NOBODY for spaces and punctuation."""
    unknown: tuple[tuple[int, str], ...] = ()
    """Symbols that have no token, by word."""

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def sounds(self) -> bool:
        """Whether there is anything to say."""
        return any(owner != NOBODY for owner in self.owners)


def parts(line: Line, most: int, *, pauses: Collection[int], space: int) -> Iterator[Line]:
    """Cut *line* into lines of at most *most* tokens: behind a pause, else between words, else anywhere."""
    start = 0
    while len(line) - start > most:
        window = range(start + most // 2, start + most)
        behind = [place for place in window if line.tokens[place] in pauses]
        between = [place for place in window if line.tokens[place] == space]
        end = (behind or between or [start + most - 1])[-1] + 1
        yield Line(line.tokens[start:end], line.owners[start:end])
        start = end
    yield Line(line.tokens[start:], line.owners[start:])
