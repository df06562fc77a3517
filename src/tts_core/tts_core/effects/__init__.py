"""What can happen to the sound after the model and before the encoder; importing it loads nothing heavy."""

from __future__ import annotations

from .chain import EffectChain, WantedEffect, rate_after, wanted_effects
from .effect import Effect, EffectCard, EffectProcessor, Retimes
from .limit import LIMIT
from .stretch import STRETCH
from .telephone import TELEPHONE

__all__ = [
    "OWN",
    "Effect",
    "EffectCard",
    "EffectChain",
    "EffectProcessor",
    "Retimes",
    "WantedEffect",
    "rate_after",
    "wanted_effects",
]

OWN = (TELEPHONE, STRETCH, LIMIT)
"""The effects that are always known."""
