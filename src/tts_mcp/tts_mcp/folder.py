"""Where an assistant may write files: in one folder, new ones, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tts_core.encoding import format_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["place_in"]

_NAME = re.compile(r"[\w][\w .,()+-]{0,99}", re.ASCII)


def place_in(folder: Path | None, name: str) -> Path:
    """
    Return the place of a new file called *name*, or refuse it.

    A name is a name and no path, so that nothing outside of *folder* is reached; what is there is
    never written over; and only sound is written, by the extensions that sound has.
    """
    if folder is None:
        raise ValueError("this server writes no files; who starts it allows a folder with --files FOLDER")
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a file such as 'hello.mp3': letters, digits, no folders")
    format_of(name)
    place = folder / name
    if place.exists() or place.is_symlink():
        raise ValueError(f"there is a {name!r} already; choose another name")
    return place
