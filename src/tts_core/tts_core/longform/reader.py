"""Reading a book from a file, whatever kind of file it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..synthesizer import SpeechWarning
from .book import Book
from .headings import chapters_of, has_words

if TYPE_CHECKING:
    import os

__all__ = ["KINDS", "read_book"]

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
}
"""Which kind of file each extension stands for."""


def read_book(path: str | os.PathLike[str], kind: str | None = None) -> Book:
    """
    Read a book from plain text, Markdown, HTML or EPUB.

    *kind* (text, markdown, html, epub) is what the extension stands for, unless it is given. Chapters
    are found at headings, at lines such as "Chapter 1", or where an EPUB's contents say.
    """
    source = Path(path)
    chosen = kind or KINDS.get(source.suffix.lower())
    if chosen not in KINDS.values():
        known = ", ".join(sorted(KINDS))
        raise ValueError(
            f"cannot tell what kind of book {str(source)!r} is; known: {known}. "
            "Use one of these, or name the kind: text, markdown, html or epub"
        )
    if chosen == "epub":
        from .epub import read_epub

        return replace(read_epub(source), source=source)
    book = _page(source) if chosen == "html" else _written(source, markdown=chosen == "markdown")
    if not book.chapters:
        raise ValueError(f"{source} holds no text that could be read aloud")
    return replace(book, source=source)


def _written(source: Path, *, markdown: bool) -> Book:
    from .markdown import front_matter, markdown_headings
    from .plaintext import plain_headings
    from .webpage import decoded

    text = decoded(source.read_bytes(), str(source), declared=False).replace("\r\n", "\n").replace("\r", "\n")
    said, start = front_matter(text) if markdown else ({}, 0)
    text = text[start:]
    headings = markdown_headings(text) if markdown else plain_headings(text)
    title, chapters = chapters_of(text, headings, said.get("title") or source.stem)
    return Book(
        title=said.get("title") or title,
        chapters=tuple(chapters),
        author=said.get("author"),
        language=said.get("language") or said.get("lang"),
        date=said.get("date"),
    )


def _page(source: Path) -> Book:
    from .webpage import decoded, read_page

    page = read_page(decoded(source.read_bytes(), str(source)))
    title, chapters = chapters_of(page.text, page.headings, page.title or source.stem)
    return Book(
        title=page.title or title,
        chapters=tuple(chapters) if has_words(page.text) else (),
        author=page.author,
        language=page.language,
        warnings=tuple(SpeechWarning("left-out", f"not read: {each}") for each in page.left_out),
    )
