"""What the protocol calls our voices: one program, whose voices are those of every model that is here."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from wyoming.info import Attribution, Info, TtsProgram, TtsVoice

from tts_core import TTSError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import ModelCard, Registry, Voice

__all__ = ["described", "named"]


def described(registry: Registry, model: str | None) -> Info:
    """Name every voice that speaks without a download: those of *model*, or of all models, the best first."""
    voices = [_voice(card, voice) for card, voice in _here(registry, model)]
    program = TtsProgram(
        name="tts-core",
        description="Any voice model",
        attribution=Attribution(name="tts-core", url=""),
        installed=True,
        version=_version("tts-core"),
        voices=voices,
        supports_synthesize_streaming=True,
    )
    return Info(tts=[program])


def named(name: str) -> tuple[str | None, str | None]:
    """Return the model and the voice that a *name* of ours means; of a name without a model, the voice."""
    model, slash, voice = name.partition("/")
    return (model, voice or None) if slash else (None, name)


def _here(registry: Registry, only: str | None) -> Iterator[tuple[ModelCard, Voice | None]]:
    for model in registry.models() if only is None else [registry.model(only)]:
        try:
            if registry.is_here(model):
                yield from ((model.card, voice) for voice in registry.voices(model) or [None])
        except TTSError:  # A model that cannot tell its voices silences no other; who asks for it is told.
            continue


def _voice(card: ModelCard, voice: Voice | None) -> TtsVoice:
    """
    Describe one voice by a name that it keeps, whatever else is installed: its model's and its own.

    Home Assistant shows the description, and remembers the name.
    """
    label = card.label or card.id
    languages = card.languages if voice is None else dict.fromkeys((voice.language, *voice.languages))
    told = (voice.name or voice.description or voice.id) if voice else ""
    return TtsVoice(
        name=f"{card.id}/{voice.id if voice else ''}",
        description=f"{told} ({label})" if told else label,
        attribution=Attribution(name=label, url=card.homepage),
        installed=True,
        version=_version(card.plugin),
        languages=list(languages),
    )


def _version(distribution: str) -> str | None:
    try:
        return version(distribution) if distribution else None
    except PackageNotFoundError:
        return None
