"""What the cards of ONNX voices have in common, and the model that a card becomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tts_core import Feature, Model, Option, files

if TYPE_CHECKING:
    from collections.abc import Callable

    from tts_core import LoadOptions, ModelCard, Synthesizer

__all__ = ["FEATURES", "SEED", "SPEEDS", "made"]

FEATURES = frozenset({Feature.SPEED, Feature.TIMINGS, Feature.PHONEMES, Feature.CANCEL})
"""What all of them can do that are told phonemes."""
SPEEDS = (0.25, 4.0)
"""What they are asked to do; beyond it their durations are no speech any more."""
SEED = Option(
    name="seed",
    type=int,
    default=0,
    min=0,
    max=2**31 - 1,
    doc="Another number, another way of saying the same; the same, the same samples.",
)


def made(card: ModelCard, load: Callable[[str, LoadOptions], Synthesizer]) -> Model:
    """Return the model of *card*; who loads it without the core has its files brought all the same."""

    def loaded(options: LoadOptions) -> Synthesizer:
        found = options.files or files.fetch(card, options)
        return load(card.id, replace(options, files=found))

    return Model(card, loaded)
