"""Files that nobody but the user, or root, can have written."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Untrusted", "only_ours", "opened"]

RIGHTS = 0o644


class Untrusted(OSError):
    """Somebody else can have written the file."""


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """
    Lend the file at *path* under a name that goes on meaning this very file, or raise Untrusted.

    Who can write the folder could put another in its place between the look and the use. Windows says
    who may write in a way of its own, which is not asked.
    """
    if sys.platform == "win32":
        yield path
        return
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink():
            raise Untrusted(f"{path} is a link") from error
        raise
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{path} is no file")
        if status.st_uid not in (os.geteuid(), 0):
            raise Untrusted(f"{path} belongs to another user")
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise Untrusted(f"{path} can be written by other users")
        same = Path(f"/proc/self/fd/{handle}")
        yield same if same.exists() else path  # macOS has no /proc, and its /dev/fd is read but once.
    finally:
        os.close(handle)


def only_ours(path: Path) -> Path:
    """Have nobody but its owner write the file that we made at *path*."""
    path.chmod(RIGHTS)
    return path
