"""One request's passage through the house: who came, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from starlette.responses import Response

from ..speaking.attending import Left, attended

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.requests import HTTPConnection, Request
    from starlette.types import Scope

    from ..load.keys import Key
    from ..speaking.account import Account

__all__ = ["Visit", "answered", "gone", "open_visit", "visit_of"]

T = TypeVar("T")
_SCOPE = "tts_server.visit"
CLIENT_LEFT = 499
"""The status, seen by the log alone, of a request whose client left before it was answered."""


@dataclass(slots=True)
class Visit:
    """Who asks, by which key, and the account of what came of it."""

    account: Account
    key: Key | None = None


def open_visit(scope: Scope, account: Account) -> Visit:
    """Begin a visit; it lasts as long as the request."""
    visit = scope[_SCOPE] = Visit(account)
    return visit


def visit_of(connection: HTTPConnection) -> Visit:
    """Return the visit that a request belongs to."""
    return cast("Visit", connection.scope[_SCOPE])


async def answered(request: Request, work: Coroutine[None, None, Response]) -> Response:
    """Make an answer, unless the client leaves before it is ready."""
    try:
        return await attended(request.receive, work)
    except Left:
        return gone(request)


def gone(request: Request) -> Response:
    """Note that the client has left, and answer what nobody will read."""
    visit_of(request).account.outcome = "left"
    return Response(status_code=CLIENT_LEFT)
