"""
espeak-ng for tts_core: the voice that is always there, offline, in more than a hundred languages.

The library is loaded into the process when it is first used, not before. Other plugins take the
pronunciation of a text from `phonemes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import Feature, Licence, Model, ModelCard, Option, hookimpl

from .native.concurrency import concurrency
from .native.location import configure, variants

if TYPE_CHECKING:
    from tts_core import LoadOptions, Synthesizer, Voice

    from .pronunciation import PhonemeWord, phoneme_words, phonemes

__all__ = ["PhonemeWord", "configure", "phoneme_words", "phonemes", "tts_models"]


def __getattr__(name: str) -> Any:
    """Fetch what needs ctypes when it is first used, so that listing models stays light."""
    if name in ("PhonemeWord", "phoneme_words", "phonemes"):
        from . import pronunciation

        return getattr(pronunciation, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@hookimpl
def tts_models() -> list[Model]:
    """Name the one model there is."""
    return [Model(_card(), _load)]


def _load(options: LoadOptions) -> Synthesizer:
    del options  # There is no device to choose and nothing to download.
    from .synthesizer import EspeakSynthesizer

    return EspeakSynthesizer()


def _voices() -> tuple[Voice, ...]:
    from .voices import list_voices

    return list_voices()


def _card() -> ModelCard:
    return ModelCard(
        id="espeak",
        label="eSpeak NG",
        description="Formant synthesis inside the process: nothing to download, a thousand times real time.",
        sample_rate=22050,
        scripts=("*",),  # Foreign words are read by the rules of their script; what has none is warned of.
        voices=_voices,
        default_voice="en-us",
        best=800,
        limit=2000,
        concurrency=concurrency(),
        features=frozenset({Feature.SPEED, Feature.TIMINGS, Feature.CANCEL, Feature.DETERMINISTIC}),
        options=(
            Option(
                name="rate",
                type=int,
                default=175,
                min=80,
                max=450,
                doc="Words per minute at speed 1.0, which multiplies it.",
            ),
            Option(name="pitch", type=int, default=50, min=0, max=99, doc="How high the voice is."),
            Option(
                name="range",
                type=int,
                default=50,
                min=0,
                max=99,
                doc="How far the pitch moves; 0 is monotone.",
            ),
            Option(
                name="volume",
                type=int,
                default=100,
                min=0,
                max=200,
                doc="Loudness; above 100 it may distort.",
            ),
            Option(
                name="variant",
                type=str,
                choices=variants(),
                doc="Another speaker for the voice's language, such as f3 or whisper.",
            ),
        ),
        size=4_000_000,
        licence=Licence(code="GPL-3.0-or-later", g2p="GPL-3.0-or-later"),
        homepage="https://github.com/espeak-ng/espeak-ng",
        pros=("more than a hundred languages", "offline, no model files", "exact word timings", "instant"),
        cons=("sounds like a robot", "GPL: it binds what is distributed with it"),
        rank=-1,
    )
