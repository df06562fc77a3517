"""What was made of a speech and was not read yet."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections import deque
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ..limits.spool_space import SpoolSpace

__all__ = ["MEMORY", "SLICE", "Backlog"]

MEMORY = 1 << 20
"""Bytes of one speech that wait in memory; what comes on top waits in a file."""
SLICE = 32 << 10
"""Bytes that are handed out at once: so few that also in base64, with some words, they are below 64 KiB."""

T = TypeVar("T")


@dataclass(slots=True)
class _Held(Generic[T]):
    """Bytes that belong together; those without data are in the file."""

    note: T | None
    size: int
    data: bytes | None = None
    at: int = 0
    taken: int = 0


class Backlog(Generic[T]):
    """
    Bytes on their way from who makes them to who reads them, each with a note on what they are.

    One task puts and another takes. A reader that is slow costs memory up to a bound, and then disk up
    to its client's limit, and never the time of a model.
    """

    def __init__(self, space: SpoolSpace, client: str) -> None:
        self._space = space
        self._client = client
        self._held: deque[_Held[T]] = deque()
        self._in_memory = 0
        self._put = asyncio.Event()
        self._failure: Exception | None = None
        self._ended = self._closed = False
        self._file: IO[bytes] | None = None
        self._end = 0
        self._on_disk = 0
        self._file_lock = threading.Lock()

    async def put(self, note: T | None, data: bytes) -> None:
        """Add bytes behind those that wait; once it is closed, nobody wants them."""
        if self._in_memory and self._in_memory + len(data) > MEMORY:
            held = _Held(note, len(data), at=self._end if self._on_disk else 0)
            self._on_disk += held.size
            self._space.add(self._client, held.size)
            try:
                await asyncio.to_thread(self._write, held.at, data)
            except BaseException:
                self._forget(held)
                raise
            if self._closed:
                self._forget(held)
                return
            self._end = held.at + held.size
        else:
            held = _Held(note, len(data), data)
            self._in_memory += held.size
        self._held.append(held)
        self._put.set()

    def end(self, failure: Exception | None = None) -> None:
        """Say that no more will come, or why: whoever takes is told when all that was made is taken."""
        self._ended, self._failure = True, failure
        self._put.set()

    @property
    def is_full(self) -> bool:
        """Whether something waits, and its client has as much waiting as it may."""
        return bool(self._held) and self._space.is_full(self._client)

    @property
    def is_over(self) -> bool:
        """Whether all that there is was taken."""
        return self._ended and not self._held

    async def room(self) -> None:
        """Wait until more may be put."""
        while self.is_full:
            await self._space.taken()

    async def ready(self, seconds: float | None = None) -> bool:
        """Wait, so long at most, until there is something to take, be it the end; return whether there is."""
        while not (self._held or self._ended):
            self._put.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._put.wait()
            except TimeoutError:
                return False
        if not self._held and self._failure is not None:
            raise self._failure
        return True

    async def take(self) -> tuple[T | None, bytes]:
        """Return the next bytes; the note comes with the first of those it belongs to."""
        await self.ready()
        if not self._held:
            raise StopAsyncIteration
        first = self._held[0]
        begin, end = first.taken, min(first.size, first.taken + SLICE)
        if first.data is None:
            data = await asyncio.to_thread(self._read, first.at + begin, end - begin)
        else:
            data = first.data[begin:end]
        first.taken = end
        if end == first.size:
            self._held.popleft()
            self._forget(first)
        return (first.note if begin == 0 else None), data

    def close(self) -> None:
        """Forget what nobody will read. May be called more than once."""
        self._ended = self._closed = True
        while self._held:
            self._forget(self._held.popleft())
        with self._file_lock:
            if self._file is not None:
                self._file.close()

    def _forget(self, held: _Held[T]) -> None:
        if held.data is None:
            self._on_disk -= held.size
        else:
            self._in_memory -= held.size
        self._space.free(self._client, held.size if held.data is None else 0)

    def _write(self, at: int, data: bytes) -> None:
        with self._file_lock:
            if self._closed:
                return
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0, dir=self._space.folder)  # noqa: SIM115  (closed by close)
            self._file.seek(at)
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) :]

    def _read(self, at: int, size: int) -> bytes:
        with self._file_lock:
            assert self._file is not None  # noqa: S101  (it was written before)
            self._file.seek(at)
            return self._file.read(size)
