"""Which of a model's voices speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ModelUnavailable, UnknownVoice, UnsupportedLanguage
from ..language_tags import suits
from .told_apart import named_language

if TYPE_CHECKING:
    from ..card import Voice
    from ..model import Model
    from ..request import Request

__all__ = ["choose_voice", "find_voice"]


def find_voice(name: str, model: Model, voices: tuple[Voice, ...]) -> Voice:
    """Return the voice that is called *name*, or answers to it, or is described by it."""
    for voice in voices:
        if voice.id == name:
            return voice
    for voice in voices:
        if voice.answers_to(name):
            return voice
    described = model.described_voice(name)
    if described is not None:
        return described
    known = [each for voice in voices for each in (voice.id, voice.name) if each]
    raise UnknownVoice(name, model.card.id, dict.fromkeys(known))


def choose_voice(
    request: Request, model: Model, voices: tuple[Voice, ...], at_hand: tuple[Voice, ...]
) -> Voice | None:
    """Return the voice that *request* names, else the best of those *at hand*."""
    card, wanted = model.card, named_language(request)
    if isinstance(request.voice, str):
        voice = find_voice(request.voice, model, voices)
        if wanted is not None and not voice.speaks(wanted):
            speaks = {voice.language, *voice.languages}
            raise UnsupportedLanguage(wanted, f"{card.id}, voice {voice.id}", speaks)
        return voice
    default = find_voice(card.default_voice, model, voices) if card.default_voice else None
    if default is not None and default not in at_hand:
        default = None
    if voices and not at_hand:
        fix = f"once, with the internet: tts-core download {card.id}"
        raise ModelUnavailable(card.id, "none of its voices is here", fix)
    if not voices:
        if wanted is not None and card.languages and not any(suits(each, wanted) for each in card.languages):
            raise UnsupportedLanguage(wanted, card.id, card.languages)
        return None
    if wanted is None or (default is not None and default.speaks(wanted)):
        return default or at_hand[0]
    exact = [voice for voice in at_hand if voice.language.casefold() == wanted.casefold()]
    near = [voice for voice in at_hand if voice.speaks(wanted)]
    if not (exact or near):
        raise UnsupportedLanguage(wanted, card.id, {voice.language for voice in at_hand})
    return (exact or near)[0]
