"""Laws about doing the same thing again, and many things at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from ...card import Feature
from .subject import PATIENCE, require

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...audio import Audio
    from .subject import Subject

__all__ = ["CHECKS"]

THREADS = 8


def same_text_same_sound(subject: Subject) -> None:
    """A deterministic model says the same utterance the same way, whatever it said in between."""
    one, other = subject.phrases(2)
    first = subject.first_phrase.samples.tobytes()
    subject.speak(other)
    again = subject.speak(one).samples.tobytes()
    if first == again and not subject.declares(Feature.DETERMINISTIC):
        subject.note("it seems to be deterministic, but does not declare it")
    if subject.declares(Feature.DETERMINISTIC):
        require(first == again, "the same utterance, said twice, is two different sounds")


def fresh_load_same_sound(subject: Subject) -> None:
    """A deterministic model that is loaded afresh says an utterance the same way."""
    subject.needs(Feature.DETERMINISTIC)
    phrase = subject.phrases(1)[0]
    here = subject.speak(phrase).samples.tobytes()
    with subject.fresh() as other:
        there = subject.speak(phrase, by=other).samples.tobytes()
    require(here == there, "another load of the model says the same utterance differently")


def concurrent_equals_serial(subject: Subject) -> None:
    """Eight threads get what one thread gets."""
    texts = subject.phrases(THREADS)
    serial = [subject.synthesize(text).audio for text in texts]
    with ThreadPoolExecutor(THREADS, thread_name_prefix="check") as threads:
        running = [threads.submit(subject.synthesize, text) for text in texts]
        together = [each.result(PATIENCE).audio for each in running]
    _same(subject, serial, together, "eight threads at once get")


def two_loads_do_not_mix(subject: Subject) -> None:
    """Two loaded copies of the model, at work at once, do not disturb each other."""
    texts = subject.phrases(2)
    alone = [subject.speak(text).samples.tobytes() for text in texts]
    with subject.fresh() as other:
        running = [
            (subject.begin(text), subject.begin(texts[-1 - index], by=other))
            for index, text in enumerate(texts)
        ]
        here = [one.result(PATIENCE).samples.tobytes() for one, _ in running]
        there = [two.result(PATIENCE).samples.tobytes() for _, two in running]
    subject.needs(Feature.DETERMINISTIC)
    require(here == alone, "a copy says its utterances differently while another is at work")
    require(there[::-1] == alone, "the other copy says the utterances differently")


def _same(subject: Subject, serial: Sequence[Audio], together: Sequence[Audio], who: str) -> None:
    for number, (one, other) in enumerate(zip(serial, together, strict=True)):
        if subject.declares(Feature.DETERMINISTIC):
            require(one == other, f"{who} another sound for text {number} than one thread alone")
        else:
            ratio = other.duration / one.duration
            require(0.7 <= ratio <= 1.4, f"{who} text {number} at {ratio:.2f} times its length")


CHECKS = (same_text_same_sound, fresh_load_same_sound, concurrent_equals_serial, two_loads_do_not_mix)
