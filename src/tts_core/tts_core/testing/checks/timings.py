"""Laws about when each word sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...card import Feature
from .subject import require

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...synthesizer import Word
    from .subject import Subject

__all__ = ["CHECKS"]

SLACK = 0.05
"""Seconds by which a word may end after the last sample: models work in frames."""


def words_lie_inside_the_sound(subject: Subject) -> None:
    """Words begin in order, end after they begin, and lie inside the sound."""
    speech, rendering = subject.speech, subject.rendering
    _ordered(speech.words, speech.duration)
    _ordered(rendering.words, len(rendering.samples) / rendering.sample_rate)


def words_are_those_of_the_text(subject: Subject) -> None:
    """Every word is what the text has at its span, and no letter of the text is in no word."""
    speech = subject.speech
    _written(speech.words, speech.text)
    _covered(speech.words, speech.text)
    _written(subject.rendering.words, subject.text)


def timings_are_given(subject: Subject) -> None:
    """A model that declares timings tells of every word of an utterance, and guesses few of them."""
    rendering = subject.rendering
    if not subject.declares(Feature.TIMINGS) and rendering.words:
        subject.note("it returns word timings, but does not declare them")
    subject.needs(Feature.TIMINGS)
    require(bool(rendering.words), "there are no words in the rendering")
    _covered(rendering.words, subject.text)
    guessed = [word.text for word in rendering.words if word.quality == "estimated"]
    few = len(guessed) <= len(rendering.words) // 3
    require(few, f"most are guesses, which the pipeline would make itself: {', '.join(guessed[:8])}")


def words_are_spread_over_the_sound(subject: Subject) -> None:
    """The first word begins in the first half of the sound, and the last ends in the second."""
    for words, seconds in (
        (subject.speech.words, subject.speech.duration),
        (subject.rendering.words, len(subject.rendering.samples) / subject.rendering.sample_rate),
    ):
        if words:
            require(words[0].start <= seconds / 2, f"the first word begins at {words[0].start:.2f} s")
            require(
                words[-1].end >= seconds / 2,
                f"the last word ends at {words[-1].end:.2f} s of {seconds:.2f} s",
            )


def _ordered(words: Sequence[Word], seconds: float) -> None:
    before = 0.0
    for word in words:
        where = f"{word.text!r} is said from {word.start:.3f} to {word.end:.3f} s"
        require(word.start >= before - 1e-6, f"{where}, but the word before it begins at {before:.3f} s")
        require(word.end >= word.start, f"{where}, which ends before it begins")
        require(word.end <= seconds + SLACK, f"{where}, but the sound ends at {seconds:.3f} s")
        before = word.start


def _written(words: Sequence[Word], text: str) -> None:
    for word in words:
        start, end = word.span
        require(0 <= start < end <= len(text), f"{word.text!r} has the impossible span {word.span}")
        require(text[start:end] == word.text, f"{word.text!r} is {text[start:end]!r} in the text")


def _covered(words: Sequence[Word], text: str) -> None:
    spans = [word.span for word in words]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    left = "".join(character for character in text if character.isalnum())
    require(not left, f"no word accounts for {left[:40]!r}")


CHECKS = (
    words_lie_inside_the_sound,
    words_are_those_of_the_text,
    timings_are_given,
    words_are_spread_over_the_sound,
)
