"""How marked text is put together while its source is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .marks import Mark, Marked

if TYPE_CHECKING:
    from .marks import Kind, Run

__all__ = ["Builder", "Open"]


@dataclass(slots=True)
class Open:
    """A mark whose end has not been read yet."""

    name: str
    """As it is written in the source."""
    at: int
    """Where it is written."""
    order: int
    start: int
    part: int
    """Which part of the plain text comes next."""
    kind: Kind | None
    """None where it says nothing."""
    value: str | float
    holds: str = "anything"
    """What may stand in it: anything, text, nothing."""


class Builder:
    """Collects plain text, where it comes from, and the marks on it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.length = 0
        self.open: list[Open] = []
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._marks: list[tuple[int, int, Mark]] = []
        self._order = 0
        self._torn = 0

    def ends_with(self, space: str | tuple[str, ...]) -> bool:
        """Say whether the plain text ends with such white space."""
        return bool(self._parts) and self._parts[-1].endswith(space)

    def add(self, text: str, start: int, end: int) -> None:
        """Append plain text that comes from the source's characters from *start* up to *end*."""
        if not text:
            return
        if self._torn == self.length > 0 and text[0].isalnum() and self._parts[-1][-1].isalnum():
            self._append(" ", start, start)
        self._append(text, start, end)

    def pause(self, seconds: float) -> None:
        """Mark a pause here; words on both sides of it stay two."""
        self._torn = self.length
        self._mark(self.length, self._next(), Mark("pause", self.length, self.length, seconds))

    def begin(
        self, name: str, at: int, kind: Kind | None, value: str | float, holds: str = "anything"
    ) -> None:
        """Open a mark here."""
        self.open.append(Open(name, at, self._next(), self.length, len(self._parts), kind, value, holds))

    def end(self) -> None:
        """Close the innermost mark here; one that holds text holds some, and no white space around it."""
        done = self.open.pop()
        start, end = done.start, self.length
        if done.holds == "text":
            held = "".join(self._parts[done.part :])
            start, end = end - len(held.lstrip()), start + len(held.rstrip())
            if start >= end:
                raise self.broken(done.at, f"{done.name} holds no text", "Write what is to be said in it.")
        if done.kind is not None and end > start:
            self._mark(start, done.order, Mark(done.kind, start, end, done.value))

    def marked(self) -> Marked:
        """Return what was read."""
        marks = tuple(mark for _, _, mark in sorted(self._marks, key=lambda each: each[:2]))
        return Marked("".join(self._parts), marks, tuple(self._runs))

    def broken(self, at: int, what: str, fix: str) -> ValueError:
        """Say what is wrong with the markup, where, and how to put it right."""
        line = self.source.count("\n", 0, at) + 1
        column = at - self.source.rfind("\n", 0, at)
        return ValueError(f"markup: {what} (line {line}, column {column}). {fix}")

    def _append(self, text: str, start: int, end: int) -> None:
        begin, self.length = self.length, self.length + len(text)
        self._parts.append(text)
        if self._runs and len(text) == end - start:
            head, tail, origin, stop = self._runs[-1]
            if stop == start and tail - head == stop - origin:
                self._runs[-1] = (head, self.length, origin, end)
                return
        self._runs.append((begin, self.length, start, end))

    def _mark(self, start: int, order: int, mark: Mark) -> None:
        self._marks.append((start, order, mark))

    def _next(self) -> int:
        self._order += 1
        return self._order
