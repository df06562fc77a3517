"""ID3v2.4: the tags of MP3, ADTS and (in a chunk) WAV."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .chapters import Chapter, image_type
from .tags import named, tags_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .tags import Tags

__all__ = ["HEADER", "id3", "read_id3", "size_of"]

HEADER = 10
"""How long the header of a tag is, and that of a frame."""

_UTF8 = b"\3"
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")

_PLAIN = {
    "title": b"TIT2",
    "artist": b"TPE1",
    "album": b"TALB",
    "date": b"TDRC",
    "language": b"TLAN",
    "encoder": b"TSSE",
}
"""The fields of Tags that ID3 has a text frame for, besides the track."""


def id3(tags: Tags, *, delay: float = 0.0) -> bytes:
    """
    Return *tags* as one ID3v2.4 tag in UTF-8.

    Chapters are moved by *delay*, the seconds of silence that the format puts before the sound.
    """
    texts = {name: getattr(tags, field) for field, name in _PLAIN.items()} | {b"TRCK": tags.track_text}
    body = b"".join(_frame(name, _UTF8 + text.encode()) for name, text in texts.items() if text is not None)
    if tags.remark is not None:
        # The language of a comment is three letters of ISO 639-2; "und" is undetermined.
        body += _frame(b"COMM", _UTF8 + b"und" + b"\0" + tags.remark.encode())
    for name, text in named(tags).items():
        body += _frame(b"TXXX", _UTF8 + name.encode() + b"\0" + text.encode())
    body += b"".join(_chapters(tags.chapters, round(delay * 1000)))
    if tags.cover is not None:
        # 3 is the front cover; it has no description.
        body += _frame(b"APIC", _UTF8 + image_type(tags.cover).encode() + b"\0\3\0" + tags.cover)
    return b"ID3\4\0\0" + _syncsafe(len(body)) + body


def size_of(header: bytes) -> int:
    """Return how much follows the header of a tag."""
    return _plain_size(header[6:HEADER])


def read_id3(tag: bytes) -> Tags:
    """Return the tags in one ID3v2 tag of version 3 or 4."""
    if tag[3] not in (3, 4):
        raise ValueError(f"cannot read ID3 version 2.{tag[3]}, only 2.3 and 2.4")
    names = {name: field for field, name in _PLAIN.items()} | {b"TRCK": "track", b"TYER": "date"}
    plain: dict[str, str] = {}
    custom: dict[str, str] = {}
    chapters: list[Chapter] = []
    cover = None
    offset, end = HEADER, HEADER + size_of(tag)
    while offset + HEADER < end and tag[offset]:
        size = tag[offset + 4 : offset + 8]
        length = _length(size, tag[3])
        name, data = tag[offset : offset + 4], tag[offset + HEADER : offset + HEADER + length]
        offset += HEADER + length
        if name in names:
            plain.setdefault(names[name], _text(data, 1)[0])
        elif name == b"COMM":
            plain.setdefault("comment", _text(data, 4)[1])
        elif name == b"TXXX":
            label, text = _text(data, 1)
            custom.setdefault(label, text)
        elif name == b"CHAP":
            chapters.append(_chapter(data, tag[3]))
        elif name == b"APIC":
            _, _, rest = data[1:].partition(b"\0")
            cover = _image(data[0], rest[1:])
    return tags_from(plain, custom, chapters=sorted(chapters, key=lambda each: each.start), cover=cover)


def _chapters(chapters: Sequence[Chapter], shift: int) -> Iterator[bytes]:
    """Give a frame for each chapter, and the table of contents."""
    names = [b"chp%d\0" % number for number in range(len(chapters))]
    tables = [names[first : first + 255] for first in range(0, len(names), 255)]
    if len(tables) > 1:  # A table holds no more than 255; more need a table of tables.
        tables.insert(0, [b"toc%d\0" % number for number in range(1, len(tables) + 1)])
    for number, table in enumerate(tables):
        # 1 says that the order matters, 2 that this is the top of all tables.
        flags = 1 if number else 3
        yield _frame(b"CTOC", b"toc%d\0" % number + bytes((flags, len(table))) + b"".join(table))
    for name, chapter in zip(names, chapters, strict=True):
        start, end = chapter.milliseconds
        # Without positions in bytes, which are all ones then.
        times = struct.pack(">IIII", start + shift, end + shift, 0xFFFFFFFF, 0xFFFFFFFF)
        yield _frame(b"CHAP", name + times + _frame(b"TIT2", _UTF8 + chapter.title.encode()))


def _chapter(data: bytes, version: int) -> Chapter:
    _, _, rest = data.partition(b"\0")
    start, end = struct.unpack_from(">II", rest)
    title = ""
    frame = rest[16:]
    while len(frame) > HEADER:
        length = _length(frame[4:8], version)
        if frame[:4] == b"TIT2":
            title = _text(frame[HEADER : HEADER + length], 1)[0]
        frame = frame[HEADER + length :]
    return Chapter(title, start / 1000, end / 1000)


def _image(encoding: int, rest: bytes) -> bytes:
    """Return what stands behind the description of a picture, which ends with one NUL or, in UTF-16, two."""
    wide = encoding in (1, 2)
    end = next((at for at in range(0, len(rest), 1 + wide) if not any(rest[at : at + 1 + wide])), 0)
    return rest[end + 1 + wide :]


def _length(size: bytes, version: int) -> int:
    return _plain_size(size) if version == 4 else int.from_bytes(size, "big")


def _text(data: bytes, start: int) -> tuple[str, str]:
    """Return the two strings that NUL parts; a frame with one has it first."""
    decoded = data[start:].decode(_ENCODINGS[data[0]] if data[0] < len(_ENCODINGS) else "utf-8", "replace")
    first, _, second = decoded.partition("\0")
    return first, second.lstrip("\ufeff").rstrip("\0")


def _frame(name: bytes, data: bytes) -> bytes:
    return name + _syncsafe(len(data)) + b"\0\0" + data


def _syncsafe(size: int) -> bytes:
    """Seven bits to a byte, so that no size looks like the start of an MPEG frame."""
    if size >= 1 << 28:
        raise ValueError(f"an ID3 tag cannot hold {size} bytes; its sizes end at 256 MiB")
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _plain_size(size: bytes) -> int:
    return size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]
