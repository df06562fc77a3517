"""A request with every question answered: which model, which voice, which language, which knobs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from .. import files
from ..card import Feature
from ..effects import rate_after, wanted_effects
from ..errors import (
    SpeechTooLong,
    TTSError,
    UnknownModel,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
)
from ..language_tags import suits
from ..sample import Sample
from ..text.lexicon import Lexicon
from ..text.markup import parse
from ..text.normalize import Rules
from .told_apart import check_detector, named_language
from .voices import choose_voice, find_voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..card import LoadOptions, ModelCard, Voice
    from ..effects import WantedEffect
    from ..model import Model
    from ..pauses import Pauses
    from ..registry import Registry
    from ..registry.catalog import Choice
    from ..request import Request, TextIn
    from ..text.markup import Marked
    from ..text.normalize import TextLanguage

__all__ = ["ResolvedRequest", "model_for_all", "resolve"]

HOUR = 3600.0
FASTEST = 50.0
"""Characters a second that nobody exceeds at the usual speed: enough to tell what must become too long."""


@dataclass(frozen=True, slots=True)
class ResolvedRequest:
    """What will be done for a request. Making one is where bad requests fail; nobody asks again after it."""

    request: Request
    model: Model
    card: ModelCard
    chosen: Literal["asked", "fallback", "environment", "default"]
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
    languages: Mapping[str, TextLanguage] = field(default_factory=dict)
    """The languages that texts are read in besides the core's own, or in their place."""
    marked: Marked | None = None
    """The text and its markup, where it has any."""
    passed_over: Mapping[str, str] = field(default_factory=dict)
    """The models that were asked for before this one, each with why it could not be had."""

    @property
    def text(self) -> TextIn:
        """The caller's text, as it was given."""
        return self.request.text

    @property
    def model_rate(self) -> int:
        """The rate of the model's sound: the voice's, where it has one of its own."""
        return (self.voice.sample_rate if self.voice else None) or self.card.sample_rate

    @property
    def sample_rate(self) -> int:
        """The rate of the speech, when its effects are done."""
        return rate_after(self.effects, self.model_rate)

    @property
    def voice_id(self) -> str | None:
        """The id of the voice, where the model has any."""
        return self.voice.id if self.voice else None

    def check_length(self, seconds: float, characters: int) -> None:
        """Raise where a speech of so many *characters* may not last so many *seconds*."""
        longest = HOUR + characters if self.request.longest is None else self.request.longest
        if seconds > longest:
            raise SpeechTooLong(seconds, longest)

    def voice_named(self, name: str) -> Voice:
        """Return the model's voice that answers to *name*."""
        return find_voice(name, self.model, self.voices)

    def voice_speaking(self, language: str) -> Voice | None:
        """Return the voice that speaks *language*, None where that is the request's own, or raise."""
        if self.voice is not None and self.voice.speaks(language):
            return None
        speaking = [voice for voice in self.voices if voice.speaks(language)]
        if speaking:
            exact = [voice for voice in speaking if voice.language.casefold() == language.casefold()]
            return (exact or speaking)[0]
        offered = {tag for voice in self.voices for tag in (voice.language, *voice.languages)}
        offered |= set(self.card.languages)
        if self.voices or (offered and not any(suits(each, language) for each in offered)):
            raise UnsupportedLanguage(language, self.card.id, offered)
        return None

    def check_rate(self, rate: float) -> None:
        """Raise unless the model can speak *rate* times as fast as was asked."""
        self.card.check_speed(self.speed * rate)

    def check_phonemes(self) -> None:
        """Raise unless the model takes readings in IPA, which it would have to ignore."""
        if Feature.PHONEMES not in self.card.features:
            raise UnsupportedOption("phonemes", self.card.id, (), why="it takes no IPA readings")


def resolve(request: Request, registry: Registry) -> ResolvedRequest:
    """
    Answer every question of *request*, or raise what is wrong with it.

    Where it names no model, the best that is here and can do all that is asked is chosen. What none of
    them can do is refused, with who could.
    """
    check_detector(request)
    if not isinstance(request.model, str | None):
        from .fallback import first_to_be_had

        return first_to_be_had(request, registry)
    marked = parse(request.text) if request.markup and isinstance(request.text, str) else None
    effects = wanted_effects(request.effects, registry.catalog.effect)
    refused: dict[str, TTSError | ValueError] = {}
    for choice in registry.catalog.choices(request.model, request.load):
        try:
            voices = _voices(request, choice.model, registry)
            resolved = _resolved(request, choice, voices, marked=marked, effects=effects)
            return replace(resolved, languages=registry.catalog.languages())
        except (TTSError, ValueError) as error:
            refused[choice.model.card.id] = error
    refusal = _together(request, list(refused.values()))
    advice = _advice(request, marked, refused.keys(), registry)
    raise refusal.with_advice(advice) if advice and isinstance(refusal, TTSError) else refusal


def model_for_all(requests: Sequence[Request], registry: Registry) -> Model:
    """Return the best model that can do all of *requests*, or raise what the first that was tried cannot."""
    refusal: TTSError | ValueError | None = None
    named = requests[0].model
    if not isinstance(named, str | None):
        raise ValueError(f"what is long, and may be gone on with another day, names one model, not {named!r}")
    for choice in registry.catalog.choices(named, requests[0].load):
        try:
            for request in requests:
                voices = _voices(request, choice.model, registry)
                _resolved(request, choice, voices, marked=None, effects=())
        except (TTSError, ValueError) as error:
            refusal = refusal or error
        else:
            return choice.model
    raise refusal or UnknownModel("(default)", ())


def _voices(request: Request, model: Model, registry: Registry) -> tuple[Voice, ...]:
    """Return the voices of *model*; one that is not here is not asked for them where all is to be offline."""
    load = request.load
    if load.offline and not (registry.is_listed(model, load) or registry.is_here(model, load)):
        files.fetch(model.card, load)  # Says what is missing, and how to bring it.
    return registry.voices(model, load)


def _resolved(
    request: Request,
    choice: Choice,
    voices: tuple[Voice, ...],
    *,
    marked: Marked | None,
    effects: tuple[WantedEffect, ...],
) -> ResolvedRequest:
    """Answer every question of *request* for one model, or raise what it cannot do."""
    card = choice.model.card
    options = card.checked_options(request.options)
    card.check_speed(request.speed)
    sample = request.voice if isinstance(request.voice, Sample) else None
    if sample is not None and Feature.CLONE not in card.features:
        raise UnsupportedOption("sample", card.id, (), why="it speaks with no voice but its own")
    # Who named neither a model nor a voice is given none that would have to be brought first.
    named = choice.how != "default"
    at_hand = tuple(each for each in voices if named or files.has_voice(card, each, request.load))
    voice = choose_voice(request, choice.model, voices, at_hand)
    language = named_language(request) or (voice.language if voice else None)
    if language is None and card.languages:
        language = card.languages[0]
    rules = Rules() if request.normalize is True else request.normalize
    resolved = ResolvedRequest(
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
        effects=effects,
        sample=sample,
        marked=marked,
    )
    if isinstance(request.text, str):
        _check_text(resolved, marked.text if marked else request.text)
    for mark in marked.marks if marked else ():
        if mark.kind == "voice":
            resolved.voice_named(str(mark.value))
        elif mark.kind == "lang":
            resolved.voice_speaking(str(mark.value))
        elif mark.kind == "rate" and Feature.SPEED not in card.features:
            card.check_speed(float(mark.value))  # Its bounds are for all rates together; see `Markup`.
    return resolved


def _check_text(resolved: ResolvedRequest, plain: str) -> None:
    """Raise where the text is known to ask for readings that the model cannot take, or to become too long."""
    marks = resolved.marked.marks if resolved.marked else ()
    found = resolved.lexicon.find(plain) if resolved.lexicon else []
    if any(mark.kind == "phonemes" for mark in marks) or any(token.phonemes for token in found):
        resolved.check_phonemes()
    characters = len(plain) + sum(len(token.text) - (token.end - token.start) for token in found)
    rests = sum(float(mark.value) for mark in marks if mark.kind == "pause")
    resolved.check_length(rests + characters / FASTEST / resolved.speed, len(plain))


def _together(request: Request, errors: list[TTSError | ValueError]) -> TTSError | ValueError:
    """Make one error of those of all models that were tried; theirs, where there is but one."""
    if len(errors) > 1 and all(isinstance(error, UnknownVoice) for error in errors):
        known = [name for error in errors for name in getattr(error, "known", ())]
        return UnknownVoice(str(request.voice), known=dict.fromkeys(known))
    return errors[0]


def _advice(request: Request, marked: Marked | None, refused: Iterable[str], registry: Registry) -> str:
    """Name the first other model that could do what is asked: one that is here, else one that is not."""
    from ..registry.catalog import Choice

    tried = set(refused)
    absent = ""
    for model in registry.models():
        name = model.card.id
        here = registry.is_here(model, request.load)
        if name in tried or (absent and not here):
            continue
        try:
            listed = registry.is_listed(model, request.load) or here
            voices = registry.voices(model, request.load) if listed else ()
            _resolved(request, Choice(model, "asked"), voices, marked=marked, effects=())
        except (TTSError, ValueError):
            continue
        if here:
            return f"Model {name!r} could: model={name!r}."
        absent = f"Model {name!r} could, and is not here: tts-core download {name}"
    return absent
