"""Chapter marks and the cover: what makes one long file a book."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Chapter", "check_chapters", "image_type"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the sound with a title. Times are seconds, kept to the millisecond."""

    title: str
    start: float
    end: float

    @property
    def milliseconds(self) -> tuple[int, int]:
        """Where it begins and ends, as files count it."""
        return round(self.start * 1000), round(self.end * 1000)


def check_chapters(chapters: Sequence[Chapter]) -> None:
    """Say what is wrong with chapters that no player could make sense of."""
    for chapter in chapters:
        if "\0" in chapter.title:
            raise ValueError(f"the chapter {chapter.title!r} holds a NUL character, which ends text in files")
        if not 0 <= chapter.start < chapter.end < 4_000_000:
            raise ValueError(
                f"the chapter {chapter.title!r} must end after it begins, within 4 million seconds, "
                f"not last from {chapter.start} to {chapter.end}"
            )
    for before, after in pairwise(chapters):
        if before.milliseconds[1] > after.milliseconds[0]:
            raise ValueError(f"the chapter {after.title!r} begins before {before.title!r} has ended")


def image_type(image: bytes) -> str:
    """Return the media type of a cover. Files hold JPEG or PNG; every player shows these."""
    if image.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if image.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    raise ValueError("a cover must be a JPEG or a PNG image")
