"""Peaks that would be clipped, turned down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..option import Option
from .effect import Effect, EffectCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..audio import Audio

__all__ = ["LIMIT"]


class _Limit:
    def __init__(self, ceiling: float) -> None:
        self._ceiling = ceiling

    def process(self, audio: Audio) -> Audio:
        """Keep the peaks of *audio* below the ceiling. No word moves; what is quieter stays as it is."""
        import numpy as np

        from ..audio import Audio
        from ..limiter import Limiter

        limiter = Limiter(audio.sample_rate, self._ceiling)
        limited = np.concatenate((limiter.write(audio.samples), limiter.finish()))
        return Audio(limited, audio.sample_rate)


def _make(options: Mapping[str, Any], sample_rate: int) -> _Limit:
    del sample_rate
    return _Limit(options["ceiling"])


LIMIT = Effect(
    EffectCard(
        id="limit",
        description="Turns down what would be clipped, for models that are too loud.",
        options=(
            Option(
                name="ceiling",
                type=float,
                default=-1.0,
                min=-20.0,
                max=0.0,
                doc="Decibels below full scale that no peak exceeds.",
            ),
        ),
        plugin="tts-core",
    ),
    _make,
)
