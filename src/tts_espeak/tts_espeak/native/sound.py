"""What a synthesis gives: samples, and where the words are in them."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Mark", "Sound"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that begins, or a clause that ends."""

    position: int
    """Characters before it in the text."""
    sample: int
    clause: int
    """Which clause it belongs to, counted from 0."""
    ends_clause: bool = False
    ipa: str = ""
    """What is said for the word, where that was asked for."""


@dataclass(slots=True)
class Sound:
    """What one call of the synthesis gave: 16-bit samples, and where the words are in them."""

    chunks: list[bytes] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    samples: int = 0
    clauses: int = 0
