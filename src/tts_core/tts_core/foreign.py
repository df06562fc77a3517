"""
Running the code of others: whatever it raises is its own fault, and stays with it.

A plugin may call `sys.exit()`, raise KeyboardInterrupt or anything else that `except Exception` lets
through. A signal that the user sent is another matter: what its handler raises goes on up, even where
the foreign code swallowed it.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType

    Handler = Callable[[int, FrameType | None], object]

__all__ = ["ForeignCall", "described"]

STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")
"""The signals that end a program, and whose handlers may do so by raising."""


class ForeignCall:
    """
    Keeps what a `with` block of foreign code raises, of whatever kind, in `raised`.

    Only the main thread is ever interrupted by a signal, so only there the handlers are listened to.
    """

    def __init__(self) -> None:
        self.raised: BaseException | None = None
        self._by_signal: BaseException | None = None
        self._replaced: list[tuple[int, Handler, Handler]] = []

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for name in STOPPING:
                if (number := getattr(signal, name, None)) is not None:  # Windows has no SIGHUP.
                    self._listen(number)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        for number, before, ours in self._replaced:
            if signal.getsignal(number) is ours:  # The foreign code may have set one of its own.
                signal.signal(number, before)
        if self._by_signal is not None:
            raise self._by_signal
        self.raised = error
        return error is not None

    def _listen(self, number: int) -> None:
        before = signal.getsignal(number)
        if not callable(before):  # Ignored, left to the system, or set by another language.
            return

        def noted(number: int, frame: FrameType | None) -> None:
            try:
                before(number, frame)
            except BaseException as error:
                self._by_signal = error
                raise

        try:
            signal.signal(number, noted)
        except ValueError:  # A subinterpreter: signals never reach it.
            return
        self._replaced.append((number, before, noted))


def described(error: BaseException | None) -> str:
    """Say what *error* is, even where its own words cannot be had."""
    said = ForeignCall()
    with said:
        return f"{type(error).__name__}: {error}"
    return f"{type(error).__name__} (which cannot say what is wrong: its str() fails)"
