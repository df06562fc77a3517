"""Laws about stopping."""

from __future__ import annotations

import statistics
import threading
import time
from typing import TYPE_CHECKING

from ...cancel import CancelToken
from ...card import Feature
from ...errors import Cancelled
from .subject import PATIENCE, require

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["CHECKS"]

PROMISED = 0.100
BOUND = 0.250
"""Seconds that a stop may take in the middle of three tries: the promise, and room for a busy machine."""
UNDER_WAY = 0.030
"""Seconds after which a model is in the midst of its work; one that is done by then need not be stopped."""
LONGEST = 1500


def cancel_stops_the_model(subject: Subject) -> None:
    """A running `speak` ends within a tenth of a second of being cancelled."""
    text = subject.sized(min(subject.card.limit, LONGEST))
    tries = [_stopped(subject, text) for _ in range(3)]
    taken = [each for each in tries if each is not None]
    if not taken:
        subject.note(f"it is done within {UNDER_WAY:.2f} s and cannot be caught at work")
        return
    middle = statistics.median(taken)
    if not subject.declares(Feature.CANCEL) and middle <= PROMISED:
        subject.note(f"it stops within {middle * 1000:.0f} ms, but does not declare it")
    subject.needs(Feature.CANCEL)
    require(middle <= BOUND, f"it goes on for {middle * 1000:.0f} ms after it is cancelled")


def cancelled_before_it_begins(subject: Subject) -> None:
    """An utterance that is cancelled before it begins ends with Cancelled, or with what there is of it."""
    subject.needs(Feature.CANCEL)
    token = CancelToken()
    token.cancel()
    try:
        subject.speak(subject.text, cancel=token)
    except Cancelled:
        return


def usable_after_cancel(subject: Subject) -> None:
    """A model that was cancelled says the next utterance as if nothing had happened."""
    before = subject.first_phrase.samples
    _stopped(subject, subject.sized(min(subject.card.limit, LONGEST)))
    after = subject.speak(subject.phrases(1)[0]).samples
    if subject.declares(Feature.DETERMINISTIC):
        require(before.tobytes() == after.tobytes(), "the next utterance sounds different")
    else:
        ratio = len(after) / max(len(before), 1)
        require(0.7 <= ratio <= 1.4, f"the next utterance is {ratio:.2f} times as long")


def cancelled_stream_says_so(subject: Subject) -> None:
    """A cancelled stream hands out nothing more and says Cancelled, never that it is whole."""
    stream = subject.stream(subject.paragraphs(2 * subject.card.concurrency + 4))
    first = next(stream)
    delivered = stream.cancel()
    require(delivered.pieces == 1, f"{delivered.pieces} pieces are said to be delivered, not one")
    require(delivered.text == first.text, f"{delivered.text!r} is said to be delivered, not {first.text!r}")
    try:
        next(stream)
    except Cancelled:
        return
    except StopIteration:
        require(False, "the cancelled stream ended as if it were whole")
    require(False, "the cancelled stream handed out another piece")


def _stopped(subject: Subject, text: str) -> float | None:
    """Cancel *text* in the midst of being spoken; return how long it went on, or None if it was done."""
    token = CancelToken()
    ended = threading.Event()
    times: list[float] = []

    def note_end(_: object) -> None:
        times.append(time.perf_counter())
        ended.set()

    work = subject.begin(text, cancel=token)
    work.add_done_callback(note_end)
    done = ended.wait(UNDER_WAY)
    asked = time.perf_counter()
    token.cancel()
    require(ended.wait(PATIENCE), f"it has not stopped {PATIENCE:.0f} s after it was cancelled")
    error = work.exception()
    require(
        error is None or isinstance(error, Cancelled),
        f"it raised {type(error).__name__}: {error} when it was cancelled, not Cancelled",
    )
    return None if done else max(0.0, times[0] - asked)


CHECKS = (
    cancel_stops_the_model,
    cancelled_before_it_begins,
    usable_after_cancel,
    cancelled_stream_says_so,
)
