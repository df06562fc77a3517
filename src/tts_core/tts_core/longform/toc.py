"""The table of contents of an EPUB, as far as it names chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .xmltree import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .archive import Archive
    from .xmltree import Node

__all__ = ["Entry", "read_toc"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a chapter begins, and what it is called."""

    title: str
    file: str
    anchor: str


def read_toc(archive: Archive, name: str, book: str) -> list[Entry]:
    """
    Return the chapters that the file *name* lists.

    What stands below an entry is a chapter of its own where it is in another file (the chapters of
    a part), and a section where it is in the same.
    """
    root = read_xml(archive.read(name), f"{book}: {name}")
    navigation = root.first("navMap")
    if navigation is not None:
        return list(_points(archive, name, navigation, None))
    for nav in root.all("nav"):
        if "toc" in nav.given.get("type", "").split():
            listed = nav.first("ol")
            return list(_items(archive, name, listed, None)) if listed is not None else []
    return []


def _items(archive: Archive, name: str, listed: Node, above: str | None) -> Iterator[Entry]:
    """Go through the list of EPUB 3: items with a link or a label, and perhaps another list."""
    for item in listed.children:
        link = next((each for each in item.children if each.name == "a"), None)
        entry = _entry(archive, name, link.text, link.given.get("href", "")) if link is not None else None
        if entry is not None and entry.file != above:
            yield entry
        for deeper in item.children:
            if deeper.name == "ol":
                yield from _items(archive, name, deeper, entry.file if entry else above)


def _points(archive: Archive, name: str, listed: Node, above: str | None) -> Iterator[Entry]:
    """Go through the map of EPUB 2: points with a label and a target, and perhaps other points."""
    for point in listed.children:
        if point.name != "navPoint":
            continue
        label = next((each.text for each in point.children if each.name == "navLabel"), "")
        target = next((each.given.get("src", "") for each in point.children if each.name == "content"), "")
        entry = _entry(archive, name, label, target)
        if entry is not None and entry.file != above:
            yield entry
        yield from _points(archive, name, point, entry.file if entry else above)


def _entry(archive: Archive, name: str, title: str, reference: str) -> Entry | None:
    place = archive.place(name, reference)
    return Entry(title, *place) if place is not None and title and reference else None
