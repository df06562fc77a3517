"""The numbers that the graph keeps to."""

from __future__ import annotations

__all__ = ["BOUNDARY", "FRAME", "HOP", "LIMIT", "SAMPLE_RATE", "SIZE", "SPEEDS"]

SAMPLE_RATE = 24_000
HOP = 600
"""Samples in one frame, in which durations are counted: 25 ms."""
FRAME, SIZE = 300, 1200
"""Samples from one spectrum to the next, and samples that each is of."""
LIMIT = 400
"""Phonemes of one run, the boundary among them: the most that its makers give it."""
BOUNDARY = 0
"""The id before the first phoneme and behind the last."""
SPEEDS = (0.25, 4.0)
"""What it is asked to do; beyond it its durations are no speech any more."""
