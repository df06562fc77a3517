"""One request: who asks, by which key, and what happened, for the log and the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from .limits.keys import Key

__all__ = ["SCOPE_KEY", "RequestContext", "context_of"]

SCOPE_KEY = "tts_server.request_context"


@dataclass(slots=True)
class RequestContext:
    """Written by whoever knows, read when the request is over. The text itself is never in it."""

    request_id: str = ""
    client: str = ""
    """Who asks, for fairness: the name of a key, or an address."""
    key: Key | None = None
    model: str = ""
    voice: str = ""
    characters: int = 0
    audio_seconds: float = 0.0
    warnings: int = 0
    queue_seconds: float | None = None
    first_audio_seconds: float | None = None
    error: str = ""
    """The code of the problem, or the name of what was raised."""
    outcome: str = "answered"
    """answered, left (by the client), stalled (it took nothing), or aborted (by us, in the middle)."""


def context_of(connection: HTTPConnection) -> RequestContext:
    """Return the context of a request, as the middleware made it."""
    return cast("RequestContext", connection.scope[SCOPE_KEY])
