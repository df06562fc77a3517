"""Laws about the samples that a model returns."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from .subject import require

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["CHECKS"]

LOUD = 0.02
"""A peak below this is no speech."""
LEADING = 0.5
"""Seconds of silence before the first sound that a listener would take for a delay."""


def samples_are_float32_mono(subject: Subject) -> None:
    """Samples are one row of float32."""
    samples = subject.rendering.samples
    require(isinstance(samples, np.ndarray), f"samples are {type(samples).__name__}, not a numpy array")
    require(samples.dtype == np.float32, f"samples are {samples.dtype}, not float32")
    require(samples.ndim == 1, f"samples have shape {samples.shape}, not one row")


def samples_are_finite_and_in_range(subject: Subject) -> None:
    """Every sample is a number from -1 to 1."""
    samples = subject.rendering.samples
    require(bool(np.isfinite(samples).all()), "some samples are not finite")
    peak = float(np.abs(samples).max(initial=0.0))
    require(peak <= 1.0 + 1e-4, f"the loudest sample is {peak:.3f}")
    full = float((np.abs(samples) >= 0.999).mean()) if samples.size else 0.0
    require(full < 0.001, f"{full:.1%} of the samples are clipped")


def speech_is_audible(subject: Subject) -> None:
    """Words make sound."""
    samples = subject.rendering.samples
    peak = float(np.abs(samples).max(initial=0.0))
    require(peak >= LOUD, f"the loudest sample of a whole sentence is {peak:.4f}")


def sound_has_no_offset(subject: Subject) -> None:
    """The samples swing around zero."""
    samples = np.asarray(subject.rendering.samples, dtype=np.float64)
    if samples.size:
        offset, peak = abs(float(samples.mean())), float(np.abs(samples).max())
        require(offset <= 0.05 * peak, f"the samples are off zero by {offset:.3f} on average")


def rate_is_the_declared_one(subject: Subject) -> None:
    """The samples come at the card's rate, and last as long as someone reading the text would take."""
    rendering, (slow, fast) = subject.rendering, subject.pace
    rate = rendering.sample_rate
    require(
        rate == subject.card.sample_rate, f"the card says {subject.card.sample_rate} Hz, the sound {rate}"
    )
    seconds = max(rendering.samples.size / rate, 1e-9)
    pace = len(subject.text) / seconds
    require(slow <= pace <= fast, f"{pace:.1f} characters a second are not read by anybody")


def sound_begins_soon(subject: Subject) -> None:
    """The first sound comes within half a second."""
    rendering = subject.rendering
    loud = np.flatnonzero(np.abs(rendering.samples) > 0.01)
    lead = int(loud[0]) / rendering.sample_rate if loud.size else 0.0
    require(lead <= LEADING, f"there are {lead:.2f} s of silence before the first sound")


def seams_do_not_click(subject: Subject) -> None:
    """Where two pieces meet, the sound steps no further than it does inside them."""
    with subject.stream(subject.paragraphs(3)) as stream:
        pieces = [piece.audio.samples for piece in stream if len(piece.audio)]
    inside = max(float(np.abs(np.diff(piece)).max(initial=0.0)) for piece in pieces)
    for before, after in pairwise(pieces):
        step = abs(float(after[0]) - float(before[-1]))
        require(step <= inside, f"the sound jumps by {step:.3f} between two pieces, by {inside:.3f} inside")


def effects_keep_the_words(subject: Subject) -> None:
    """An effect gets the sound that is spoken, and each word is where it was."""
    phrase = subject.phrases(1)[0]
    plain = subject.synthesize(phrase)
    speech = subject.synthesize(phrase, effects=("telephone",))
    rate = speech.audio.sample_rate
    require(rate == speech.receipt.sample_rate == 8000, f"the telephone sounds at {rate} Hz, not at 8000")
    heard = [word.span for word in speech.words]
    require(heard == [word.span for word in plain.words], "the words are others than without the effect")
    ends = [word.end for word in speech.words]
    require(max(ends, default=0.0) <= speech.duration + 0.05, "a word ends after the sound")


CHECKS = (
    samples_are_float32_mono,
    samples_are_finite_and_in_range,
    speech_is_audible,
    sound_has_no_offset,
    rate_is_the_declared_one,
    sound_begins_soon,
    seams_do_not_click,
    effects_keep_the_words,
)
