"""Plain text and what was said about it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

__all__ = ["Kind", "Mark", "Marked", "Run", "plain"]

Kind = Literal[
    "pause",
    "say",
    "phonemes",
    "voice",
    "lang",
    "rate",
    "spell",
    "say-as",
    "emphasis",
    "paragraph",
    "sentence",
]
Run = tuple[int, int, int, int]
"""A stretch of plain text and the stretch of the caller's text it comes from; one to one where as long."""

_BEGIN = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing said about a stretch of plain text."""

    kind: Kind
    start: int
    end: int
    value: str | float
    """
    By kind: the seconds of a pause (which covers nothing), what to say, IPA, the name of a voice, the tag
    of a language, the factor of a rate, how to say it ("date", "ordinal"), the level of an emphasis;
    nothing for the others.
    """


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain text with the marks lifted out; outer marks stand before inner ones."""

    text: str
    marks: tuple[Mark, ...] = ()
    _runs: tuple[Run, ...] = field(default=(), repr=False)
    """How the plain text comes from the caller's; none where it is the caller's."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the caller's text behind the plain characters from *start* up to *end*."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no characters from {start} to {end} in a text of {len(self.text)}")
        if not self._runs:
            return start, end
        first = self._run(start)
        begin = first[2] + (start - first[0] if _exact(first) else 0)
        if start == end:
            return (first[3], first[3]) if start == first[1] else (begin, begin)
        last = self._run(end - 1)
        return begin, last[3] - (last[1] - end if _exact(last) else 0)

    def edits(self, source_length: int) -> tuple[tuple[int, int, str], ...]:
        """List the stretches of the caller's text that are markup, each with what stands for it."""
        if not self._runs:
            return ()
        found: list[tuple[int, int, str]] = []
        position = 0
        for begin, end, start, stop in self._runs:
            if position < start:
                found.append((position, start, ""))
            if start < stop and not _exact((begin, end, start, stop)):
                found.append((start, stop, self.text[begin:end]))
            position = max(position, stop)
        if position < source_length:
            found.append((position, source_length, ""))
        return tuple(found)

    def breaks(self, start: int, end: int) -> list[int]:
        """List where, between *start* and *end*, the plain text goes on with another run of the source."""
        first = bisect_right(self._runs, start, key=_BEGIN)
        last = bisect_left(self._runs, end, key=_BEGIN)
        return [run[0] for run in self._runs[first:last]]

    def _run(self, at: int) -> Run:
        return self._runs[bisect_right(self._runs, at, key=_BEGIN) - 1]


def plain(text: str) -> Marked:
    """Take a text as it is: nothing in it is markup."""
    return Marked(text)


def _exact(run: Run) -> bool:
    return run[1] - run[0] == run[3] - run[2]
