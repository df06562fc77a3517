"""The context of one request: who asks, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from starlette.responses import Response

from ..speech.disconnect import Disconnected, until_disconnect

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.requests import HTTPConnection, Request
    from starlette.types import Scope

    from ..limits.keys import Key
    from ..speech.record import RequestRecord

__all__ = ["RequestContext", "answered", "context_of", "gone", "open_context"]

T = TypeVar("T")
_SCOPE = "tts_server.request_context"
CLIENT_LEFT = 499
"""The status, seen by the log alone, of a request whose client left before it was answered."""


@dataclass(slots=True)
class RequestContext:
    """Who asks, by which key, and the account of what came of it."""

    record: RequestRecord
    key: Key | None = None


def open_context(scope: Scope, record: RequestRecord) -> RequestContext:
    """Begin the context of a request, for as long as the request lasts."""
    request_context = scope[_SCOPE] = RequestContext(record)
    return request_context


def context_of(connection: HTTPConnection) -> RequestContext:
    """Return the context of a request."""
    return cast("RequestContext", connection.scope[_SCOPE])


async def answered(request: Request, work: Coroutine[None, None, Response]) -> Response:
    """Make an answer, unless the client leaves before it is ready."""
    try:
        return await until_disconnect(request.receive, work)
    except Disconnected:
        return gone(request)


def gone(request: Request) -> Response:
    """Note that the client has left, and answer what nobody will read."""
    context_of(request).record.outcome = "left"
    return Response(status_code=CLIENT_LEFT)
