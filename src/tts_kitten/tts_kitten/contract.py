"""The numbers that every KittenTTS graph keeps to, and the knobs of a model."""

from __future__ import annotations

from tts_core import Option
from tts_onnx.plugin.card import SEED

__all__ = ["HOP", "LIMIT", "OPTIONS", "SAMPLE_RATE"]

SAMPLE_RATE = 24_000
HOP = 600
"""Samples in one frame, in which durations are counted: 25 ms."""
LIMIT = 512
"""Tokens of one run, the boundary among them: the graph has no more positions, and fails beyond."""
OPTIONS = (
    Option(
        name="quotes",
        type=str,
        default="compat",
        choices=("compat", "typographic", "drop"),
        doc="Tokens for double quotes: the reference's, those of the table as it probably was, or none.",
    ),
    SEED,
)
