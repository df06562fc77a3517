"""A request with every question answered: which model, which voice, which language, which knobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import UnknownVoice, UnsupportedLanguage
from ..model import suits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Model, ModelCard, Voice
    from ..registry import Choice, Registry
    from ..request import Request

__all__ = ["Order", "find_voice", "take"]


@dataclass(frozen=True, slots=True)
class Order:
    """What will be done for a request. Making one is where bad requests fail."""

    request: Request
    choice: Choice
    voice: Voice | None
    language: str | None
    options: dict[str, Any]
    voices: tuple[Voice, ...]

    @property
    def model(self) -> Model:
        """The model that speaks."""
        return self.choice.model

    @property
    def card(self) -> ModelCard:
        """The card of the model that speaks."""
        return self.choice.model.card


def take(request: Request, registry: Registry) -> Order:
    """Answer every question of *request*, or raise what is wrong with it."""
    choice = registry.catalog.choose(request.model, request.load)
    card = choice.model.card
    options = card.checked_options(request.options)
    card.check_speed(request.speed)
    voices = registry.voices(choice.model)
    voice = _voice(request, card, voices)
    language = request.language or (voice.language if voice else None)
    if language is None and card.languages:
        language = card.languages[0]
    return Order(request, choice, voice, language, options, voices)


def find_voice(name: str, card: ModelCard, voices: Sequence[Voice]) -> Voice:
    """Return the voice that answers to *name*."""
    for voice in voices:
        if voice.id == name:
            return voice
    for voice in voices:
        if voice.answers_to(name):
            return voice
    known = [voice.id for voice in voices] + [voice.name for voice in voices if voice.name]
    raise UnknownVoice(name, card.id, dict.fromkeys(known))


def _voice(request: Request, card: ModelCard, voices: Sequence[Voice]) -> Voice | None:
    wanted = request.language
    if request.voice is not None:
        voice = find_voice(request.voice, card, voices)
        if wanted is not None and not voice.speaks(wanted):
            raise UnsupportedLanguage(wanted, f"{card.id}, voice {voice.id}", [voice.language])
        return voice
    default = find_voice(card.default_voice, card, voices) if card.default_voice else None
    if not voices:
        if wanted is not None and card.languages and not any(suits(each, wanted) for each in card.languages):
            raise UnsupportedLanguage(wanted, card.id, card.languages)
        return None
    if wanted is None or (default is not None and default.speaks(wanted)):
        return default or voices[0]
    exact = [voice for voice in voices if voice.language.casefold() == wanted.casefold()]
    near = [voice for voice in voices if voice.speaks(wanted)]
    if not (exact or near):
        raise UnsupportedLanguage(wanted, card.id, {voice.language for voice in voices})
    return (exact or near)[0]
