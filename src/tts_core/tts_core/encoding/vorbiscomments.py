"""Vorbis comments: the tags of FLAC, Opus and Vorbis."""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from .chapters import Chapter, image_type
from .tags import named, tags_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .tags import Tags

__all__ = ["comments", "picture", "read_comments", "read_picture", "vendor_of"]

_PLAIN = {
    "title": "TITLE",
    "artist": "ARTIST",
    "album": "ALBUM",
    "date": "DATE",
    "language": "LANGUAGE",
    "comment": "COMMENT",
    "encoder": "ENCODER",
}
"""The fields of Tags that Vorbis comments have a customary name for."""

_TOTAL = "TRACKTOTAL"
_PICTURE = "METADATA_BLOCK_PICTURE"


def comments(tags: Tags | None, vendor: bytes, *, apart: bool = False) -> bytes:
    """
    Return a comment block: who encoded it, then NAME=text for each tag.

    The cover is one of them, unless it stands *apart*, as it does in FLAC.
    """
    entries = [f"{name}={text}".encode() for name, text in _fields(tags).items()] if tags else []
    if tags and tags.cover is not None and not apart:
        entries.append(f"{_PICTURE}=".encode() + b64encode(picture(tags.cover)))
    block = struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(entries))
    return block + b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)


def vendor_of(block: bytes) -> bytes:
    """Return the name that the encoding library left in its own comment block."""
    (length,) = struct.unpack_from("<I", block)
    return block[4 : 4 + length]


def read_comments(block: bytes) -> Tags:
    """Return the tags in a comment block."""
    offset = 4 + len(vendor_of(block))
    (count,) = struct.unpack_from("<I", block, offset)
    offset += 4
    found: dict[str, str] = {}
    for _ in range(count):
        (size,) = struct.unpack_from("<I", block, offset)
        name, _, text = block[offset + 4 : offset + 4 + size].decode(errors="replace").partition("=")
        found.setdefault(name.upper(), text)
        offset += 4 + size
    plain = {field: found[name] for field, name in _PLAIN.items() if name in found}
    if "TRACKNUMBER" in found:
        plain["track"] = "/".join([found["TRACKNUMBER"], *([found[_TOTAL]] if _TOTAL in found else [])])
    cover = read_picture(b64decode(found[_PICTURE])) if _PICTURE in found else None
    return tags_from(plain, found, chapters=tuple(_chapters(found)), cover=cover)


def _fields(tags: Tags) -> dict[str, str]:
    texts = {name: getattr(tags, field) for field, name in _PLAIN.items()}
    texts["COMMENT"] = tags.remark
    texts["TRACKNUMBER"] = None if tags.track is None else str(tags.track)
    texts[_TOTAL] = None if tags.tracks is None else str(tags.tracks)
    for number, chapter in enumerate(tags.chapters, 1):
        start, end = chapter.milliseconds
        texts[f"CHAPTER{number:03}"] = _clock(start)
        texts[f"CHAPTER{number:03}NAME"] = chapter.title
        # Others take a chapter to last until the next begins; this is for those who ask.
        texts[f"CHAPTER{number:03}END"] = _clock(end)
    return {name: text for name, text in texts.items() if text is not None} | named(tags)


def picture(cover: bytes) -> bytes:
    """Return a cover as FLAC describes pictures: front cover, media type, no description, size unsaid."""
    kind = image_type(cover).encode()
    return struct.pack(">II", 3, len(kind)) + kind + struct.pack(">IIIIII", 0, 0, 0, 0, 0, len(cover)) + cover


def read_picture(block: bytes) -> bytes:
    """Return the image in a description."""
    (kind,) = struct.unpack_from(">I", block, 4)
    (words,) = struct.unpack_from(">I", block, 8 + kind)
    return block[32 + kind + words :]


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _chapters(found: Mapping[str, str]) -> Iterator[Chapter]:
    """Give the chapters; one whose end is not said lasts until the next, the last for a second."""
    starts: list[float] = []
    while (name := f"CHAPTER{len(starts) + 1:03}") in found:
        starts.append(round(_seconds(found[name]), 3))
    for index, start in enumerate(starts):
        name = f"CHAPTER{index + 1:03}"
        next_start = starts[index + 1] if index + 1 < len(starts) else start + 1
        end = round(_seconds(found[f"{name}END"]), 3) if f"{name}END" in found else next_start
        yield Chapter(found.get(f"{name}NAME", ""), start, end)
