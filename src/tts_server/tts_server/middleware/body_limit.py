"""A bound on what a request may bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..problem import Problem

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import Message, Receive

__all__ = ["limit_body"]


def limit_body(receive: Receive, headers: Headers, most: int) -> Receive:
    """Refuse a body that says it is too large, and stop reading one that turns out to be."""
    said = headers.get("content-length", "")
    if said.isdigit() and int(said) > most:
        raise _too_large(most)
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _too_large(most)
        return message

    return counted


def _too_large(most: int) -> Problem:
    # The rest of the body is not read, so that the connection cannot be used again.
    return Problem(
        413,
        f"the body of a request may have {most} bytes at most",
        code="body_too_large",
        headers={"connection": "close"},
    )
