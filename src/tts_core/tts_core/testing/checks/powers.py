"""Laws about what a synthesizer may have beside `speak`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...card import Feature
from ...coroutines import awaited, iterated
from ...synthesizer import SpeaksMany, Splits, Streams
from .subject import PATIENCE, Inapplicable, require

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["CHECKS"]

BOUND = 1e-3
"""How far a sample may be from that of the utterance alone: graphs add up in another order when padded."""


def parts_are_the_utterance(subject: Subject) -> None:
    """The parts of an utterance, one behind the other, are what `speak` makes of it."""
    loaded, utterance = subject.loaded, subject.utterance(subject.text)
    synthesizer = loaded.synthesizer
    if not isinstance(synthesizer, Streams):
        raise Inapplicable("the model does not stream")
    streaming = loaded.submit(
        lambda: list(iterated(synthesizer.stream(utterance), utterance.cancel)), utterance.cancel
    )
    parts = streaming.result(PATIENCE)
    require(bool(parts), "it gave no part at all")
    rates = {part.sample_rate for part in parts}
    require(rates == {subject.rendering.sample_rate}, f"its parts come at {sorted(rates)} Hz")
    if subject.declares(Feature.DETERMINISTIC):
        joined = np.concatenate([part.samples for part in parts])
        same = np.array_equal(joined, subject.rendering.samples)
        require(same, "the parts joined are not what speak() makes, sample for sample")
    said = [word.text for part in parts for word in part.words]
    require(not said or said == [word.text for word in subject.rendering.words], "words are lost or doubled")


def many_equal_one_by_one(subject: Subject) -> None:
    """Several utterances in one run are what each of them is alone."""
    synthesizer = subject.loaded.synthesizer
    if not isinstance(synthesizer, SpeaksMany):
        raise Inapplicable("the model speaks one utterance at a time")
    count = subject.card.batch
    require(count > 1, "it has speak_many(), but its card says batch=1")
    phrases = subject.phrases(min(count, 4))
    utterances = [subject.utterance(phrase) for phrase in phrases]
    speaking = subject.loaded.submit(
        lambda: awaited(synthesizer.speak_many(utterances)), utterances[0].cancel
    )
    together = speaking.result(PATIENCE)
    require(len(together) == len(utterances), f"{len(utterances)} utterances gave {len(together)} renderings")
    subject.needs(Feature.DETERMINISTIC)
    for phrase, rendering in zip(phrases, together, strict=True):
        alone = subject.speak(phrase).samples
        same = len(alone) == len(rendering.samples)
        require(same, f"{len(rendering.samples)} samples together are {len(alone)} alone")
        apart = float(np.abs(alone - rendering.samples).max())
        require(apart <= BOUND, f"a sample is {apart:.4f} from that of the utterance alone")


def cuts_lie_in_the_text(subject: Subject) -> None:
    """The places where a model would cut a text lie in it, in order."""
    synthesizer = subject.loaded.synthesizer
    if not isinstance(synthesizer, Splits):
        raise Inapplicable("the model leaves it to the pipeline where a text is cut")
    text = subject.paragraphs(2)
    cuts = list(synthesizer.split(text))
    require(cuts == sorted(set(cuts)), "the places are not in order, or one is there twice")
    require(all(0 < cut <= len(text) for cut in cuts), "a place is not in the text")


CHECKS = (parts_are_the_utterance, many_equal_one_by_one, cuts_lie_in_the_text)
