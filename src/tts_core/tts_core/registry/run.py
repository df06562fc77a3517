"""One utterance on its way through a model: its parts, and when nothing of it is under way any more."""

from __future__ import annotations

import contextvars
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from .threads import is_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..card import Voice
    from ..synthesizer import Rendering, Utterance

__all__ = ["Part", "Run"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of an utterance, and what comes next: a part or, at the end, None."""

    value: T
    next: Future[Part[T] | None] | None = None
    """None where it is known at once that this was all."""


class Run(Generic[T]):
    """Hands out what was made of each part, in order, to who waits in his own manner."""

    def __init__(
        self,
        utterance: Utterance,
        voice: Voice | None,
        make: Callable[[Rendering, bool], T],
        *,
        in_parts: bool,
    ) -> None:
        """*make* is called on the model's thread for each part, and told whether it is the whole."""
        self.utterance = utterance
        self.voice = voice
        self.in_parts = in_parts
        self.first: Future[Part[T] | None] = Future()
        self.ended: Future[None] = Future()
        """Done when the model works on it no more; cancelled, if it never began."""
        self._make = make
        self._next = self.first
        self._within = contextvars.copy_context()
        self._for_main = threading.current_thread() is threading.main_thread()

    def begins(self) -> bool:
        """Note that the model is about to work on it; false where nobody wants it any more."""
        return self.ended.set_running_or_notify_cancel()

    def whole(self, rendering: Rendering) -> None:
        """Hand out the utterance in one part."""
        self._hand_out(Part(self._make(rendering, True)))

    def part(self, rendering: Rendering) -> None:
        """Hand out one part of several."""
        following: Future[Part[T] | None] = Future()
        self._hand_out(Part(self._make(rendering, False), following))
        self._next = following

    def do(self, work: Callable[[Run[T], Rendering | None], None], made: Rendering | None) -> None:
        """Do the *work* of it, with what was *made* of it already, and let who waits know how it ended."""
        try:
            self._within.run(work, self, made)  # So that a trace, or whatever the caller has set, goes on.
        except BaseException as error:  # noqa: BLE001, RUF100  (it is handed on to who waits)
            self._end(error)
        else:
            self._end(None)

    def _hand_out(self, part: Part[T]) -> None:
        if not is_over(for_main=self._for_main):
            self._next.set_result(part)

    def _end(self, error: BaseException | None) -> None:
        if not self._next.done() and not is_over(for_main=self._for_main):
            if error is not None:
                self._next.set_exception(error)
            else:
                self._next.set_result(None)
        self.ended.set_result(None)
