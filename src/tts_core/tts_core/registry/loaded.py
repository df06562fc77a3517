"""A loaded model at work: the synthesizer, the threads that run it, and the record of what it did."""

from __future__ import annotations

import logging
import sys
import threading
import time
import weakref
from collections import deque
from contextlib import contextmanager
from dataclasses import replace
from numbers import Integral
from typing import TYPE_CHECKING, Any, TypeVar

from ..cancel import CancelToken
from ..coroutines import awaited, iterated
from ..errors import Cancelled, ModelError, SynthesisFailed, TTSError
from ..files import fetch, of_voice
from ..foreign import ForeignCall, described
from ..forks import keep_for_ever, renew_after_fork
from ..synthesizer import Measures, SpeaksMany, Splits, Streams
from .run import Run
from .threads import ModelThreads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from ..card import LoadOptions, Voice
    from ..model import Model
    from ..synthesizer import Rendering, Synthesizer, Utterance
    from .metrics import MetricsRecorder

__all__ = ["Loaded"]

T = TypeVar("T")

_log = logging.getLogger("tts_core")


class Loaded:
    """
    One loaded synthesizer, with as many threads as its card lets speak at once.

    Every stream of an application that uses the model shares these threads, so that the card's
    concurrency holds for the model and not for each caller; and what waits for a model that speaks
    several utterances in one run waits in one queue.
    """

    def __init__(
        self, model: Model, synthesizer: Synthesizer, metrics: MetricsRecorder, options: LoadOptions
    ) -> None:
        self.card = model.card
        self.synthesizer = synthesizer
        self.measure: Callable[[str], int] = self._measured if isinstance(synthesizer, Measures) else len
        """Counts a text in the model's own units: tokens where it says so, else characters."""
        self.stops = synthesizer.split if isinstance(synthesizer, Splits) else None
        """Where the model itself would cut a text, if it knows."""
        self._options = options
        self._metrics = metrics
        self._lock = threading.Lock()
        self._closed = False
        self._waiting: deque[Run[Any]] = deque()
        self._rates: dict[str | None, int] = {}
        """The rates of the voices that have one of their own."""
        self._voice_files: dict[str, Mapping[str, Path]] = {}
        self._threads = ModelThreads(model.card.id, model.card.concurrency)
        # A registry that is forgotten rather than closed must not leave its models' threads and connections.
        self._forgotten = weakref.finalize(self, _close_apart, synthesizer)
        self._forgotten.atexit = False
        renew_after_fork(self)

    def renew(self) -> None:
        """Stay as it is in a forked child, where its threads are not: of no use, but not to be freed."""
        keep_for_ever(self)

    def submit(self, work: Callable[[], T], cancel: CancelToken) -> Future[T]:
        """Run *work*, which *cancel* stops, on one of the model's threads."""
        return self._threads.submit(work, cancel)

    def render(
        self,
        utterance: Utterance,
        voice: Voice | None,
        make: Callable[[Rendering, bool], T],
        *,
        in_parts: bool,
    ) -> Run[T]:
        """
        Have *utterance* spoken on one of the model's threads, with others where it can; see `Run`.

        A model that can make it *in_parts* does so only where somebody hears the first before the last.
        """
        run = Run(utterance, voice, make, in_parts=in_parts)
        self._waiting.append(run)
        stop = CancelToken()
        self._threads.submit(lambda: self._serve(stop), stop)
        return run

    def speak(self, utterance: Utterance) -> Rendering:
        """Speak on the calling thread, mapping whatever the model raises and noting what it took."""
        with self._mapped(utterance):
            began = time.perf_counter()
            returned = awaited(self.synthesizer.speak(utterance), utterance.cancel)
            rendering = self._checked(utterance, returned)
            self._note(utterance, rendering.duration, time.perf_counter() - began)
            return rendering

    def _serve(self, stop: CancelToken) -> None:
        """Take from the queue what one run may have, never waiting for company, and speak it."""
        many = self.synthesizer if isinstance(self.synthesizer, SpeaksMany) else None
        most = self.card.batch if many else 1
        runs: list[Run[Any]] = []
        while len(runs) < most:
            try:
                run = self._waiting.popleft()
            except IndexError:
                break
            if run.begins():
                runs.append(run)

        def stop_all() -> None:
            for run in runs:
                run.utterance.cancel.cancel()

        with stop.calling(stop_all):
            made = self._together(many, runs) if many and len(runs) > 1 else None
            renderings: Sequence[Rendering | None] = made or [None] * len(runs)
            for run, rendering in zip(runs, renderings, strict=True):
                run.do(self._spoken, rendering)

    def _spoken(self, run: Run[Any], rendering: Rendering | None) -> None:
        """Hand out what was made of a run together with others, or speak it now."""
        if rendering is not None:
            run.utterance.cancel.check()
            run.whole(rendering)
            return
        utterance = self._with_files(run)
        if not (run.in_parts and isinstance(self.synthesizer, Streams)):
            run.whole(self.speak(utterance))
            return
        with self._mapped(utterance):
            began, seconds = time.perf_counter(), 0.0
            for part in iterated(self.synthesizer.stream(utterance), utterance.cancel):
                checked = self._checked(utterance, part)
                seconds += checked.duration
                run.part(checked)
            self._note(utterance, seconds, time.perf_counter() - began)

    def _together(self, many: SpeaksMany, runs: Sequence[Run[Any]]) -> Sequence[Rendering] | None:
        """Speak several utterances in one run; None where it failed, to find out which of them it was."""
        began = time.perf_counter()
        with ForeignCall() as speaking:
            utterances = [self._with_files(run) for run in runs]
            returned = awaited(many.speak_many(utterances), *(each.cancel for each in utterances))
            pairs = list(zip(utterances, returned, strict=True))
            renderings = [self._checked(replace(each, cancel=CancelToken()), made) for each, made in pairs]
        if speaking.raised is not None:  # Each is spoken alone then, and fails with an error of its own.
            name, why = self.card.id, described(speaking.raised)
            _log.warning("model %r could not speak %d utterances in one run: %s", name, len(runs), why)
            return None
        seconds = (time.perf_counter() - began) / len(runs)
        for utterance, rendering in zip(utterances, renderings, strict=True):
            self._note(utterance, rendering.duration, seconds)
        return renderings

    def _with_files(self, run: Run[Any]) -> Utterance:
        """Give the utterance the files of its voice, brought when the voice is first asked for."""
        voice = run.voice
        if voice is not None and voice.sample_rate is not None:
            self._rates[voice.id] = voice.sample_rate
        if voice is None or not voice.files:
            return run.utterance
        with self._lock:
            if voice.id not in self._voice_files:
                self._voice_files[voice.id] = fetch(of_voice(self.card, voice), self._options)
        return replace(run.utterance, files=self._voice_files[voice.id])

    @contextmanager
    def _mapped(self, utterance: Utterance) -> Iterator[None]:
        """
        Turn whatever the model raises, or returns that is no Rendering, into our errors.

        They name the model and the place in the text; the text itself stays out: messages end up in logs.
        """
        from .rendering import RENDERING, NoRendering

        utterance.cancel.check()
        with ForeignCall() as speaking:
            yield
        if (error := speaking.raised) is None:
            return
        self._note_failure(error, utterance)
        if isinstance(error, TTSError):
            raise error.of_model(self.card.id) if isinstance(error, ModelError) else error
        utterance.cancel.check()
        start, end = utterance.span
        if isinstance(error, NoRendering):
            what = f"returned {error} for characters {start} to {end}. {RENDERING}"
        else:
            what = f"failed on characters {start} to {end}: {described(error)}"
        raise SynthesisFailed(f"model {self.card.id!r} {what}") from error

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

    def _checked(self, utterance: Utterance, returned: Any) -> Rendering:
        """Return what the model returned, if it is a Rendering."""
        from .rendering import checked

        utterance.cancel.check()
        return checked(returned, utterance.text, self._rates.get(utterance.voice, self.card.sample_rate))

    def _note(self, utterance: Utterance, audio_seconds: float, seconds: float) -> None:
        self._metrics.spoke(len(utterance.text), audio_seconds, seconds)

    def _note_failure(self, error: BaseException, utterance: Utterance) -> None:
        if not (utterance.cancel.cancelled or isinstance(error, Cancelled)):
            self._metrics.failed(error)

    def close(self) -> None:
        """
        Free the model and end its threads. May be called more than once, from any thread.

        The last user may give the model back on one of those threads; it cannot wait for itself.
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._forgotten.detach()
        self._threads.close()
        self.synthesizer.close()


def _close_apart(synthesizer: Synthesizer) -> None:
    """Close what nobody holds any more, on a thread that may wait: this one may be anybody's."""
    if sys.is_finalizing():  # No thread begins any more, and who starts one waits for ever.
        return
    threading.Thread(target=synthesizer.close, name="tts-core close", daemon=True).start()
