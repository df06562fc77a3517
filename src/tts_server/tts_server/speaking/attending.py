"""Working for a client only as long as it is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.types import Receive

__all__ = ["Left", "attended"]

T = TypeVar("T")


class Left(Exception):
    """The client went away; nobody waits for the answer any more."""


async def attended(receive: Receive, work: Coroutine[None, None, T]) -> T:
    """Do *work*, or cancel it and raise Left in the moment in which the client disconnects."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_disconnected(receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Left
        return task.result()
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
        if task.done() and not task.cancelled():
            task.exception()  # Whoever was to hear it has left.


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
