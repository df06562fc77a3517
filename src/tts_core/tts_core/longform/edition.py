"""How a book is to be made, and where."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..encoding import FORMATS, format_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .book import Book

__all__ = ["CAPTIONS", "Edition", "OutputFile", "cache_beside", "output_files"]

CAPTIONS = ("srt", "vtt")
"""The captions that can be written beside the sound."""

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_NAME_BYTES = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """What is to be made of a book, apart from how it is spoken."""

    format: str | None = None
    """Without it: what the extension of the file stands for, or mp3 for a file per chapter."""
    encoding: Mapping[str, Any] = field(default_factory=dict)
    """Options of the format, such as its bitrate."""
    split: bool = False
    """Whether each chapter gets a file of its own."""
    voices: Mapping[int, str] = field(default_factory=dict)
    """Who reads which chapter, counted from 1; the others are read by the voice of the request."""
    rest: float = 2.0
    """Seconds of silence between two chapters of one file."""
    loudness: float | None = None
    """
    How loud each file is to be, in LUFS (-18 is usual for books). Without it: as the voices are.

    The level follows the voices slowly, so that a quiet reader and a loud one come near each other.
    """
    captions: Sequence[str] = ()
    """Which captions are written beside the sound: srt, vtt."""
    read_along: bool = False
    """Whether a page is written in which each word lights up when it is heard."""
    cover: bytes | None = field(default=None, repr=False)
    """A JPEG or PNG image in the place of the book's own."""
    cache: Path | None = None
    """
    Where the spoken pieces are kept.

    Without it they are kept beside the book, and those that it no longer needs are removed when it
    is done; a folder that is named here may be shared, and nothing is removed from it.
    """

    def __post_init__(self) -> None:
        for kind in self.captions:
            if kind not in CAPTIONS:
                raise ValueError(f"no captions {kind!r}; known: {', '.join(CAPTIONS)}")
        if not (math.isfinite(self.rest) and 0 <= self.rest <= 60):
            raise ValueError(f"the rest between chapters must be from 0 to 60 seconds, not {self.rest!r}")


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file that is to be written, and the chapters (counted from 0) that are in it."""

    file: Path
    format: str
    chapters: tuple[int, ...]
    title: str
    track: int | None = None

    def beside(self, extension: str) -> Path:
        """Return the file of the same name with another extension."""
        return self.file.with_name(f"{self.file.stem}.{extension}")

    def places(self, edition: Edition) -> list[Path]:
        """Return every file that is written: the sound, then what stands beside it."""
        page = ["html"] if edition.read_along else []
        return [self.file, *(self.beside(kind) for kind in (*edition.captions, *page))]


def output_files(book: Book, out: Path, edition: Edition) -> list[OutputFile]:
    """Lay out the files that *book* is to become: one, or in the folder *out* one for each chapter."""
    for number in edition.voices:
        if not 1 <= number <= len(book.chapters):
            raise ValueError(f"there is no chapter {number}; {book.title!r} has {len(book.chapters)}")
    if not edition.split:
        if out.is_dir():
            raise ValueError(f"{out} is a folder; name a file, or ask for a file per chapter")
        name = format_for(out, edition.format)
        return [OutputFile(out, name, tuple(range(len(book.chapters))), book.title)]
    if out.exists() and not out.is_dir():
        raise ValueError(f"{out} is a file; a file per chapter needs a folder")
    name = edition.format or "mp3"
    if name not in FORMATS:
        raise ValueError(f"no format {name!r}; known: {', '.join(FORMATS)}")
    width = max(2, len(str(len(book.chapters))))
    return [
        OutputFile(
            out / f"{number:0{width}} - {_file_name(chapter.title)}{FORMATS[name].extensions[0]}",
            name,
            (number - 1,),
            chapter.title,
            number,
        )
        for number, chapter in enumerate(book.chapters, 1)
    ]


def cache_beside(out: Path) -> Path:
    """Return the folder in which the pieces of the book *out* are kept."""
    return out.with_name(f"{out.name}.pieces")


def _file_name(title: str) -> str:
    """Make a name of *title* that every file system takes."""
    even = " ".join(_UNFIT.sub(" ", unicodedata.normalize("NFC", title)).split())
    short = even.encode("utf-8", "replace")[:_NAME_BYTES].decode("utf-8", "ignore")
    return short.strip(" .") or "Chapter"
