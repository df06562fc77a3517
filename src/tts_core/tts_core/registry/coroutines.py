"""One event loop for all that plugins write as coroutines, on a thread of the core's."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator
    from concurrent.futures import Future

    from ..cancel import CancelToken

__all__ = ["awaited", "iterated"]

T = TypeVar("T")

_lock = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None


def awaited(result: T | Awaitable[T], *cancels: CancelToken) -> T:
    """Return what a function returned, or, of a coroutine function, what its coroutine does."""
    return _result(result, *cancels) if inspect.isawaitable(result) else result


def iterated(parts: Iterator[T] | AsyncGenerator[T], cancel: CancelToken) -> Iterator[T]:
    """Give what a generator gives, asynchronous or not; it is closed when nobody takes more."""
    if not isinstance(parts, AsyncGenerator):
        try:
            yield from parts
        finally:
            getattr(parts, "close", lambda: None)()
        return
    end: Any = object()
    try:
        while (part := _result(anext(parts, end), cancel)) is not end:
            yield part
    finally:
        _result(parts.aclose())


def _result(work: Awaitable[T], *cancels: CancelToken) -> T:
    """Do the *work* of a coroutine on the loop, and wait for it here."""
    task: Future[T] = asyncio.run_coroutine_threadsafe(_alone(work), _running())
    if len(cancels) != 1:  # What several wait for is stopped for none of them.
        return task.result()

    def stop() -> None:
        task.cancel()

    with cancels[0].calling(stop):
        try:
            return task.result()
        except CancelledError:
            raise Cancelled("the work was cancelled") from None


async def _alone(result: Awaitable[T]) -> T:
    return await result


def _running() -> asyncio.AbstractEventLoop:
    global _loop  # noqa: PLW0603  (one loop for the process)
    with _lock:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            threading.Thread(target=_loop.run_forever, name="tts-core coroutines", daemon=True).start()
        return _loop
