"""One at a time: among the threads of a program and the programs of a machine."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["locked"]

_WITHOUT_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)
"""What a file system says that cannot lock; there, a file may come twice, and is verified all the same."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """
    Let nobody else into a block with the same *path*, and leave nothing of it behind.

    The system lets go of the lock of a program that is killed. huggingface_hub locks the same way.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o664)
        try:
            _lock(handle)
            if _is_at(handle, path):
                break
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # Whoever held it has removed it, and somebody else may hold its successor.
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no open file; an empty one stays.
            path.unlink()
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        while True:
            with suppress(OSError):  # It gives up after ten seconds.
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return

else:
    import fcntl

    def _lock(handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _WITHOUT_LOCKS:
                raise
