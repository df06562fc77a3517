"""A request with every question answered: which model, which voice, which language, which knobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..card import Feature
from ..effects import rate_after, wanted_effects
from ..errors import UnknownVoice, UnsupportedLanguage, UnsupportedOption
from ..language_tags import suits
from ..sample import Sample
from ..text.lexicon import Lexicon
from ..text.normalize import Rules

if TYPE_CHECKING:
    from ..card import LoadOptions, ModelCard, Voice
    from ..effects import WantedEffect
    from ..model import Model
    from ..pauses import Pauses
    from ..registry import Registry
    from ..request import Request, TextIn

__all__ = ["ResolvedRequest", "resolve"]


@dataclass(frozen=True, slots=True)
class ResolvedRequest:
    """What will be done for a request. Making one is where bad requests fail; nobody asks again after it."""

    request: Request
    model: Model
    card: ModelCard
    chosen: Literal["asked", "environment", "default"]
    """How the model came to be the one."""
    load: LoadOptions
    voice: Voice | None
    voices: tuple[Voice, ...]
    language: str | None
    speed: float
    options: dict[str, Any]
    """The model's own, checked, with the defaults filled in."""
    rules: Rules | None
    """What is normalised; None where the text is said as it is written."""
    lexicon: Lexicon | None
    pauses: Pauses
    effects: tuple[WantedEffect, ...]
    sample: Sample | None = None
    """The recording whose voice is spoken with, in place of a voice of the model."""

    @property
    def sample_rate(self) -> int:
        """The rate of the sound when its effects are done."""
        return rate_after(self.effects, self.card.sample_rate)

    @property
    def text(self) -> TextIn:
        """The caller's text, as it was given."""
        return self.request.text

    @property
    def voice_id(self) -> str | None:
        """The id of the voice, where the model has any."""
        return self.voice.id if self.voice else None

    def voice_named(self, name: str) -> Voice:
        """Return the model's voice that answers to *name*."""
        return _find_voice(name, self.card, self.voices)

    def check_rate(self, rate: float) -> None:
        """Raise unless the model can speak *rate* times as fast as was asked."""
        self.card.check_speed(self.speed * rate)

    def check_phonemes(self) -> None:
        """Raise unless the model takes readings in IPA, which it would have to ignore."""
        if Feature.PHONEMES not in self.card.features:
            raise UnsupportedOption("phonemes", self.card.id, (), why="it takes no IPA readings")


def resolve(request: Request, registry: Registry) -> ResolvedRequest:
    """Answer every question of *request*, or raise what is wrong with it."""
    choice = registry.catalog.choose(request.model, request.load)
    card = choice.model.card
    options = card.checked_options(request.options)
    card.check_speed(request.speed)
    voices = registry.voices(choice.model)
    sample = request.voice if isinstance(request.voice, Sample) else None
    if sample is not None and Feature.CLONE not in card.features:
        raise _no_clone(card, registry)
    voice = _voice(request, card, voices)
    language = request.language or (voice.language if voice else None)
    if language is None and card.languages:
        language = card.languages[0]
    rules = Rules() if request.normalize is True else request.normalize
    return ResolvedRequest(
        request,
        choice.model,
        card,
        chosen=choice.how,
        load=request.load,
        voice=voice if sample is None else None,
        voices=voices,
        language=language,
        speed=request.speed,
        options=options,
        rules=rules if isinstance(rules, Rules) else None,
        lexicon=request.lexicon if isinstance(request.lexicon, Lexicon) else None,
        pauses=request.pauses,  # type: ignore[arg-type]  # Request made a table of any mapping
        effects=wanted_effects(request.effects, registry.catalog.effect),
        sample=sample,
    )


def _find_voice(name: str, card: ModelCard, voices: tuple[Voice, ...]) -> Voice:
    for voice in voices:
        if voice.id == name:
            return voice
    for voice in voices:
        if voice.answers_to(name):
            return voice
    known = [voice.id for voice in voices] + [voice.name for voice in voices if voice.name]
    raise UnknownVoice(name, card.id, dict.fromkeys(known))


def _no_clone(card: ModelCard, registry: Registry) -> UnsupportedOption:
    able = [model.card.id for model in registry.models() if Feature.CLONE in model.card.features]
    others = f"these do: {', '.join(able)}" if able else "no installed model does"
    return UnsupportedOption("sample", card.id, (), why=f"it speaks with no voice but its own; {others}")


def _voice(request: Request, card: ModelCard, voices: tuple[Voice, ...]) -> Voice | None:
    wanted = request.language
    if isinstance(request.voice, str):
        voice = _find_voice(request.voice, card, voices)
        if wanted is not None and not voice.speaks(wanted):
            raise UnsupportedLanguage(wanted, f"{card.id}, voice {voice.id}", [voice.language])
        return voice
    default = _find_voice(card.default_voice, card, voices) if card.default_voice else None
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
