"""A file that comes in pieces, and goes on where it broke off."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from ..errors import ModelUnavailable
from .verify import has_size, is_right, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from ..model_file import ModelFile

__all__ = ["Answer", "Broken", "Headers", "Progress", "bring"]

Progress = Callable[[str, int, int | None], None]
"""Told the file's name, the bytes that came since, and the bytes there are to come in all, if known."""

TRIES = 3
"""How often a connection may break before it is an error; each time, what came is kept."""


class Broken(Exception):
    """The connection ended before the file did, or what is here is no beginning of the file: *is_useless*."""

    def __init__(self, why: str, *, is_useless: bool = False) -> None:
        self.is_useless = is_useless
        super().__init__(why)


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
        if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise Broken("there is less of the file than is here", is_useless=True)
        span = re.match(r"bytes (\d+)-\d+/(\d+)", headers.get("Content-Range") or "")
        if status == HTTPStatus.PARTIAL_CONTENT and span:
            return cls(int(span[1]), int(span[2]), _unbroken(chunks))
        start = wanted if status == HTTPStatus.PARTIAL_CONTENT else 0
        length = headers.get("Content-Length")
        return cls(start, start + int(length) if length else None, _unbroken(chunks))


def bring(
    ask: Callable[[int], AbstractContextManager[Answer]],
    place: Path,
    file: ModelFile,
    model: str,
    progress: Progress | None,
    *,
    size: int | None,
    named: str = "",
) -> None:
    """
    Have *place* hold the file, verified, and nothing beside it. The caller holds its lock.

    What has come of a file that is known by its checksum is kept until the rest has come, unless the
    disk is full: others need the room.
    """
    fix = f"try again later: tts-core download {model}"
    resumes = bool(file.sha256 or named)
    if has_size(place, file.bytes) and is_right(place, file, named=named):
        return
    part = place.with_name(f"{place.name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    while True:
        is_resumed = resumes and part.exists()
        _receive(ask, part, size, _counted(file.name, progress), resumes=resumes)
        try:
            verify(part, file, model, fix, named=named)
            break
        except ModelUnavailable:
            part.unlink()
            if not is_resumed:
                raise
    part.replace(place)


def _counted(name: str, progress: Progress | None) -> Callable[[int, int | None], None]:
    """Tell of positions in a file as the bytes that came since the last."""
    told = 0

    def tell(position: int, total: int | None) -> None:
        nonlocal told
        if progress is not None:
            progress(name, position - told, total)
        told = position

    return tell


def _receive(
    ask: Callable[[int], AbstractContextManager[Answer]],
    part: Path,
    size: int | None,
    tell: Callable[[int, int | None], None],
    *,
    resumes: bool,
) -> None:
    """Write to *part* what it does not hold yet, or all of it where two halves may not fit."""
    for left in reversed(range(TRIES)):
        try:
            with part.open("ab" if resumes else "wb") as written:
                _append(ask, written.fileno(), size, tell)
            return
        except Broken as error:
            if not left:
                raise
            if error.is_useless:
                part.unlink()
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
