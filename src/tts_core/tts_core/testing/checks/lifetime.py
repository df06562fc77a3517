"""Laws about loading and closing."""

from __future__ import annotations

from concurrent.futures import wait
from typing import TYPE_CHECKING

from .subject import PATIENCE, require

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["CHECKS"]


def model_loads(subject: Subject) -> None:
    """The model loads, and what it loads has the members of a Synthesizer."""
    synthesizer = subject.loaded.synthesizer
    for member in ("speak", "close"):
        require(callable(getattr(synthesizer, member, None)), f"what was loaded has no method {member!r}")


def measure_counts(subject: Subject) -> None:
    """The model's measure is a whole number that grows with the text."""
    measure = subject.loaded.measure
    short, long = measure(subject.text), measure(f"{subject.text} {subject.text}")
    require(isinstance(short, int), f"measure returned {short!r}, which is no int")
    require(0 < short < long, f"a text measures {short} units, twice the text {long}")
    require(
        short <= subject.card.limit,
        f"a plain sentence measures {short} units, the limit is {subject.card.limit}",
    )


def closing_again_is_harmless(subject: Subject) -> None:
    """Closing a model a second time changes nothing, and leaves other loads of it alone."""
    phrase = subject.phrases(1)[0]
    with subject.fresh() as other:
        subject.speak(phrase, by=other)
        other.synthesizer.close()
        other.synthesizer.close()
    require(subject.speak(phrase).samples.size > 0, "another load of the model was closed with it")


def closing_while_busy_is_safe(subject: Subject) -> None:
    """Closing a model at work neither crashes nor hangs: the work ends, well or with an error."""
    with subject.fresh() as other:
        work = subject.begin(subject.text, by=other)
        other.synthesizer.close()
        require(bool(wait([work], PATIENCE).done), f"the work has not ended {PATIENCE:.0f} s after closing")


def loads_again(subject: Subject) -> None:
    """A model that was closed can be loaded again."""
    for _ in range(2):
        with subject.fresh() as other:
            require(subject.speak(subject.phrases(1)[0], by=other).samples.size > 0, "there is no sound")


CHECKS = (
    model_loads,
    measure_counts,
    closing_again_is_harmless,
    closing_while_busy_is_safe,
    loads_again,
)
