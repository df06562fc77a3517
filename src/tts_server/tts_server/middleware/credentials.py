"""The key that a request presents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import Scope

__all__ = ["PROTOCOL", "key_of"]

PROTOCOL = "api-key."
"""A page cannot set the headers of a WebSocket; it names its key among the subprotocols."""


def key_of(scope: Scope, headers: Headers) -> str | None:
    """Return the key from `Authorization: Bearer`, `Api-Key`, or a WebSocket's subprotocols."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer" and token.strip():
        return token.strip()
    if key := headers.get("api-key") or headers.get("x-api-key"):
        return key
    for protocol in scope.get("subprotocols", ()):
        if protocol.startswith(PROTOCOL):
            return str(protocol[len(PROTOCOL) :])
    return None
