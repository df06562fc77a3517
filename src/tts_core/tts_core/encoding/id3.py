"""ID3v2.4: the tags of MP3, ADTS and (in a chunk) WAV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tags import named

if TYPE_CHECKING:
    from .tags import Tags

__all__ = ["id3"]

_UTF8 = b"\3"


def id3(tags: Tags) -> bytes:
    """Return *tags* as one ID3v2.4 tag in UTF-8."""
    texts = {
        b"TIT2": tags.title,
        b"TPE1": tags.artist,
        b"TALB": tags.album,
        b"TRCK": tags.track_text,
        b"TDRC": tags.date,
        b"TLAN": tags.language,
        b"TSSE": tags.encoder,
    }
    body = b"".join(_frame(name, _UTF8 + text.encode()) for name, text in texts.items() if text is not None)
    if tags.remark is not None:
        # The language of a comment is three letters of ISO 639-2; "und" is undetermined.
        body += _frame(b"COMM", _UTF8 + b"und" + b"\0" + tags.remark.encode())
    for name, text in named(tags).items():
        body += _frame(b"TXXX", _UTF8 + name.encode() + b"\0" + text.encode())
    return b"ID3\4\0\0" + _syncsafe(len(body)) + body


def _frame(name: bytes, data: bytes) -> bytes:
    return name + _syncsafe(len(data)) + b"\0\0" + data


def _syncsafe(size: int) -> bytes:
    """Seven bits to a byte, so that no size looks like the start of an MPEG frame."""
    if size >= 1 << 28:
        raise ValueError(f"an ID3 tag cannot hold {size} bytes; its sizes end at 256 MiB")
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
