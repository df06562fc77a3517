"""Files that are what they should be, to the byte, before anything reads them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from ..errors import ModelUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from ..model_file import ModelFile

__all__ = ["has_size", "is_right", "verify", "wrong"]

_CHECKSUM = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")


def has_size(path: Path, size: int | None) -> bool:
    """Whether there is a file at *path*, of this *size* where it is known."""
    try:
        return path.is_file() and size in (None, path.stat().st_size)
    except OSError:
        return False


def verify(path: Path, file: ModelFile, model: str, fix: str, *, named: str = "") -> None:
    """
    Refuse the file at *path* unless it is what was pinned.

    A file without a pin that comes from the hub's cache is held to the checksum that the hub gave
    for it, which is the name that it is kept under, or is to be: *named*.
    """
    try:
        size = path.stat().st_size
        if file.bytes not in (None, size):
            raise ModelUnavailable(model, wrong(file, f"{file.bytes} bytes", str(size), str(path)), fix)
        expected = file.sha256 or _checksum(named) or _name_in_cache(path)
        if expected and (found := _digest(path, size, expected)) != expected:
            raise ModelUnavailable(model, wrong(file, expected, found, str(path)), fix)
    except OSError as error:
        raise ModelUnavailable(model, f"{str(path)!r} cannot be read: {error}", fix) from error


def is_right(path: Path, file: ModelFile, *, named: str = "") -> bool:
    """Whether the file at *path* would not be refused."""
    try:
        verify(path, file, "", "", named=named)
    except ModelUnavailable:
        return False
    return True


def wrong(file: ModelFile, expected: str, found: str, where: str) -> str:
    """Say that what was found *where* is another than *file*."""
    return f"{file.name} is not what it should be: expected {expected}, found {found}, in {where!r}"


def _name_in_cache(path: Path) -> str:
    """Return the checksum that the hub's cache keeps a file under, if it is kept there."""
    kept = path.parent / path.readlink() if path.is_symlink() else path
    return _checksum(kept.name) if kept.parent.name == "blobs" else ""


def _checksum(name: str) -> str:
    return name if _CHECKSUM.fullmatch(name) else ""


def _digest(path: Path, size: int, like: str) -> str:
    """Return the checksum of the same kind as *like*: SHA-256, or git's for small files."""
    with path.open("rb") as file:
        if len(like) == 64:
            return hashlib.file_digest(file, "sha256").hexdigest()
        digest = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
        while chunk := file.read(1 << 20):
            digest.update(chunk)
        return digest.hexdigest()
