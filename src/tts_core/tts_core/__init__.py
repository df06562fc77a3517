"""
The speech layer that an application embeds: one import, one call, any voice model.

    import tts_core

    tts_core.synthesize("Dr. Smith paid $3.50.").save("hello.wav")

It never degrades silently: either you get what you asked for, or an error that says what, why and
how to fix it, or a warning on the result.

Importing this package imports nothing heavy; every name is fetched from its room when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .aio import AsyncSpeechStream
    from .api import (
        astream,
        asynthesize,
        awarm,
        default_registry,
        explain,
        model_for,
        models,
        register,
        stream,
        synthesize,
        voices,
        warm,
    )
    from .audio import Audio
    from .cancel import CancelToken
    from .card import Feature, Licence, LoadOptions, ModelCard, Voice
    from .effects import Effect, EffectCard, EffectProcessor, Retimes
    from .errors import (
        Cancelled,
        EffectUnavailable,
        EncodingUnavailable,
        ModelUnavailable,
        NothingToSpeak,
        PlaybackUnavailable,
        SpeechTooLong,
        SynthesisFailed,
        TTSError,
        UnknownModel,
        UnknownVoice,
        UnsupportedLanguage,
        UnsupportedOption,
    )
    from .forks import renew_after_fork
    from .hookspecs import hookimpl
    from .model import Model
    from .model_file import ModelFile
    from .option import Option
    from .pauses import Pauses
    from .pipeline import FLUSH, SpeechStream
    from .pipeline.explain import Explanation
    from .playback import Heard, Playback, output_devices
    from .plugins import PluginProblem
    from .receipt import Receipt
    from .registry import Abandoned, Budget, Figures, Registry
    from .request import Request
    from .sample import Sample
    from .secret import Secret
    from .speech import Delivered, Piece, Speech
    from .synthesizer import (
        Measures,
        Pronounces,
        Pronunciation,
        Quality,
        Rendering,
        Reports,
        SpeaksMany,
        SpeechWarning,
        Splits,
        Streams,
        Synthesizer,
        Utterance,
        Word,
    )
    from .text.lexicon import Lexicon
    from .text.normalize import Rules, TextLanguage

_ROOMS = {
    ".aio": "AsyncSpeechStream",
    ".api": "astream asynthesize awarm default_registry explain model_for models register stream "
    "synthesize voices warm",
    ".audio": "Audio",
    ".cancel": "CancelToken",
    ".effects": "Effect EffectCard EffectProcessor Retimes",
    ".errors": "Cancelled EffectUnavailable EncodingUnavailable ModelUnavailable NothingToSpeak "
    "PlaybackUnavailable SpeechTooLong SynthesisFailed TTSError UnknownModel UnknownVoice "
    "UnsupportedLanguage UnsupportedOption",
    ".forks": "renew_after_fork",
    ".hookspecs": "hookimpl",
    ".card": "Feature Licence LoadOptions ModelCard Voice",
    ".option": "Option",
    ".model_file": "ModelFile",
    ".model": "Model",
    ".pauses": "Pauses",
    ".pipeline": "FLUSH SpeechStream",
    ".pipeline.explain": "Explanation",
    ".playback": "Heard Playback output_devices",
    ".plugins": "PluginProblem",
    ".receipt": "Receipt",
    ".registry": "Abandoned Budget Figures Registry",
    ".request": "Request",
    ".sample": "Sample",
    ".secret": "Secret",
    ".speech": "Delivered Piece Speech",
    ".synthesizer": "Measures Pronounces Pronunciation Quality Rendering Reports SpeaksMany "
    "SpeechWarning Splits Streams Synthesizer Utterance Word",
    ".text.lexicon": "Lexicon",
    ".text.normalize": "Rules TextLanguage",
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names.split()}

__all__ = [
    "FLUSH",
    "Abandoned",
    "AsyncSpeechStream",
    "Audio",
    "Budget",
    "CancelToken",
    "Cancelled",
    "Delivered",
    "Effect",
    "EffectCard",
    "EffectProcessor",
    "EffectUnavailable",
    "EncodingUnavailable",
    "Explanation",
    "Feature",
    "Figures",
    "Heard",
    "Lexicon",
    "Licence",
    "LoadOptions",
    "Measures",
    "Model",
    "ModelCard",
    "ModelFile",
    "ModelUnavailable",
    "NothingToSpeak",
    "Option",
    "Pauses",
    "Piece",
    "Playback",
    "PlaybackUnavailable",
    "PluginProblem",
    "Pronounces",
    "Pronunciation",
    "Quality",
    "Receipt",
    "Registry",
    "Rendering",
    "Reports",
    "Request",
    "Retimes",
    "Rules",
    "Sample",
    "Secret",
    "SpeaksMany",
    "Speech",
    "SpeechStream",
    "SpeechTooLong",
    "SpeechWarning",
    "Splits",
    "Streams",
    "SynthesisFailed",
    "Synthesizer",
    "TTSError",
    "TextLanguage",
    "UnknownModel",
    "UnknownVoice",
    "UnsupportedLanguage",
    "UnsupportedOption",
    "Utterance",
    "Voice",
    "Word",
    "astream",
    "asynthesize",
    "awarm",
    "default_registry",
    "explain",
    "hookimpl",
    "model_for",
    "models",
    "output_devices",
    "register",
    "renew_after_fork",
    "stream",
    "synthesize",
    "voices",
    "warm",
]


def __getattr__(name: str) -> object:
    """Fetch a public name, or the version, when it is first used."""
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("tts-core")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
