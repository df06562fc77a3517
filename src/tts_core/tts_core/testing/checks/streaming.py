"""Laws about streaming."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ...audio import Audio
from ...card import Feature
from .subject import require

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["CHECKS"]

SOON = 3.0
"""Seconds that nobody should wait for the first sound of a model that is loaded."""


def streamed_equals_whole(subject: Subject) -> None:
    """The pieces of a patient stream, joined, are the speech, and their texts are the text."""
    speech = subject.speech
    with subject.stream(speech.text) as stream:
        stream.patient = True
        pieces = list(stream)
    require("".join(piece.text for piece in pieces) == speech.text, "the pieces' texts are not the text")
    joined = Audio.joined(piece.audio for piece in pieces)
    if subject.declares(Feature.DETERMINISTIC):
        require(joined == speech.audio, "the pieces joined are not the whole speech, sample for sample")
    else:
        ratio = joined.duration / speech.duration
        require(0.8 <= ratio <= 1.25, f"the pieces last {ratio:.2f} times as long as the whole speech")


def first_piece_comes_first(subject: Subject) -> None:
    """The first piece is handed out before the rest of the text is spoken."""
    ahead = 2 * max(subject.card.concurrency, subject.card.batch)
    count = ahead + 4
    before = subject.registry.figures(subject.card.id).calls
    with subject.stream(subject.paragraphs(count)) as stream:
        next(stream)
        done = subject.registry.figures(subject.card.id).calls - before
    require(done <= ahead + 1, f"{done} of {count} utterances were spoken before the first was handed out")


def first_sound_comes_soon(subject: Subject) -> None:
    """A model that is slow says on its card how short its first utterance is to be."""
    long = " ".join(phrase.rstrip(".") for phrase in subject.phrases(12))
    subject.speak(subject.phrases(1)[0])
    asked = time.perf_counter()
    with subject.stream(long) as stream:
        piece = next(stream)
    waited = time.perf_counter() - asked
    if subject.card.first is None:
        require(
            waited <= SOON,
            f"the first sound of a long sentence comes after {waited:.1f} s, because {len(piece.text)} "
            f"characters ({piece.audio.duration:.1f} s of speech) are made before it; give the card a "
            "shorter `first`",
        )
    elif waited > SOON:
        subject.note(f"the first sound of a long sentence comes after {waited:.1f} s")


def fragments_are_spoken_as_they_come(subject: Subject) -> None:
    """A text that comes in fragments is spoken as the same words."""
    text = " ".join(subject.phrases(3))
    middle = len(text) // 2
    speech = subject.synthesize(iter([text[:5], text[5:middle], text[middle:]]))
    require(speech.text == text, f"the speech's text is {speech.text!r}, not {text!r}")
    require(speech.duration > 0, "there is no sound")


CHECKS = (
    streamed_equals_whole,
    first_piece_comes_first,
    first_sound_comes_soon,
    fragments_are_spoken_as_they_come,
)
