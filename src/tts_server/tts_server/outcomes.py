"""What became of the last speeches, for those whose answer began before that was known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .problem import Problem

__all__ = ["Outcome", "Outcomes"]

REMEMBERED = 1000
MOST = 50
"""Warnings that are kept of a speech that is over: a text may hold thousands of what cannot be spoken."""


class Outcome:
    """One speech: whether it is over, how it ended, and all there is to know about it."""

    def __init__(self, warnings: Iterable[str]) -> None:
        self._warnings = dict.fromkeys(warnings)
        self._error: dict[str, Any] | None = None
        self._state: Literal["speaking", "whole", "stopped"] = "speaking"

    @property
    def warnings(self) -> list[str]:
        """What the client should know, each thing once."""
        return list(self._warnings)

    def warn(self, warnings: Iterable[str]) -> None:
        """Note what the client should know."""
        self._warnings.update(dict.fromkeys(warnings))

    def end(self, *, whole: bool) -> None:
        """Note that nothing more will be spoken. What was noted first holds."""
        if self._state == "speaking":
            self._state = "whole" if whole else "stopped"

    def fail(self, problem: Problem) -> None:
        """Note why the answer is not whole."""
        self._state, self._error = "stopped", problem.fields()

    def plain(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {"state": self._state, "error": self._error, "warnings": self.warnings}

    def shorten(self) -> None:
        """Keep only so much as can be kept of many; the rest is counted. May be called more than once."""
        more = len(self._warnings) - MOST
        if more > 1:  # One is no longer than the line that would stand for it.
            self._warnings = dict.fromkeys([*self.warnings[:MOST], f"and {more} more"])


class Outcomes:
    """The last outcomes by the id of their request, each for who asked. They are kept in memory only."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._held: dict[tuple[str, str], Outcome] = {}

    def remember(self, client: str, request_id: str, outcome: Outcome) -> None:
        """Remember one more, and forget the oldest where there are too many."""
        self._held.pop((client, request_id), None)
        self._held[client, request_id] = outcome
        if len(self._held) > self._most:
            del self._held[next(iter(self._held))]

    def find(self, client: str, request_id: str) -> Outcome | None:
        """Return what became of a request's speech, if it is remembered and was asked for by *client*."""
        return self._held.get((client, request_id))
