"""MP4 boxes: finding them, and the list of tags that iTunes began."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING

from .chapters import Chapter, image_type
from .tags import named, tags_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tags import Tags

__all__ = ["Box", "boxes", "read_moov", "sound_end", "with_tags"]

_TEXT = 1
_BINARY = 0
_JPEG = 13
_PNG = 14
_LANGUAGE = "LANGUAGE"

_PLAIN = {
    "title": b"\xa9nam",
    "artist": b"\xa9ART",
    "album": b"\xa9alb",
    "date": b"\xa9day",
    "comment": b"\xa9cmt",
    "encoder": b"\xa9too",
}
"""The fields of Tags that iTunes has a text item for."""


class Box:
    """One box within some bytes: its name, where it begins, where its contents do, and where it ends."""

    __slots__ = ("body", "end", "name", "start")

    def __init__(self, name: bytes, start: int, body: int, end: int) -> None:
        self.name = name
        self.start = start
        self.body = body
        self.end = end


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """
    Find the boxes in *data*, one behind the other.

    The last may end beyond *data*, where only the beginning of a file is at hand.
    """
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1:
            if start + 16 > end:
                return
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        box = Box(name, start, body, start + size if size else end)
        if box.end < body:
            raise ValueError("this is not an MP4 file: a box is shorter than its own name")
        yield box
        start = box.end


def sound_end(head: bytes) -> int:
    """Return where the box with the sound ends, after which the index stands, from a file's first bytes."""
    return next(box.end for box in boxes(head) if box.name == b"mdat")


def with_tags(moov: bytes, tags: Tags | None) -> bytes:
    """Return the index *moov* with *tags* in the place of any it has. The list of chapters stays."""
    kept, marks = b"", b""
    for box in boxes(moov, 8):
        if box.name == b"udta":
            marks = b"".join(
                moov[each.start : each.end] for each in boxes(moov, box.body, box.end) if each.name == b"chpl"
            )
        else:
            kept += moov[box.start : box.end]
    listed = b"" if tags is None else _meta(tags)
    return _box(b"moov", kept + (_box(b"udta", listed + marks) if listed or marks else b""))


def read_moov(moov: bytes) -> Tags:
    """Return the tags in the index *moov*."""
    place = moov
    for step in (b"udta", b"meta", b"ilst"):
        found = next((box for box in boxes(place, 8 if step != b"ilst" else 12) if box.name == step), None)
        if found is None:
            return tags_from({}, {})
        place = place[found.start : found.end]
    names = {name: field for field, name in _PLAIN.items()}
    plain: dict[str, str] = {}
    custom: dict[str, str] = {}
    cover = None
    for item in boxes(place, 8):
        parts = {box.name: place[box.body : box.end] for box in boxes(place, item.body, item.end)}
        value = parts.get(b"data", b"")[8:]
        if item.name in names:
            plain[names[item.name]] = value.decode(errors="replace")
        elif item.name == b"covr":
            cover = value
        elif item.name == b"trkn" and len(value) >= 6:
            plain["track"] = "{}/{}".format(*struct.unpack_from(">HH", value, 2))
        elif item.name == b"----" and b"name" in parts:
            custom[parts[b"name"][4:].decode(errors="replace")] = value.decode(errors="replace")
    if _LANGUAGE in custom:
        plain["language"] = custom[_LANGUAGE]
    return tags_from(plain, custom, chapters=tuple(_chapters(moov)), cover=cover)


def _meta(tags: Tags) -> bytes:
    texts = {name: getattr(tags, field) for field, name in _PLAIN.items()} | {_PLAIN["comment"]: tags.remark}
    items = b"".join(
        _box(name, _data(_TEXT, text.encode())) for name, text in texts.items() if text is not None
    )
    if tags.track is not None:
        items += _box(b"trkn", _data(_BINARY, struct.pack(">2xHH2x", tags.track, tags.tracks or 0)))
    for name, text in (named(tags) | ({} if tags.language is None else {_LANGUAGE: tags.language})).items():
        mean = _box(b"mean", b"\0\0\0\0com.apple.iTunes")
        items += _box(
            b"----", mean + _box(b"name", b"\0\0\0\0" + name.encode()) + _data(_TEXT, text.encode())
        )
    if tags.cover is not None:
        kind = _JPEG if image_type(tags.cover) == "image/jpeg" else _PNG
        items += _box(b"covr", _data(kind, tags.cover))
    handler = _box(b"hdlr", b"\0" * 8 + b"mdirappl" + b"\0" * 9)
    return _box(b"meta", b"\0\0\0\0" + handler + _box(b"ilst", items))


def _chapters(moov: bytes) -> Iterator[Chapter]:
    """Give the chapters that Nero's list names: each lasts until the next, the last until the end."""
    header = next(box for box in boxes(moov, 8) if box.name == b"mvhd")
    scale, length = struct.unpack_from(
        ">II" if not moov[header.body] else ">IQ", moov, header.body + (20 if moov[header.body] else 12)
    )
    udta = next(box for box in boxes(moov, 8) if box.name == b"udta")
    listed = next((box for box in boxes(moov, udta.body, udta.end) if box.name == b"chpl"), None)
    if listed is None:
        return
    at = listed.body + 9
    found: list[tuple[float, str]] = []
    for _ in range(moov[at - 1]):
        (start,) = struct.unpack_from(">Q", moov, at)
        size = moov[at + 8]
        found.append((round(start / 10_000_000, 3), moov[at + 9 : at + 9 + size].decode(errors="replace")))
        at += 9 + size
    for (start, title), (end, _) in pairwise([*found, (round(length / scale, 3), "")]):
        yield Chapter(title, start, max(end, start + 0.001))


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def _data(kind: int, value: bytes) -> bytes:
    return _box(b"data", struct.pack(">II", kind, 0) + value)
