"""Working for a client only as long as it is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from starlette.requests import ClientDisconnect

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.types import Receive

__all__ = ["cancel_on_disconnect"]

T = TypeVar("T")


async def cancel_on_disconnect(receive: Receive, work: Coroutine[None, None, T]) -> T:
    """Do *work*, or cancel it and raise ClientDisconnect in the moment in which the client disconnects."""
    here, left = asyncio.current_task(), False
    assert here is not None  # noqa: S101  (a coroutine runs in a task)

    def leave(gone: asyncio.Task[None]) -> None:
        nonlocal left
        if not gone.cancelled():
            gone.exception()  # Who can no longer be heard has left, whatever the reason.
            left = here.cancel()

    gone = asyncio.ensure_future(_disconnected(receive))
    gone.add_done_callback(leave)
    try:
        return await work
    except asyncio.CancelledError:
        if left and here.uncancel() == 0:
            raise ClientDisconnect from None
        raise
    finally:
        gone.remove_done_callback(leave)
        gone.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
