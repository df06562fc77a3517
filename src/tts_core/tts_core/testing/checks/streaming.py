"""Laws about streaming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...audio import Audio
from ...card import Feature
from .subject import require

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["CHECKS"]


def streamed_equals_whole(subject: Subject) -> None:
    """The pieces of a stream, joined, are the speech, and their texts are the text."""
    speech = subject.speech
    with subject.stream(speech.text) as stream:
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
    ahead = 2 * subject.card.concurrency
    count = ahead + 4
    before = subject.registry.figures(subject.card.id).calls
    with subject.stream(subject.paragraphs(count)) as stream:
        next(stream)
        done = subject.registry.figures(subject.card.id).calls - before
    require(done <= ahead + 1, f"{done} of {count} utterances were spoken before the first was handed out")


def fragments_are_spoken_as_they_come(subject: Subject) -> None:
    """A text that comes in fragments is spoken as the same words."""
    text = " ".join(subject.phrases(3))
    middle = len(text) // 2
    speech = subject.synthesize(iter([text[:5], text[5:middle], text[middle:]]))
    require(speech.text == text, f"the speech's text is {speech.text!r}, not {text!r}")
    require(speech.duration > 0, "there is no sound")


CHECKS = (streamed_equals_whole, first_piece_comes_first, fragments_are_spoken_as_they_come)
