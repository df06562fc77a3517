"""The numbers that every KittenTTS graph keeps to."""

from __future__ import annotations

__all__ = ["HOP", "LIMIT", "SAMPLE_RATE"]

SAMPLE_RATE = 24_000
HOP = 600
"""Samples in one frame, in which durations are counted: 25 ms."""
LIMIT = 512
"""Tokens of one run, the boundary among them: the graph has no more positions, and fails beyond."""
