"""
Beginning asynchronous streams without holding the event loop.

What can be checked at once is checked on the call; what imports, looks for something or reads a long
text is done on a helper thread.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from .stream import AsyncSpeechStream

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..errors import TTSError
    from ..pipeline import SpeechStream
    from ..pipeline.resolve import ResolvedRequest
    from ..registry import Registry
    from ..request import Request, TextIn
    from ..speech import Speech
    from .fragments import AsyncInbox

__all__ = ["abegin", "abegun", "aspeak_many"]

SHORT = 100
"""Characters up to which a text without letters is prepared on the event loop, to refuse it there."""
LONG = 10_000
"""Characters from which a text is not looked through on the event loop."""


def abegin(
    text: TextIn | Request, fields: Mapping[str, Any], registry: Callable[[], Registry]
) -> AsyncSpeechStream:
    """Return the stream of a request, checked as far as that can be done without holding the event loop."""
    inbox = _inbox(text)
    if not _is_imported():
        return AsyncSpeechStream(lambda: _begin(_request(text, fields), registry(), inbox))
    asked, held = _request(text, fields), registry()
    if not _is_quick(asked, held):
        return AsyncSpeechStream(lambda: _begin(asked, held, inbox))
    from ..pipeline.resolve import resolve

    resolved = resolve(asked, held)
    if isinstance(asked.text, str) and _may_be_empty(asked.text):
        stream = _begin(asked, held, inbox, resolved)
        return AsyncSpeechStream(lambda: stream)
    return AsyncSpeechStream(lambda: _begin(asked, held, inbox, resolved))


async def abegun(
    text: TextIn | Request, fields: Mapping[str, Any], registry: Callable[[], Registry]
) -> AsyncSpeechStream:
    """Do what `abegin` does on a helper thread, and all of it: the first look for plugins takes a moment."""
    inbox = _inbox(text)
    stream = await asyncio.to_thread(lambda: _begin(_request(text, fields), registry(), inbox))
    return AsyncSpeechStream(lambda: stream)


def _request(text: TextIn | Request, fields: Mapping[str, Any]) -> Request:
    from ..request import request

    return request(text, fields)


def _begin(
    request: Request,
    registry: Registry,
    inbox: AsyncInbox | None,
    resolved: ResolvedRequest | None = None,
) -> SpeechStream:
    """Prepare the text; the first time, this imports all that speaking needs."""
    from ..pipeline import begin

    return begin(request, registry, inbox, resolved)


def _is_imported() -> bool:
    """Whether all that speaking needs was imported: the first time, that is done off the event loop."""
    return f"{__package__.partition('.')[0]}.pipeline.stream" in sys.modules


def _is_quick(request: Request, registry: Registry) -> bool:
    """Whether checking *request* takes no time: nothing to be looked for, no long text to be read."""
    is_long = isinstance(request.text, str) and len(request.text) >= LONG
    if not isinstance(request.model, str | None):  # Each is loaded until one can be had.
        return False
    return registry.is_known(request.model, request.load) and not (
        is_long and (request.markup or request.lexicon)
    )


async def aspeak_many(
    requests: Sequence[Request], registry: Registry, *, keep: bool
) -> list[Speech | TTSError | ValueError]:
    """Do what `speak_many` does on a helper thread; cancelling the task ends it."""
    from ..pipeline.many import speak_many

    stopped: Future[None] = Future()
    work = asyncio.ensure_future(
        asyncio.to_thread(speak_many, requests, registry, keep=keep, stopped=stopped)
    )
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        stopped.set_result(None)
        await asyncio.wait([work])
        raise


def _may_be_empty(text: str) -> bool:
    """Whether *text* may hold no word, and is short enough to find that out on the call."""
    return len(text) <= SHORT and not any(map(str.isalnum, text))


def _inbox(text: TextIn | Request) -> AsyncInbox | None:
    fragments = getattr(text, "text", text)  # A request's; texts have none of their own.
    if not isinstance(fragments, AsyncIterable):
        return None
    from .fragments import AsyncInbox

    return AsyncInbox(fragments)
