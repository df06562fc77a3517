"""The numbers that every graph of Kokoro keeps to."""

from __future__ import annotations

__all__ = ["BOUNDARY", "HOP", "LIMIT", "SAMPLE_RATE", "SPEEDS"]

SAMPLE_RATE = 24_000
HOP = 600
"""Samples in one frame, in which durations are counted: 25 ms."""
LIMIT = 510
"""Phonemes of one run, the boundary not among them: the graph has no more positions, and fails beyond."""
BOUNDARY = 0
"""The id before the first phoneme and behind the last."""
SPEEDS = (0.5, 2.0)
"""What it is asked to do: at the fastest, three of four sounds are at their shortest, one frame."""
