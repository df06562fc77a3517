"""
The threads that work for models, and how the program takes leave of them when it ends.

They never hold up its end: what they do then is cancelled, and waited for a moment. A model that does
not stop is named, and left behind.
"""

from __future__ import annotations

import atexit
import logging
import threading
import weakref
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from ..cancel import CancelToken
from ..errors import ModelUnavailable
from ..forks import renew_after_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["ModelThreads", "do_at_last", "is_over", "start_thread"]

FAREWELL_SECONDS = 2.0
"""How long the end of the program waits for models to stop."""

T = TypeVar("T")

logger = logging.getLogger("tts_core")


@dataclass(eq=False, slots=True)
class _Run:
    """One piece of work for a model, and whether anybody is left who takes its result."""

    model: str
    cancel: CancelToken
    for_main: bool = field(default_factory=lambda: threading.current_thread() is threading.main_thread())


class _Farewell:
    """What runs now, and its end when the program ends."""

    def __init__(self) -> None:
        self.is_said = False
        self.afterwards: set[Callable[[], None]] = set()
        self.renew()
        renew_after_fork(self)
        atexit.register(self.say)

    def renew(self) -> None:
        """Know, in a forked child, of no run of the parent's."""
        self._changed = threading.Condition()
        self._running: set[_Run] = set()

    @contextmanager
    def awaited(self, run: _Run) -> Iterator[None]:
        """Have the end of the program wait a moment for what is done inside this block."""
        with self._changed:
            self._running.add(run)
        try:
            yield
        finally:
            with self._changed:
                self._running.discard(run)
                self._changed.notify_all()

    def say(self) -> None:
        """Stop every run, and name the models that do not stop."""
        self.is_said = True
        with self._changed:
            running = list(self._running)
        for run in running:
            run.cancel.cancel()
        with self._changed:
            self._changed.wait_for(lambda: not self._running, FAREWELL_SECONDS)
            left = sorted({run.model for run in self._running})
        for model in left:
            logger.warning(
                "model %r did not stop within %g s of the end of the program, and was left behind",
                model,
                FAREWELL_SECONDS,
            )
        for work in self.afterwards:
            work()

    def silences(self, run: _Run) -> bool:
        """
        Whether nobody is to be told how *run* ended.

        When the program ends, only its main thread goes on. Another that waits for speech ends with the
        program, in silence, like any daemon thread.
        """
        return self.is_said and not run.for_main


_farewell = _Farewell()


def is_over(*, for_main: bool) -> bool:
    """Whether the program ends, and nobody is left to be told: only its main thread goes on then."""
    return _farewell.is_said and not for_main


def do_at_last(work: Callable[[], None]) -> None:
    """Do *work* when the program ends and all runs have been stopped; once, however often it is asked for."""
    _farewell.afterwards.add(work)


def start_thread(model: str, name: str, work: Callable[[], None]) -> None:
    """Do *work* on a thread of its own, for which the end of the program waits a moment."""
    run = _Run(model, CancelToken())

    def awaited() -> None:
        with _farewell.awaited(run):
            work()

    _start(model, threading.Thread(target=awaited, name=f"tts-core {name} {model}", daemon=True))


def _start(model: str, thread: threading.Thread) -> None:
    try:
        thread.start()
    except RuntimeError as error:  # There are too many, or the program is ending.
        raise ModelUnavailable(model, f"no thread can be started for it: {error}") from error


_Job = tuple[_Run, "Future[Any]", "Callable[[], Any]"]


class _Jobs:
    """The work that waits for threads, and the threads that wait for work."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[_Job | None] = SimpleQueue()
        self.threads: list[threading.Thread] = []
        self.lock = threading.Lock()
        self.unclaimed = 0
        """Threads that wait, less the work that waits for them."""

    def serve(self) -> None:
        """Do one job after the other, on a thread of its own."""
        while (job := self.queue.get()) is not None:
            _do(*job)
            del job  # What was said must not be kept until the next is.
            with self.lock:
                self.unclaimed += 1

    def end(self) -> None:
        """Let every thread end behind what it still has to do."""
        for _ in self.threads:
            self.queue.put(None)


class ModelThreads:
    """As many threads as a model may speak at once, each begun when it is first needed."""

    def __init__(self, model: str, most: int) -> None:
        self._model = model
        self._most = most
        self._jobs = _Jobs()
        # The threads know the jobs only: who forgets to close these loses no thread.
        weakref.finalize(self, self._jobs.end).atexit = False

    def submit(self, work: Callable[[], T], cancel: CancelToken) -> Future[T]:
        """Do *work*, which *cancel* stops, as soon as a thread is free."""
        future: Future[T] = Future()
        jobs = self._jobs
        with jobs.lock:
            jobs.unclaimed -= 1
            if jobs.unclaimed < 0 and len(jobs.threads) < self._most:
                name = f"tts-core {self._model}_{len(jobs.threads)}"
                thread = threading.Thread(target=jobs.serve, name=name, daemon=True)
                _start(self._model, thread)
                jobs.threads.append(thread)
                jobs.unclaimed += 1
            jobs.queue.put((_Run(self._model, cancel), future, work))
        return future

    def close(self) -> None:
        """End the threads and wait for them, unless this is one of them: it cannot wait for itself."""
        with self._jobs.lock:
            self._jobs.end()
        if threading.current_thread() not in self._jobs.threads:
            for thread in self._jobs.threads:
                thread.join()


def _do(run: _Run, future: Future[Any], work: Callable[[], Any]) -> None:
    if _farewell.silences(run) or not future.set_running_or_notify_cancel():
        return
    with _farewell.awaited(run):
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001, RUF100  (it is handed on to who waits)
            if not _farewell.silences(run):
                future.set_exception(error)
            return
    if not _farewell.silences(run):
        future.set_result(result)
