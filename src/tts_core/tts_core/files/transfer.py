"""A file that comes in pieces, and goes on where it broke off."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from ..model import ModelFile

__all__ = ["PART", "Answer", "Broken", "Headers", "receive"]

PART = ".part"
"""How the name of a file ends that is not whole yet."""
TRIES = 3
"""How often a connection may break before it is an error; each time, what came is kept."""


class Broken(Exception):
    """The connection ended before the file did."""


class Headers(Protocol):
    """What a server says before the body, as every HTTP client has it."""

    def get(self, key: str, /) -> str | None:
        """Return one header, whatever its case."""
        ...


@dataclass(frozen=True)
class Answer:
    """The body of a file, from *start* on."""

    start: int
    total: int | None
    chunks: Iterator[bytes]

    @classmethod
    def of(cls, status: int, headers: Headers, wanted: int, chunks: Iterable[bytes]) -> Answer:
        """Read from the head of a server's answer where its body begins: *wanted*, or the beginning."""
        span = re.match(r"bytes (\d+)-\d+/(\d+)", headers.get("Content-Range") or "")
        if status == 206 and span:
            return cls(int(span[1]), int(span[2]), _unbroken(chunks))
        start = wanted if status == 206 else 0
        length = headers.get("Content-Length")
        return cls(start, start + int(length) if length else None, _unbroken(chunks))


def receive(
    ask: Callable[[int], AbstractContextManager[Answer]],
    part: Path,
    file: ModelFile,
    size: int | None,
    progress: Callable[[str, int, int | None], None] | None,
    *,
    resumes: bool = True,
) -> None:
    """
    Write to *part* what it does not hold yet.

    One that *resumes* is of a content that is known by its checksum, so that two halves fit. On a
    full disk, nothing is kept: others need the room.
    """
    part.parent.mkdir(parents=True, exist_ok=True)
    told = 0

    def tell(position: int, total: int | None) -> None:
        nonlocal told
        if progress is not None:
            progress(file.name, position - told, total)
        told = position

    for left in reversed(range(TRIES)):
        try:
            with part.open("ab" if resumes else "wb") as written:
                _append(ask, written.fileno(), size, tell)
            return
        except Broken:
            if not left:
                raise
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                part.unlink()
            raise


def _append(
    ask: Callable[[int], AbstractContextManager[Answer]],
    handle: int,
    size: int | None,
    tell: Callable[[int, int | None], None],
) -> None:
    held = os.fstat(handle).st_size
    if size is not None and held >= size:  # More than there is must be of something else.
        held = size if held == size else 0
        os.ftruncate(handle, held)
    if size is not None and held == size:
        tell(held, size)
        return
    with ask(held) as answer:
        total = size if size is not None else answer.total
        position = answer.start
        os.ftruncate(handle, position)
        tell(position, total)
        for chunk in answer.chunks:
            _write(handle, chunk)
            position += len(chunk)
            tell(position, total)
    if answer.total is not None and position < answer.total:
        raise Broken(f"{position} of {answer.total} bytes came")
    os.fsync(handle)


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _unbroken(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Tell a connection that breaks from a disk that does."""
    try:
        yield from chunks
    except Exception as error:  # Of whichever HTTP client it is.
        raise Broken(f"{type(error).__name__}: {error}") from error
