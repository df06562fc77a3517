"""Vorbis comments: the tags of FLAC, Opus and Vorbis."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .tags import named

if TYPE_CHECKING:
    from .tags import Tags

__all__ = ["comments", "vendor_of"]


def comments(tags: Tags | None, vendor: bytes) -> bytes:
    """Return a comment block: who encoded it, then NAME=text for each tag."""
    entries = [f"{name}={text}".encode() for name, text in _fields(tags).items()] if tags else []
    block = struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(entries))
    return block + b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)


def vendor_of(block: bytes) -> bytes:
    """Return the name that the encoding library left in its own comment block."""
    (length,) = struct.unpack_from("<I", block)
    return block[4 : 4 + length]


def _fields(tags: Tags) -> dict[str, str]:
    texts = {
        "TITLE": tags.title,
        "ARTIST": tags.artist,
        "ALBUM": tags.album,
        "TRACKNUMBER": None if tags.track is None else str(tags.track),
        "TRACKTOTAL": None if tags.tracks is None else str(tags.tracks),
        "DATE": tags.date,
        "LANGUAGE": tags.language,
        "COMMENT": tags.remark,
        "ENCODER": tags.encoder,
    }
    return {name: text for name, text in texts.items() if text is not None} | named(tags)
