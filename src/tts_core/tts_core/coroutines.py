"""One event loop for all that plugins write as coroutines, on a thread of the core's."""

from __future__ import annotations

import inspect
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import Cancelled
from .forks import renew_after_fork

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Iterator
    from concurrent.futures import Future

    from .cancel import CancelToken

__all__ = ["awaited", "iterated"]

T = TypeVar("T")


class _LoopThread:
    """The loop, begun when it is first needed; a forked child begins its own."""

    def __init__(self) -> None:
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Know of no loop: its thread is the parent's."""
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def loop(self) -> asyncio.AbstractEventLoop:
        """Return the loop, which runs."""
        with self._lock:
            if self._loop is None:
                import asyncio

                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=self._loop.run_forever, name="tts-core coroutines", daemon=True
                ).start()
            return self._loop


_thread = _LoopThread()


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
    import asyncio

    task: Future[T] = asyncio.run_coroutine_threadsafe(_alone(work), _thread.loop())
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
