"""A file that is whole or absent, however long its writing takes and however it ends."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["atomic_write", "is_ordinary"]


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
        with target.open("wb") as file:
            yield file
        return
    place = target.resolve()
    if not place.parent.is_dir():
        raise FileNotFoundError(f"cannot write {target}: there is no folder {place.parent}")
    if place.is_dir():
        raise IsADirectoryError(f"cannot write {target}: it is a folder")
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode(place))
        part.replace(place)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise


def _mode(place: Path) -> int:
    """Return the rights of the file that is replaced, or those that new files get."""
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
