"""Laws about voices."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ...audio import Audio
from ...card import Feature
from ...errors import UnknownVoice, UnsupportedOption
from ...files import has_voice
from ...sample import Sample
from .subject import Inapplicable, require

if TYPE_CHECKING:
    from ...card import Voice
    from .subject import Subject

__all__ = ["CHECKS"]

SAMPLED = 5
"""Voices that are made to speak; a model may have hundreds."""
_BCP47 = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|x(-[A-Za-z0-9]{1,8})+")


def voices_are_unique(subject: Subject) -> None:
    """No two voices share an id, in whatever case it is written."""
    counted = Counter(voice.id.casefold() for voice in subject.voices)
    twice = sorted(name for name, times in counted.items() if times > 1)
    require(not twice, f"these ids stand for more than one voice: {', '.join(twice)}")


def voices_are_stable(subject: Subject) -> None:
    """Listing the voices again lists the same voices in the same order."""
    once, again = (subject.card.listed_voices(subject.load) for _ in range(2))
    require(again == once == subject.voices, "two listings of the voices differ")


def languages_are_bcp47(subject: Subject) -> None:
    """Languages are BCP-47 tags, on the card and on every voice."""
    tags = {*subject.card.languages, *(voice.language for voice in subject.voices)}
    wrong = sorted(tag for tag in tags if not _BCP47.fullmatch(tag))
    require(not wrong, f"these are no BCP-47 tags: {', '.join(map(repr, wrong))}")


def default_voice_exists(subject: Subject) -> None:
    """The default voice is the id of one of the voices."""
    default = subject.card.default_voice
    ids = [voice.id for voice in subject.voices]
    require(default is None or default in ids, f"the default voice {default!r} is not among the voices")


def voices_sound_different(subject: Subject) -> None:
    """Each voice speaks, and no two sound the same."""
    chosen = _sampled(subject)
    heard: dict[bytes, str] = {}
    for voice in chosen:
        phrase = subject.phrases(1)[0]
        samples = subject.speak(phrase, voice=voice.id, language=voice.language).samples
        require(bool(abs(samples).max(initial=0) > 0.01), f"voice {voice.id!r} is silent")
        twin = heard.setdefault(samples.tobytes(), voice.id)
        require(twin == voice.id, f"voices {twin!r} and {voice.id!r} sound exactly the same")


def unknown_voice_is_refused(subject: Subject) -> None:
    """A voice that the model does not have is refused on the call, with the nearest that it has."""
    nearest = subject.voice.id if subject.voice else ""
    wrong = f"{nearest}xq"
    try:
        subject.stream(subject.text, voice=wrong).cancel()
    except UnknownVoice as error:
        require(not nearest or "did you mean" in str(error), f"the error suggests nothing: {error}")
        return
    require(False, f"voice {wrong!r} was accepted")


def samples_are_spoken_with(subject: Subject) -> None:
    """A model that clones speaks differently with different samples, and the receipt keeps the consent."""
    subject.needs(Feature.CLONE)
    phrase, rendering = subject.phrases(1)[0], subject.rendering
    heard: set[bytes] = set()
    for rate in (rendering.sample_rate, rendering.sample_rate * 3 // 4):  # The same, and one a fourth lower.
        sample = Sample(Audio(rendering.samples, rate), subject.text, consent="this voice is the model's own")
        speech = subject.synthesize(phrase, voice=sample)
        require(bool(abs(speech.audio.samples).max(initial=0) > 0.01), "it is silent with a sample")
        heard.add(speech.audio.samples.tobytes())
        kept = speech.receipt.sample.get("sha256") == sample.sha256 and speech.receipt.sample.get("consent")
        require(bool(kept), "the receipt tells nothing of the sample and the consent to it")
    require(len(heard) == 2, "two different samples sound exactly the same")


def samples_are_refused_where_none_is_cloned(subject: Subject) -> None:
    """A model that does not declare clone refuses a sample on the call, and speaks with no other voice."""
    if subject.declares(Feature.CLONE):
        raise Inapplicable("the model speaks with samples")
    rendering = subject.rendering
    sample = Sample(Audio(rendering.samples, rendering.sample_rate), consent="this voice is the model's own")
    try:
        subject.stream(subject.text, voice=sample).cancel()
    except UnsupportedOption:
        return
    require(False, "a sample was accepted although the card does not declare it")


def _sampled(subject: Subject) -> list[Voice]:
    """Choose a few voices from all over the list, of those that need not be downloaded first."""
    voices = [each for each in subject.voices if has_voice(subject.card, each, subject.load)]
    if len(voices) < 2:
        raise Inapplicable(
            "the model has one voice" if len(subject.voices) < 2 else "one of its voices is here"
        )
    step = max(1, len(voices) // SAMPLED)
    return list(voices[::step][:SAMPLED])


CHECKS = (
    voices_are_unique,
    voices_are_stable,
    languages_are_bcp47,
    default_voice_exists,
    voices_sound_different,
    unknown_voice_is_refused,
    samples_are_spoken_with,
    samples_are_refused_where_none_is_cloned,
)
