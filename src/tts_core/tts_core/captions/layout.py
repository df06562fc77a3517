"""How captions are to look."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Layout"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """
    What a reader can take in at once.

    A character of Chinese, Japanese or Korean counts twice, as wide as it is drawn. A single word
    that is longer than a line, or is spoken for longer than a cue may last, has a line, or a cue, to
    itself. Only one that is longer than a whole cue is cut, into lines.
    """

    max_chars: int = 42
    """Of a line."""
    lines: int = 2
    """Of a cue."""
    min_seconds: float = 1.0
    """A cue stays so long, where the next leaves it the time."""
    max_seconds: float = 7.0
    chars_per_second: float = 17.0
    """How fast the reader reads. A cue stays until it can be read, where the next leaves it the time."""

    def __post_init__(self) -> None:
        for name in ("max_chars", "lines"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise ValueError(f"{name} must be a whole number from 1, not {value!r}")
        for name in ("min_seconds", "max_seconds", "chars_per_second"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
                raise ValueError(f"{name} must be a number, not {value!r}")
        if not 0 <= self.min_seconds <= self.max_seconds or not self.max_seconds:
            raise ValueError(
                f"min_seconds ({self.min_seconds}) and max_seconds ({self.max_seconds}) "
                "must be from 0 and in this order"
            )
        if self.chars_per_second <= 0:
            raise ValueError(f"chars_per_second must be positive, not {self.chars_per_second}")
