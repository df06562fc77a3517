"""
Where sentences come from: a text that is there, or fragments that are still being written.

A source is pulled. It hands out a sentence, or a future to wait for when the next fragment has not
come yet, or END.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from enum import Enum
from typing import TYPE_CHECKING, Literal, Protocol

from ..text.segment import Segmenter, segment
from .markup import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..text.segment import Sentence
    from .resolve import ResolvedRequest

__all__ = [
    "END",
    "FLUSH",
    "End",
    "Fragment",
    "Fragments",
    "Inbox",
    "SentenceSource",
    "WholeText",
    "sentences_of",
]


class End(Enum):
    """The end of a text."""

    END = "end"


END: Literal[End.END] = End.END


class _Flush(str):
    """A fragment that adds nothing and holds nothing back."""

    __slots__ = ()


FLUSH: str = _Flush()
"""Among the fragments of a text: speak now what has come, even if its sentence may go on."""

Fragment = str | Literal[End.END]


class SentenceSource(Protocol):
    """Hands out sentences as they are wanted."""

    @property
    def eager(self) -> bool:
        """Whether text is still being written, so that a sentence should not wait for the next one."""
        ...

    @property
    def text(self) -> str:
        """The caller's text, as far as it is known."""
        ...

    @property
    def markup(self) -> Markup | None:
        """The text's markup, where it has any."""
        ...

    def pull(self) -> Sentence | Future[Fragment] | Fragment:
        """
        Return the next sentence, or a future that is done when asking again is worth it, or END.

        FLUSH comes out once all that came before it has, so that nothing else holds it back either.
        """
        ...

    def close(self) -> None:
        """Ask for no more."""
        ...


class WholeText:
    """The sentences of a text that is all there."""

    eager = False

    def __init__(self, text: str, language: str | None, markup: Markup | None = None) -> None:
        self.text = text
        self.markup = markup
        self._sentences = segment(text if markup is None else markup.marked.text, language)

    def pull(self) -> Sentence | Future[Fragment] | Literal[End.END]:
        """Return the next sentence."""
        return next(self._sentences, END)

    def close(self) -> None:
        """Nothing is held."""


class Inbox(Protocol):
    """Where fragments come from, one at a time, without blocking who asks."""

    def ask(self) -> Future[Fragment]:
        """Begin to get the next fragment."""
        ...

    def close(self) -> None:
        """Ask for no more."""
        ...


class Fragments:
    """The sentences of a text that comes in fragments, each as soon as it is certain."""

    eager = True
    markup = None

    def __init__(self, inbox: Inbox, language: str | None) -> None:
        self._inbox = inbox
        self._segmenter = Segmenter(language)
        self._ready: deque[Sentence] = deque()
        self._parts: list[str] = []
        self._asked: Future[Fragment] | None = None
        self._ended = False
        self._flushed = False

    @property
    def text(self) -> str:
        """All fragments that have come, joined."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def pull(self) -> Sentence | Future[Fragment] | Fragment:
        """Return the next certain sentence, or the fragment that is waited for."""
        while not self._ready:
            if self._flushed:
                self._flushed = False
                return FLUSH
            if self._ended:
                return END
            if self._asked is None:
                self._asked = self._inbox.ask()
            if not self._asked.done():
                return self._asked
            fragment = self._asked.result()
            self._asked = None
            self._take(fragment)
        return self._ready.popleft()

    def _take(self, fragment: Fragment) -> None:
        if fragment is END:
            self._ended = True
            self._ready.extend(self._segmenter.flush())
        elif not isinstance(fragment, str):
            raise ValueError(f"the fragments of a text must be str, not {type(fragment).__name__}")
        elif fragment is FLUSH:
            self._flushed = True
            self._ready.extend(self._segmenter.flush())
        else:
            self._parts.append(fragment)
            self._ready.extend(self._segmenter.feed(fragment))

    def close(self) -> None:
        """Ask for no more fragments."""
        self._inbox.close()


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
            except BaseException as error:  # The caller's iterator may raise anything; the caller gets it.
                future.set_exception(error)


def sentences_of(resolved: ResolvedRequest, inbox: Inbox | None = None) -> SentenceSource:
    """Return the sentences of a request's text; *inbox* brings fragments in another way than by iterating."""
    text = resolved.text
    if isinstance(text, str):
        markup = Markup(resolved, resolved.marked) if resolved.marked else None
        return WholeText(text, resolved.language, markup)
    if resolved.request.markup:
        raise ValueError("markup needs the whole text; join the fragments, or leave markup off")
    if inbox is not None:
        return Fragments(inbox, resolved.language)
    if not isinstance(text, Iterable):
        raise ValueError("an asynchronous text needs astream or asynthesize")
    return Fragments(_IteratorInbox(text), resolved.language)
