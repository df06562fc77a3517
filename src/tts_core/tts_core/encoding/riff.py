"""RIFF chunks, and the INFO list that carries tags in WAV."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .tags import Tags

__all__ = ["chunk", "info"]


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk, filled up to an even length, which its size does not count."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def info(tags: Tags) -> bytes:
    """
    Return the contents of a LIST chunk with what INFO has a name for.

    The rest (the receipt, the model) stands in the id3 chunk beside it. RIFF never said which
    encoding its text has; UTF-8 is what readers of today expect.
    """
    fields = {
        b"INAM": tags.title,
        b"IART": tags.artist,
        b"IPRD": tags.album,
        b"IPRT": tags.track_text,
        b"ICRD": tags.date,
        b"ILNG": tags.language,
        b"ICMT": tags.remark,
        b"ISFT": tags.encoder,
    }
    return b"INFO" + b"".join(
        chunk(name, text.encode() + b"\0") for name, text in fields.items() if text is not None
    )
