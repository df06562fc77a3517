"""The knobs of a voice."""

from __future__ import annotations

from tts_core import Option

__all__ = ["OPTIONS", "SPEEDS"]

SPEEDS = (0.25, 4.0)
"""What the voices are asked to do; beyond it their durations are no speech any more."""

OPTIONS = (
    Option(
        name="noise",
        type=float,
        min=0.0,
        max=2.0,
        doc="How lively it sounds: the noise in the sound. Unless given, what the voice says is its own.",
    ),
    Option(
        name="noise_w",
        type=float,
        min=0.0,
        max=2.0,
        doc="How much the lengths of sounds vary. Unless given, what the voice says is its own.",
    ),
    Option(
        name="seed",
        type=int,
        default=0,
        min=0,
        max=2**31 - 1,
        doc="Another number, another way of saying the same; the same, the same samples.",
    ),
)
