"""Where the text of a request comes from."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from .script import Script
from .sentences import END, Fragments, WholeText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .order import Order
    from .sentences import Fragment, Inbox, SentenceSource

__all__ = ["source_of"]


def source_of(order: Order, inbox: Inbox | None = None) -> SentenceSource:
    """Return the sentences of an order's text; *inbox* brings fragments in another way than by iterating."""
    text = order.request.text
    if isinstance(text, str):
        return WholeText(text, order.language, Script(order, text) if order.request.markup else None)
    if order.request.markup:
        raise ValueError("markup needs the whole text; join the fragments, or leave markup off")
    if inbox is not None:
        return Fragments(inbox, order.language)
    if not isinstance(text, Iterable):
        raise ValueError("an asynchronous text needs astream or asynthesize")
    return Fragments(_IteratorInbox(text), order.language)


class _IteratorInbox:
    """
    Fragments of an ordinary iterator, which may block for as long as it likes.

    It is read on a thread of its own, and never further ahead than the one fragment asked for.
    """

    def __init__(self, fragments: Iterable[str]) -> None:
        self._fragments: Iterator[str] = iter(fragments)
        self._asked: queue.SimpleQueue[Future[Fragment] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def ask(self) -> Future[Fragment]:
        """Begin to get the next fragment."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._read, name="tts-core text", daemon=True)
            self._thread.start()
        future: Future[Fragment] = Future()
        self._asked.put(future)
        return future

    def close(self) -> None:
        """Let the thread end once the iterator lets go of it."""
        self._asked.put(None)

    def _read(self) -> None:
        while (future := self._asked.get()) is not None:
            try:
                future.set_result(next(self._fragments, END))
            except (
                BaseException
            ) as error:  # The caller's iterator may raise anything; it is raised to the caller.
                future.set_exception(error)
