"""The one model that this plugin offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import Feature, Licence, Model, ModelCard
from tts_onnx.plugin.card import FEATURES, SEED, SPEEDS, made
from tts_onnx.session.devices import processors

from .catalogue import FILES, VOICES
from .contract import LIMIT, SAMPLE_RATE

if TYPE_CHECKING:
    from tts_core import LoadOptions, Synthesizer

__all__ = ["hibari"]

BEST, FIRST = 200, 24
"""
The phonemes with which a run is best, and after which the first sound is wanted.

It learned from single sentences; shorter ones go together, longer ones are cut where a clause ends.
"""


def hibari() -> Model:
    """Return the model, whose files are inside a package that comes with this plugin."""
    card = ModelCard(
        id="hibari",
        label="hibari",
        description="A small network distilled from voices of Kokoro 82M: natural English.",
        sample_rate=SAMPLE_RATE,
        languages=("en-US", "en-GB"),
        voices=VOICES,
        default_voice=VOICES[0].id,
        limit=LIMIT,
        best=BEST,
        first=FIRST,
        concurrency=processors(),
        features=FEATURES | {Feature.DETERMINISTIC},
        speeds=SPEEDS,
        options=(SEED,),
        files=FILES,
        size=120_000_000,
        licence=Licence(code="MIT", weights="Apache-2.0", g2p="Apache-2.0"),
        homepage="https://github.com/MMWilliams/hibari",
        pros=("a natural voice", "comes with pip: nothing to download", "nothing under the GPL"),
        cons=("English only", "its four further voices are downloads"),
        rank=100,
    )
    return made(card, _load)


def _load(model: str, options: LoadOptions) -> Synthesizer:
    from .loading import load

    return load(model, options)
