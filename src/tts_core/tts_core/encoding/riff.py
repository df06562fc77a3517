"""RIFF chunks, and the INFO list that carries tags in WAV."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .tags import tags_from

if TYPE_CHECKING:
    from .tags import Tags

__all__ = ["chunk", "info", "read_info"]

_PLAIN = {
    "title": b"INAM",
    "artist": b"IART",
    "album": b"IPRD",
    "track": b"IPRT",
    "date": b"ICRD",
    "language": b"ILNG",
    "comment": b"ICMT",
    "encoder": b"ISFT",
}
"""The fields of Tags that INFO has a name for."""


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk, filled up to an even length, which its size does not count."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def info(tags: Tags) -> bytes:
    """
    Return the contents of a LIST chunk with what INFO has a name for.

    The rest (the receipt, the model) stands in the id3 chunk beside it. RIFF never said which
    encoding its text has; UTF-8 is what readers of today expect.
    """
    fields = {name: getattr(tags, field) for field, name in _PLAIN.items()}
    fields |= {_PLAIN["comment"]: tags.remark, _PLAIN["track"]: tags.track_text}
    return b"INFO" + b"".join(
        chunk(name, text.encode() + b"\0") for name, text in fields.items() if text is not None
    )


def read_info(data: bytes) -> Tags:
    """Return the tags in the contents of a LIST chunk."""
    names = {name: field for field, name in _PLAIN.items()}
    plain: dict[str, str] = {}
    offset = 4
    while offset + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, offset)
        if name in names:
            plain[names[name]] = data[offset + 8 : offset + 8 + size].rstrip(b"\0").decode(errors="replace")
        offset += 8 + size + size % 2
    return tags_from(plain, {})
