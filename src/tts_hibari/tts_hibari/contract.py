"""The numbers that the graphs keep to."""

from __future__ import annotations

__all__ = ["BOUNDARY", "FRAME", "HOP", "LIMIT", "SAMPLE_RATE", "SIZE"]

SAMPLE_RATE = 24_000
HOP = 600
"""Samples in one frame, in which durations are counted: 25 ms."""
FRAME, SIZE = 300, 1200
"""Samples from one spectrum to the next, and samples that each is of."""
LIMIT = 400
"""Phonemes of one run, the boundary among them: the most that its makers give it."""
BOUNDARY = 0
"""The id before the first phoneme and behind the last."""
