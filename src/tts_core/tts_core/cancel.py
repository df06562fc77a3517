"""The one way to say stop, from a caller's thread into a running model."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["CancelToken"]


class CancelToken:
    """
    Tells a running model that nobody waits for it any more.

    A model that works in steps asks `cancelled` between them; a model that is one
    long foreign call lends a stopping function with `calling` for as long as it runs.
    """

    __slots__ = ("_callbacks", "_event", "_lock")

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    def __reduce__(self) -> tuple[type[CancelToken], tuple[()]]:
        """Travel between processes as a token of its own, which somebody there must cancel."""
        return CancelToken, ()

    @property
    def cancelled(self) -> bool:
        """Whether the work is to stop."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask the work to stop. May be called more than once, from any thread."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks = list(self._callbacks)
            for callback in callbacks:
                callback()

    def check(self) -> None:
        """Raise Cancelled where the work is to stop."""
        if self._event.is_set():
            raise Cancelled("the work was cancelled")

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until the work is to stop; say whether it is."""
        return self._event.wait(seconds)

    @contextmanager
    def calling(self, stop: Callable[[], None]) -> Iterator[None]:
        """
        Call *stop* when the work is cancelled inside this block, at once if it already is.

        *stop* must be quick and must not raise. It never runs after the block has ended, so that
        it cannot hit the next piece of work. Whatever error a block ends with that was cancelled, it
        leaves as Cancelled: runtimes that are stopped raise what they like.
        """
        with self._lock:
            self._callbacks.append(stop)
            if self._event.is_set():
                stop()
        try:
            yield
        except Exception as error:
            if self._event.is_set() and not isinstance(error, Cancelled):
                raise Cancelled("the work was cancelled") from error
            raise
        finally:
            with self._lock:
                self._callbacks.remove(stop)
