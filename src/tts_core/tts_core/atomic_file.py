"""A file that is whole or absent, however long its writing takes and however it ends."""

from __future__ import annotations

import errno
import glob
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":
    ON_WINDOWS = True
else:
    import fcntl

    ON_WINDOWS = False

__all__ = ["PART", "atomic_write", "clear_abandoned", "is_ordinary", "naming", "replacing"]

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

PART = ".part"
"""How the name of a file ends that is still being written."""


def is_ordinary(target: Path) -> bool:
    """Whether *target* is or will be a file, which can be replaced; a device or a pipe cannot."""
    return target.is_file() or not target.exists()


@contextmanager
def atomic_write(target: Path) -> Iterator[IO[bytes]]:
    """
    Write beside *target*, and take its place when the block has ended well.

    A link stays a link: what it leads to is replaced. A device or a named pipe is written to as it
    is, for it cannot be replaced.
    """
    if not is_ordinary(target) and not target.is_dir():
        with naming(target), target.open("wb") as file:
            yield file
        return
    place = target.resolve()
    if not place.parent.is_dir():
        raise FileNotFoundError(f"cannot write {target}: there is no folder {place.parent}")
    if place.is_dir():
        raise IsADirectoryError(f"cannot write {target}: it is a folder")
    with replacing(place, rights=_mode(place)) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replacing(place: Path, *, rights: int) -> Iterator[IO[bytes]]:
    """
    Lend a file beside *place*, which it replaces, with these *rights*, when the block has ended well.

    The part is locked for as long as somebody writes to it, and the system lets go of the lock of a
    program that is killed: so what such a program left of the same place is known, and removed here.
    """
    clear_abandoned(place.parent, f".{glob.escape(place.name)}.*{PART}")
    handle, part = _locked_part(place)
    try:
        with naming(place), os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            part.chmod(rights)
            if not ON_WINDOWS:  # While it is still locked.
                part.replace(place)
        if ON_WINDOWS:  # An open file cannot be renamed there.
            part.replace(place)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise


@contextmanager
def naming(place: Path | str) -> Iterator[None]:
    """Name the file that there was no room for, which the system does not where it is written to."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM and error.filename is None:
            raise OSError(error.errno, error.strerror, str(place)) from error
        raise


def clear_abandoned(folder: Path, pattern: str) -> None:
    """Remove the parts in *folder* like *pattern* that nobody writes to any more; Windows cannot tell."""
    if ON_WINDOWS:
        return
    for part in folder.glob(pattern):
        with suppress(OSError):  # Another user's, or gone already, or written to, or on what has no locks.
            handle = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                part.unlink()
            finally:
                os.close(handle)


def _locked_part(place: Path) -> tuple[int, Path]:
    """Make a part that is locked before anybody could take it for abandoned."""
    while True:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=PART)
        if ON_WINDOWS:
            return handle, Path(name)
        with suppress(OSError):  # A file system without locks: nobody else gets one, either.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)  # Somebody did, in the moment between.


def _mode(place: Path) -> int:
    """Return the rights of the file that is replaced, or those that new files get."""
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
