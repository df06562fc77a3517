"""The knobs of a KittenTTS model."""

from __future__ import annotations

from tts_core import Option

__all__ = ["OPTIONS", "SPEEDS"]

SPEEDS = (0.25, 4.0)
"""What the models are asked to do; beyond it their durations are no speech any more."""

OPTIONS = (
    Option(
        name="quotes",
        type=str,
        default="compat",
        choices=("compat", "typographic", "drop"),
        doc="Tokens for double quotes: the reference's, those of the table as it probably was, or none.",
    ),
    Option(
        name="seed",
        type=int,
        default=0,
        min=0,
        max=2**31 - 1,
        doc="Another number, another breath between the same sounds; the same, the same samples.",
    ),
)
