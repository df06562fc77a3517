"""Vorbis comments: the tags of FLAC, Opus and Vorbis."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .tags import named, tags_from

if TYPE_CHECKING:
    from .tags import Tags

__all__ = ["comments", "read_comments", "vendor_of"]

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


def comments(tags: Tags | None, vendor: bytes) -> bytes:
    """Return a comment block: who encoded it, then NAME=text for each tag."""
    entries = [f"{name}={text}".encode() for name, text in _fields(tags).items()] if tags else []
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
    return tags_from(plain, found)


def _fields(tags: Tags) -> dict[str, str]:
    texts = {name: getattr(tags, field) for field, name in _PLAIN.items()}
    texts["COMMENT"] = tags.remark
    texts["TRACKNUMBER"] = None if tags.track is None else str(tags.track)
    texts[_TOTAL] = None if tags.tracks is None else str(tags.tracks)
    return {name: text for name, text in texts.items() if text is not None} | named(tags)
