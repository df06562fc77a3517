"""A thread with an event loop, on which requests run so that each can be called off at once."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, TypeVar

from tts_core import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future

    from tts_core import CancelToken

__all__ = ["LoopThread"]

T = TypeVar("T")


class LoopThread:
    """
    Runs coroutines for threads.

    A read that blocks a thread cannot be interrupted from another one; a task can, wherever it
    waits, and closes its connection on the way out.
    """

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop_forever, name=name, daemon=True)
        self._thread.start()
        self._closing = threading.Lock()
        self._closed = False
        self._running: set[asyncio.Task[Any]] = set()

    def run(self, work: Callable[[], Coroutine[Any, Any, T]], cancel: CancelToken | None = None) -> T:
        """Run *work* and wait for what it returns, unless *cancel* calls it off."""
        with self._closing:
            if self._closed:
                raise Cancelled("the remote model was unloaded")
            future = asyncio.run_coroutine_threadsafe(self._counted(work), self._loop)
        try:
            if cancel is None:
                return future.result()
            with cancel.calling(lambda: _call_off(future)):
                return future.result()
        except CancelledError:
            raise Cancelled("the work was cancelled") from None

    def close(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Call off whatever runs, do *last*, and end the thread. May be called more than once."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
        asyncio.run_coroutine_threadsafe(self._end(last), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _counted(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  (a coroutine that runs belongs to a task)
        self._running.add(task)
        try:
            return await work()
        finally:
            self._running.discard(task)

    async def _end(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await last()
        await self._loop.shutdown_asyncgens()  # Answers that were left half-read, which tasks are closing.
        while rest := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.gather(*rest, return_exceptions=True)
        await self._loop.shutdown_default_executor()

    def _loop_forever(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()


def _call_off(future: Future[Any]) -> None:
    future.cancel()
