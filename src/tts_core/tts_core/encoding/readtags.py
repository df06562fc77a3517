"""Reading back what a file says about itself."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .id3 import HEADER, read_id3, size_of
from .mp4 import read_moov
from .oggpage import packets_of
from .riff import read_info
from .tags import Tags
from .vorbiscomments import read_comments, read_picture

if TYPE_CHECKING:
    import os

__all__ = ["read_tags"]


def read_tags(path: str | os.PathLike[str]) -> Tags:
    """
    Return the tags of a file in any format that can carry them, whatever its name ends in.

    A file without tags gives empty ones, which do not claim that it is synthetic. Not all of the
    file is read: only where tags can be.
    """
    with Path(path).open("rb") as file:
        magic = file.read(12)
        file.seek(0)
        try:
            tags = _found(file, magic)
        except (struct.error, IndexError, EOFError) as broken:
            raise ValueError(
                f"cannot read the tags of {str(path)!r}: the file is damaged or cut off"
            ) from broken
    if tags is None:
        raise ValueError(
            f"{str(path)!r} is not in a format that carries tags: wav, flac, mp3, ogg, aac or mp4"
        )
    return tags


def _found(file: BinaryIO, magic: bytes) -> Tags | None:
    if magic[:3] == b"ID3":
        header = _taken(file, HEADER)
        return read_id3(header + _taken(file, size_of(header)))
    if magic[:4] == b"RIFF" and magic[8:12] == b"WAVE":
        return _wav(file)
    if magic[:4] == b"fLaC":
        return _flac(file)
    if magic[:4] == b"OggS":
        return _ogg(file)
    if magic[4:8] == b"ftyp":
        return _mp4(file)
    if len(magic) > 1 and magic[0] == 0xFF and magic[1] & 0xE0 == 0xE0:
        return _NONE  # MPEG frames from the first byte: no tag.
    return None


def _taken(file: BinaryIO, size: int) -> bytes:
    """Read exactly so much: half a tag is no tag."""
    data = file.read(size)
    if len(data) < size:
        raise EOFError
    return data


_NONE = Tags(synthetic=False)


def _wav(file: BinaryIO) -> Tags:
    file.seek(12)
    tags = _NONE
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == b"id3 ":
            return read_id3(_taken(file, size))
        if name == b"LIST":
            tags = read_info(_taken(file, size))
            file.seek(size % 2, 1)
        else:
            file.seek(size + size % 2, 1)
    return tags


def _flac(file: BinaryIO) -> Tags:
    file.seek(4)
    tags, cover, last = _NONE, None, False
    while not last:
        head = _taken(file, 4)
        last, size = bool(head[0] & 0x80), int.from_bytes(head[1:4], "big")
        if head[0] & 0x7F == 4:
            tags = read_comments(_taken(file, size))
        elif head[0] & 0x7F == 6:
            cover = read_picture(_taken(file, size))
        else:
            file.seek(size, 1)
    return tags if cover is None else replace(tags, cover=cover)


def _ogg(file: BinaryIO) -> Tags:
    _, packet = packets_of(file, 2)
    for magic in (b"OpusTags", b"\x03vorbis"):
        if packet.startswith(magic):
            return read_comments(packet[len(magic) :])
    return _NONE


def _mp4(file: BinaryIO) -> Tags:
    start = 0
    while len(head := file.read(16)) >= 8:
        size, name = struct.unpack_from(">I4s", head)
        if size == 1:
            (size,) = struct.unpack_from(">Q", head, 8)
        if name == b"moov":
            return read_moov(head + _taken(file, size - len(head)))
        if not size:
            break
        start += size
        file.seek(start)
    return _NONE
