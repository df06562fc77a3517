"""EPUB 2 and 3: the package, its reading order, and the chapters that its contents name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..synthesizer import SpeechWarning
from .archive import Archive
from .book import Book, ChapterText
from .headings import Heading, chapters_at, chapters_of, has_words
from .toc import Entry, read_toc
from .webpage import decoded, read_page
from .xmltree import read_xml

if TYPE_CHECKING:
    from pathlib import Path

    from .webpage import WebPage
    from .xmltree import Node

__all__ = ["read_epub"]

MOST_PAGES = 20_000
"""How many pages a reading order may name."""
_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")


def read_epub(path: Path) -> Book:
    """Read the book in the file *path*."""
    with Archive(path) as archive:
        return _Package(archive, path).book()


class _Package:
    """The package document and what it leads to."""

    def __init__(self, archive: Archive, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._left_out: list[str] = []
        container = read_xml(archive.read("META-INF/container.xml"), f"{path}: container.xml")
        root = container.first("rootfile")
        if root is None or not root.given.get("full-path"):
            raise ValueError(f"{path} is not an EPUB: its container names no package")
        self._place = root.given["full-path"]
        package = read_xml(archive.read(self._place), f"{path}: {self._place}")
        self._metadata = package.first("metadata") or package
        self._items = {item.given.get("id", ""): item for item in package.all("item")}
        self._spine = package.first("spine") or package
        self._refuse_protected()

    def book(self) -> Book:
        """Read everything."""
        title = self._said("title") or self._path.stem
        names, pages = self._pages()
        entries = self._contents()
        chapters = _by_contents(names, pages, entries, title) if entries else _by_headings(pages, title)
        if not chapters:
            raise ValueError(f"{self._path} holds no text that could be read aloud")
        self._left_out += [each for page in pages for each in page.left_out]
        return Book(
            title=title,
            chapters=tuple(chapters),
            author=", ".join(node.text for node in self._metadata.all("creator") if node.text) or None,
            language=self._said("language"),
            date=(self._said("date") or "")[:10] or None,
            cover=self._cover(),
            warnings=tuple(SpeechWarning("left-out", f"not read: {each}") for each in self._left_out),
        )

    def _said(self, name: str) -> str | None:
        return next((node.text for node in self._metadata.all(name) if node.text), None)

    def _pages(self) -> tuple[list[str], list[WebPage]]:
        """Read the pages of the reading order."""
        names: list[str] = []
        pages: list[WebPage] = []
        read: dict[str, WebPage] = {}
        for count, reference in enumerate(self._spine.all("itemref"), start=1):
            if count > MOST_PAGES:
                raise ValueError(f"{self._path} names more than {MOST_PAGES} pages in its reading order")
            item = self._items.get(reference.given.get("idref", ""))
            if item is None:
                raise ValueError(
                    f"{self._path}: the reading order names what is not there: {reference.given}"
                )
            name = self._file(item)
            if item.given.get("media-type") not in _PAGES:
                self._left_out.append(f"{name}, which is no text")
                continue
            if (page := read.get(name)) is None:
                markup = decoded(self._archive.read(name), f"{self._path}: {name}")
                page = read[name] = read_page(markup)
            else:
                self._archive.account(len(page.text), name)
            if reference.given.get("linear") == "no":
                if has_words(page.text):
                    self._left_out.append(f"{name}, which stands outside of the reading order")
                continue
            names.append(name)
            pages.append(page)
        return names, pages

    def _contents(self) -> list[Entry]:
        """Read the table of contents: EPUB 3's, else that of EPUB 2."""
        for item in self._items.values():
            if "nav" in item.given.get("properties", "").split():
                return read_toc(self._archive, self._file(item), str(self._path))
        ncx = self._items.get(self._spine.given.get("toc", ""))
        for item in [ncx] if ncx else self._items.values():
            if item.given.get("media-type") == "application/x-dtbncx+xml":
                return read_toc(self._archive, self._file(item), str(self._path))
        return []

    def _cover(self) -> bytes | None:
        named = {
            node.given.get("content")
            for node in self._metadata.all("meta")
            if node.given.get("name") == "cover"
        }
        for key, item in self._items.items():
            if "cover-image" in item.given.get("properties", "").split() or key in named:
                if item.given.get("media-type") in ("image/jpeg", "image/png"):
                    return self._archive.read(self._file(item))
                self._left_out.append(
                    f"the cover, which is {item.given.get('media-type')} and not JPEG or PNG"
                )
        return None

    def _file(self, item: Node) -> str:
        place = self._archive.place(self._place, item.given.get("href", ""))
        if place is None:
            raise ValueError(f"{self._path} refers to {item.given.get('href')!r}, which is not in it")
        return place[0]

    def _refuse_protected(self) -> None:
        """Say so when pages are encrypted; that fonts are is usual and does no harm."""
        if "META-INF/encryption.xml" not in self._archive:
            return
        where = "META-INF/encryption.xml"
        pages = {self._file(each) for each in self._items.values() if each.given.get("media-type") in _PAGES}
        for node in read_xml(self._archive.read(where), f"{self._path}: {where}").all("CipherReference"):
            if unquote(node.given.get("URI", "")).lstrip("/") in pages:
                raise ValueError(
                    f"{self._path} is protected by DRM: its text is encrypted and cannot be read"
                )


def _by_headings(pages: list[WebPage], title: str) -> list[ChapterText]:
    """Make a chapter of every page; of a single one, as many as it has."""
    if len(pages) == 1:
        return chapters_of(pages[0].text, pages[0].headings, title)[1]
    return [
        ChapterText(page.headings[0].title if page.headings else page.title or title, page.text)
        for page in pages
        if has_words(page.text)
    ]


def _by_contents(
    names: list[str], pages: list[WebPage], entries: list[Entry], title: str
) -> list[ChapterText]:
    """Cut the whole reading order where the entries of the contents lead to."""
    starts: dict[str, int] = {}
    parts: list[str] = []
    length = 0
    for name, page in zip(names, pages, strict=True):
        starts.setdefault(name, length)
        parts.append(f"{page.text}\n\n")
        length += len(parts[-1])
    anchors = dict(zip(names, (page.anchors for page in pages), strict=True))
    marks = {
        starts[entry.file] + anchors[entry.file].get(entry.anchor, 0): entry.title
        for entry in reversed(entries)
        if entry.file in starts
    }
    headings = [Heading(place, place, 1, marks[place]) for place in sorted(marks)]
    return chapters_at("".join(parts), headings, title)
