"""
The way of the data, from a request to pieces of speech.

Request → order → sentences → prepared stretches → planned utterances → renderings → joined pieces.
A whole Speech is a stream, collected.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .order import take
from .sentences import FLUSH, Fragments, IteratorInbox, WholeText
from .stream import SpeechStream

if TYPE_CHECKING:
    from ..registry import Registry
    from ..request import Request
    from .sentences import Inbox, SentenceSource

__all__ = ["FLUSH", "SpeechStream", "begin"]


def begin(request: Request, registry: Registry, inbox: Inbox | None = None) -> SpeechStream:
    """
    Check *request* and return its stream; nothing is spoken yet.

    Everything that is wrong with the request is raised here. *inbox* brings the fragments of a text
    in another way than by iterating.
    """
    order = take(request, registry)
    return SpeechStream(order, _source(request, order.language, inbox), registry)


def _source(request: Request, language: str | None, inbox: Inbox | None) -> SentenceSource:
    text = request.text
    if isinstance(text, str):
        return WholeText(text, language)
    if request.markup:
        raise ValueError("markup needs the whole text; join the fragments, or leave markup off")
    if inbox is not None:
        return Fragments(inbox, language)
    if not isinstance(text, Iterable):
        raise ValueError("an asynchronous text needs astream or asynthesize")
    return Fragments(IteratorInbox(text), language)
