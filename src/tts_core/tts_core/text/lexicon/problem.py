"""Rows of a lexicon file, and what may be wrong with them."""

from __future__ import annotations

from typing import Any

__all__ = ["Problem", "Row"]

Row = tuple[int, dict[str, Any]]
"""The line where an entry stands, and what it says: word, reading or say or ipa, case."""


class Problem(Exception):  # It never leaves the package: it becomes a ValueError with the file's name.
    """Something wrong at a line."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        super().__init__(what)
