"""A loaded model at work: the synthesizer, the threads that run it, and the record of what it did."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from numbers import Integral
from typing import TYPE_CHECKING, TypeVar

from ..errors import SynthesisFailed, TTSError
from ..foreign import ForeignCall, described
from ..synthesizer import Measures

if TYPE_CHECKING:
    from collections.abc import Callable

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
        self.measure: Callable[[str], int] = self._measured if isinstance(synthesizer, Measures) else len
        """Counts a text in the model's own units: tokens where it says so, else characters."""
        self._metrics = metrics
        self._close_lock = threading.Lock()
        self._closed = False
        self._here = threading.local()
        self._threads = ThreadPoolExecutor(
            max_workers=model.card.concurrency,
            thread_name_prefix=f"tts-core {model.card.id}",
            initializer=lambda: setattr(self._here, "own", True),
        )

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run *work* on one of the model's threads."""
        return self._threads.submit(work)

    def speak(self, utterance: Utterance) -> Rendering:
        """
        Speak on the calling thread, mapping whatever the model raises or returns that is no Rendering,
        and noting what it took.

        The text of the utterance stays out of the error message: messages end up in logs.
        """
        from .rendering import RENDERING, NoRendering, checked

        utterance.cancel.check()
        began = time.perf_counter()
        with ForeignCall() as speaking:
            rendering = checked(self.synthesizer.speak(utterance), utterance.text, self.card)
        if (error := speaking.raised) is not None:
            self._note_failure(error, utterance)
            if isinstance(error, TTSError):
                raise error
            utterance.cancel.check()
            start, end = utterance.span
            if isinstance(error, NoRendering):
                what = f"returned {error} for characters {start} to {end}. {RENDERING}"
            else:
                what = f"failed on characters {start} to {end}: {described(error)}"
            raise SynthesisFailed(f"model {self.card.id!r} {what}") from error
        utterance.cancel.check()
        seconds = time.perf_counter() - began
        audio_seconds = len(rendering.samples) / rendering.sample_rate
        self._metrics.spoke(len(utterance.text), audio_seconds, seconds)
        return rendering

    def _measured(self, text: str) -> int:
        """
        Count *text* as the model counts.

        Asked far more often than anything else, so without a ForeignCall: a Ctrl-C that looks as if it
        came from the model is let through.
        """
        try:
            units = self.synthesizer.measure(text)  # type: ignore[attr-defined]  # It is one that Measures.
            if not isinstance(units, Integral) or units < 0:
                raise TypeError(f"measure() returned {units!r}, not a number of units")
            return int(units)
        except (TTSError, KeyboardInterrupt):
            raise
        except BaseException as error:
            raise SynthesisFailed(f"model {self.card.id!r} failed to measure: {described(error)}") from error

    def _note_failure(self, error: BaseException, utterance: Utterance) -> None:
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
        self._threads.shutdown(wait=not getattr(self._here, "own", False))
        self.synthesizer.close()
