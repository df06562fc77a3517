"""A loaded model at work: the synthesizer, the threads that run it, and the record of what it did."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

from ..errors import SynthesisFailed, TTSError
from ..forks import keep_for_ever, renew_after_fork
from ..synthesizer import Measures
from .threads import ModelThreads

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from ..cancel import CancelToken
    from ..model import Model
    from ..synthesizer import Rendering, Synthesizer, Utterance
    from .metrics import MetricsRecorder

__all__ = ["Loaded"]

T = TypeVar("T")


class Loaded:
    """
    One loaded synthesizer, with as many threads as its card lets speak at once.

    Every stream of an application that uses the model shares these threads, so that the card's
    concurrency holds for the model and not for each caller.
    """

    def __init__(self, model: Model, synthesizer: Synthesizer, metrics: MetricsRecorder) -> None:
        self.card = model.card
        self.synthesizer = synthesizer
        self.measure: Callable[[str], int] = synthesizer.measure if isinstance(synthesizer, Measures) else len
        """Counts a text in the model's own units: tokens where it says so, else characters."""
        self._metrics = metrics
        self._close_lock = threading.Lock()
        self._closed = False
        self._threads = ModelThreads(model.card.id, model.card.concurrency)
        renew_after_fork(self)

    def renew(self) -> None:
        """Stay as it is in a forked child, where its threads are not: of no use, but not to be freed."""
        keep_for_ever(self)

    def submit(self, work: Callable[[], T], cancel: CancelToken) -> Future[T]:
        """Run *work*, which *cancel* stops, on one of the model's threads."""
        return self._threads.submit(work, cancel)

    def speak(self, utterance: Utterance) -> Rendering:
        """
        Speak on the calling thread, mapping whatever the model raises and noting what it took.

        The text of the utterance stays out of the error message: messages end up in logs.
        """
        utterance.cancel.check()
        began = time.perf_counter()
        try:
            rendering = self.synthesizer.speak(utterance)
        except TTSError as error:
            self._note_failure(error, utterance)
            raise
        except Exception as error:
            self._note_failure(error, utterance)
            utterance.cancel.check()
            start, end = utterance.span
            raise SynthesisFailed(
                f"model {self.card.id!r} failed on characters {start} to {end}: "
                f"{type(error).__name__}: {error}"
            ) from error
        utterance.cancel.check()
        seconds = time.perf_counter() - began
        audio_seconds = len(rendering.samples) / rendering.sample_rate
        self._metrics.spoke(len(utterance.text), audio_seconds, seconds)
        return rendering

    def _note_failure(self, error: Exception, utterance: Utterance) -> None:
        if not utterance.cancel.cancelled:
            self._metrics.failed(error)

    def close(self) -> None:
        """
        Free the model and end its threads. May be called more than once, from any thread.

        The last user may give the model back on one of those threads; it cannot wait for itself.
        """
        with self._close_lock:
            if self._closed:
                return
            self._closed = True
        self._threads.close()
        self.synthesizer.close()
