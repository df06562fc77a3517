"""What is read aloud: a book and its chapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ..synthesizer import SpeechWarning

__all__ = ["Book", "ChapterText"]


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One chapter: what it is called, and all that is said in it, its heading too where it has one."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A text in chapters, and what is known about it."""

    title: str
    chapters: tuple[ChapterText, ...]
    author: str | None = None
    language: str | None = None
    """A BCP-47 tag."""
    date: str | None = None
    cover: bytes | None = field(default=None, repr=False)
    """A JPEG or PNG image."""
    warnings: tuple[SpeechWarning, ...] = ()
    """What of the file is not in the chapters."""
    source: Path | None = None
    """The file it was read from, which nothing is written over."""

    @property
    def characters(self) -> int:
        """How long all chapters are together."""
        return sum(len(chapter.text) for chapter in self.chapters)
