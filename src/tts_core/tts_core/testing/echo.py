"""
The echo model: a voice whose sound spells out the text it was given.

It is how tests know which words reached the speaker, in which order, with which voice and speed.
`decode` hears them again after trimming, joining and resampling. The installed model "echo" is not
listed: it is had by name only.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from ..card import Feature, Licence, LoadOptions, ModelCard, Voice
from ..hookspecs import hookimpl
from ..model import Model
from ..option import Option
from .echo_options import EchoOptions

if TYPE_CHECKING:
    from ..synthesizer import Synthesizer

__all__ = ["VOICES", "echo_model", "tts_models"]

VOICES = (
    Voice(id="ada", name="Ada", language="en-US", gender="female"),
    Voice(id="bob", name="Bob", language="en-GB", gender="male", aliases=("Robert",)),
    Voice(id="eva", name="Eva", language="de-DE", gender="female"),
)


def echo_model(id: str = "echo", doing: EchoOptions | None = None, /, **changes: Any) -> Model:  # noqa: A002  (the card's own word)
    """
    Make an echo model.

    *changes* are fields of EchoOptions (what it does) and of ModelCard (what it says it is):
    `echo_model("slow", latency=0.2, concurrency=4, limit=100, best=50)`.
    """
    ours = {each.name for each in fields(EchoOptions)} & changes.keys()
    told = replace(doing or EchoOptions(), **{name: changes.pop(name) for name in ours})
    card = replace(_card(id), **changes)

    def load(_: LoadOptions) -> Synthesizer:
        if told.load_gate is not None:
            told.load_gate.hold()
        told.recorder.loaded()
        if told.fail_load is not None:
            raise told.fail_load
        from .echo_synthesizer import echo_synthesizer  # numpy, only when it is wanted

        return echo_synthesizer(card, told)

    return Model(card, load)


def _card(id: str) -> ModelCard:  # noqa: A002  (the card's own word)
    return ModelCard(
        id=id,
        sample_rate=24000,
        label="Echo",
        description="Spells out the text in tones, for tests.",
        languages=("en", "de"),
        scripts=("*",),
        voices=VOICES,
        default_voice="ada",
        features=frozenset(Feature),
        options=(
            Option(
                name="pitch",
                type=float,
                default=0.0,
                min=-100.0,
                max=100.0,
                doc="Hertz by which the tones are shifted.",
            ),
        ),
        licence=Licence(code="MIT"),
        pros=("no download", "every word can be heard again, exactly"),
        cons=("no human understands it",),
        rank=-100,
        listed=False,
    )


@hookimpl
def tts_models() -> list[Model]:
    """Bring the echo model."""
    return [echo_model()]
