"""Reading files out of a ZIP archive that may have been made to do harm."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

__all__ = ["Archive"]

LARGEST = 64 * 1024 * 1024
"""Bytes that one file may have when it is unpacked; the text of the Bible has five million."""
MOST = 512 * 1024 * 1024
"""Bytes that all files that are read may have together."""
ROOM = 8 * 1024 * 1024
RATIO = 100
"""
A book holds no more than so many bytes and so many times the size of its file: text is packed to a tenth
at best, a bomb to a thousandth.
"""


class Archive:
    """
    An archive whose files are read into memory, one by one, and never onto the disk.

    However much a file claims or turns out to hold, not more than a bound is unpacked of it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as broken:
            raise ValueError(f"{path} is not an EPUB, or is damaged: {broken}") from broken
        self._names = {info.filename: info for info in self._zip.infolist()}
        self._held = 0
        self._bound = min(MOST, ROOM + RATIO * path.stat().st_size)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """Return the file called *name*."""
        info = self._names.get(name)
        if info is None:
            raise ValueError(f"{self._path} lacks the file {name!r} that it refers to")
        if info.flag_bits & 1:
            raise ValueError(f"{self._path} is encrypted and cannot be read: {name!r} needs a password")
        try:
            with self._zip.open(info) as file:
                data = file.read(min(LARGEST, self._bound) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
            raise ValueError(f"{self._path} is damaged: {name!r} cannot be unpacked ({broken})") from broken
        if len(data) > LARGEST:
            raise ValueError(f"{self._path} unpacks to more than any book holds: {name!r} is too large")
        self.account(len(data), name)
        return data

    def account(self, size: int, name: str) -> None:
        """Count what was made of the file called *name* among what the book unfolds to, which has a bound."""
        self._held += size
        if self._held > self._bound:
            raise ValueError(
                f"{self._path} unfolds to more than {self._bound // 2**20} MiB, which no book of its size "
                f"holds: {name!r} is too large, or named too often"
            )

    def place(self, base: str, reference: str) -> tuple[str, str] | None:
        """Return the file and the anchor that *reference*, in the file *base*, leads to, if it is in here."""
        try:
            parts = urlsplit(reference)
        except ValueError as broken:
            raise ValueError(
                f"{self._path} refers to {reference!r}, which is no address: {broken}"
            ) from broken
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return base, unquote(parts.fragment)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), parts.path))
        if path not in self._names:
            path = unquote(path)
        return path.lstrip("/"), unquote(parts.fragment)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
