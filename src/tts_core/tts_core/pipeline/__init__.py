"""
The way of the data, from a request to pieces of speech.

Request → resolved request → sentences → chunks of spoken text → utterances → renderings → joined pieces.
A whole Speech is a stream, collected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fallback import resolve_first
from .sentences import FLUSH, sentences_of
from .stream import SpeechStream

if TYPE_CHECKING:
    from ..registry import Registry
    from ..request import Request
    from .resolve import ResolvedRequest
    from .sentences import Inbox

__all__ = ["FLUSH", "SpeechStream", "begin"]


def begin(
    request: Request,
    registry: Registry,
    inbox: Inbox | None = None,
    resolved: ResolvedRequest | None = None,
) -> SpeechStream:
    """
    Check *request* and return its stream; nothing is spoken yet.

    Everything that is wrong with the request is raised here. *inbox* brings the fragments of a text
    in another way than by iterating; a request that was *resolved* is not again.
    """
    resolved = resolved or resolve_first(request, registry)
    return SpeechStream(resolved, sentences_of(resolved, inbox), registry)
