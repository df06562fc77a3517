"""The one model that this plugin offers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tts_core import Feature, Licence, Model, ModelCard, Option, Voice, files
from tts_onnx.session.devices import processors

from .catalogue import FILES
from .contract import LIMIT, SAMPLE_RATE, SPEEDS

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
        description="A small network distilled from one voice of Kokoro 82M: natural American English.",
        sample_rate=SAMPLE_RATE,
        languages=("en-US",),
        voices=(Voice(id="heart", name="Heart", language="en-US", gender="female", aliases=("af_heart",)),),
        default_voice="heart",
        limit=LIMIT,
        best=BEST,
        first=FIRST,
        concurrency=processors(),
        features=frozenset(
            {Feature.SPEED, Feature.TIMINGS, Feature.PHONEMES, Feature.CANCEL, Feature.DETERMINISTIC}
        ),
        speeds=SPEEDS,
        options=(
            Option(
                name="seed",
                type=int,
                default=0,
                min=0,
                max=2**31 - 1,
                doc="Another number, another breath between the same sounds; the same, the same samples.",
            ),
        ),
        files=FILES,
        size=120_000_000,
        licence=Licence(code="MIT", weights="Apache-2.0", g2p="Apache-2.0"),
        homepage="https://github.com/MMWilliams/hibari",
        pros=("a natural voice", "comes with pip: nothing to download", "nothing under the GPL"),
        cons=("English only", "one voice"),
        rank=100,
    )

    def load(options: LoadOptions) -> Synthesizer:
        from .loading import load

        return load(card.id, replace(options, files=options.files or files.fetch(card, options)))

    return Model(card, load)
