"""Cutting a text into chapters where its headings are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .book import ChapterText

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Heading", "chapters_at", "chapters_of", "has_words"]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where in a text a heading begins and ends, how deep it is (1 is the top), and what it says."""

    start: int
    end: int
    level: int
    title: str


def has_words(text: str) -> bool:
    """Whether there is anything in *text* that a voice could say."""
    return any(map(str.isalnum, text))


def chapters_of(text: str, headings: Sequence[Heading], title: str) -> tuple[str, list[ChapterText]]:
    """
    Return the title of a book and its chapters.

    Chapters begin at the headings of the highest level. A single heading of that level at the very
    beginning, with deeper ones below it, is the title of the book, and chapters begin one level
    deeper. *title* is what the book is called where its text does not say.
    """
    levels = sorted({each.level for each in headings})
    if not levels:
        return title, chapters_at(text, (), title)
    top = [each for each in headings if each.level == levels[0]]
    if len(top) == 1 and len(levels) > 1 and not has_words(text[: top[0].start]):
        title = top[0].title
        top = [each for each in headings if each.level == levels[1]]
    return title, chapters_at(text, top, title)


def chapters_at(text: str, headings: Sequence[Heading], opening: str) -> list[ChapterText]:
    """
    Cut *text* at *headings*; what comes before the first is a chapter called *opening*.

    A heading that nothing but another heading follows ("Part One", then "Chapter 1") goes into the
    chapter of that one.
    """
    cuts: list[tuple[int, str]] = [(0, opening)]
    for heading, following in pairwise([*headings, None]):
        if heading is None:
            break
        begin = heading.start
        if len(cuts) > 1 and cuts[-1][1] == "":
            begin = cuts.pop()[0]
        bare = following is not None and not has_words(text[heading.end : following.start])
        cuts.append((begin, "" if bare else heading.title))
    edges = [*(start for start, _ in cuts), len(text)]
    return [
        ChapterText(title, text[start:end].strip())
        for (_, title), (start, end) in zip(cuts, pairwise(edges), strict=True)
        if has_words(text[start:end])
    ]
