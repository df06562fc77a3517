"""Many requests at once: several of them under way, so that a model that speaks many in one run has many."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import Cancelled, TTSError
from .fallback import resolve_first
from .scheduler import Waiting
from .sentences import sentences_of
from .stream import SpeechStream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..registry import Registry
    from ..request import Request
    from ..speech import Piece, Speech
    from .resolve import ResolvedRequest

__all__ = ["speak_many"]


@dataclass(slots=True)
class _UnderWay:
    stream: SpeechStream
    pieces: list[Piece] = field(default_factory=list)
    waits: tuple[Future[Any], ...] = ()

    def advance(self) -> Speech | None:
        """Go on as far as there is something to do; return the speech when it is whole."""
        while not self.waits or any(each.done() for each in self.waits):
            self.waits = ()
            try:
                event = self.stream.step()
            except StopIteration:
                return self.stream.whole(self.pieces)
            if isinstance(event, Waiting):
                self.waits = event.futures
            else:
                self.pieces.append(event)
        return None


def speak_many(
    requests: Sequence[Request], registry: Registry, *, keep: bool, stopped: Future[None] | None = None
) -> list[Speech | TTSError | ValueError]:
    """
    Speak *requests* and return their speeches, in order.

    An error of one ends all, unless errors are to be kept: it then stands in its place. What can be
    known on the call is refused before anything is spoken. When *stopped* is done, all end.
    """
    found: dict[int, Speech | TTSError | ValueError] = {}
    todo: deque[tuple[int, ResolvedRequest]] = deque()
    for index, request in enumerate(requests):
        try:
            todo.append((index, resolve_first(request, registry)))
        except (TTSError, ValueError) as error:
            if not keep:
                raise
            found[index] = error
    active: dict[int, _UnderWay] = {}
    try:
        while todo or active:
            if stopped is not None and stopped.done():
                raise Cancelled("the speeches were cancelled before they were whole")
            while todo and len(active) < _window(todo[0][1]):
                index, resolved = todo.popleft()
                _attempt(index, found, keep, lambda r=resolved, i=index: _begun(r, registry, active, i))
            for index, each in list(active.items()):
                if _attempt(index, found, keep, each.advance):
                    active.pop(index).stream.cancel()
            waits = {future for each in active.values() for future in each.waits}
            if waits:
                wait((*waits, *((stopped,) if stopped else ())), return_when=FIRST_COMPLETED)
    finally:
        for each in active.values():
            each.stream.cancel()
    return [found[index] for index in range(len(requests))]


def _window(resolved: ResolvedRequest) -> int:
    """Return how many speeches are under way at once: enough to fill the model's runs twice."""
    return 2 * max(resolved.card.concurrency, resolved.card.batch)


def _begun(resolved: ResolvedRequest, registry: Registry, active: dict[int, _UnderWay], index: int) -> None:
    stream = SpeechStream(resolved, sentences_of(resolved), registry)
    stream.patient = True
    active[index] = _UnderWay(stream)


def _attempt(index: int, found: dict[int, Any], keep: bool, work: Any) -> bool:
    """Do some *work* on one request; say whether an outcome was found by it."""
    try:
        speech = work()
    except (TTSError, ValueError) as error:
        if not keep:
            raise
        found[index] = error
        return True
    if speech is not None:
        found[index] = speech
    return speech is not None
