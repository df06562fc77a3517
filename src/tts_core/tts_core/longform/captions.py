"""Captions of a book, written chapter by chapter."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import IO, TYPE_CHECKING

from ..captions import srt, vtt
from ..text.markup import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..captions import Edit
    from ..synthesizer import Word

__all__ = ["Captions", "markup_edits"]

_NUMBER = re.compile(r"^\d+(?=\n\d\d+:\d\d:\d\d,\d{3} --> )", re.MULTILINE)
_HEAD = "WEBVTT\n\n"


class Captions:
    """One caption file of a whole volume; only one chapter of it is held at a time."""

    def __init__(self, kind: str, file: IO[bytes]) -> None:
        self._kind = kind
        self._file = file
        self._cues = 0
        if kind == "vtt":
            file.write(_HEAD.rstrip("\n").encode() + b"\n")

    def add(self, words: Sequence[Word], text: str, begin: float, edits: Sequence[Edit]) -> None:
        """Write the cues of a chapter that begins *begin* seconds into the file."""
        if self._kind == "vtt":
            cues = vtt(words, text, offset=begin, edits=edits).removeprefix(_HEAD)
            self._file.write(b"\n" + cues.encode())
            return
        cues = _NUMBER.sub(self._numbered, srt(words, text, offset=begin, edits=edits))
        self._file.write((b"\n" if self._file.tell() else b"") + cues.encode())

    def _numbered(self, _: re.Match[str]) -> str:
        self._cues += 1
        return str(self._cues)


def markup_edits(text: str) -> tuple[Edit, ...]:
    """Return what of a text with markup is not shown, or shown otherwise than it is written."""
    return tuple(_edits(text))


def _edits(text: str) -> Iterator[Edit]:
    marked = parse(text)
    end = 0
    for first, last in pairwise([*dict.fromkeys((0, *marked.breaks(0, len(marked.text)))), len(marked.text)]):
        start, stop = marked.source(first, last)
        if start > end:
            yield (end, start, "")
        if stop - start != last - first:
            yield (start, stop, marked.text[first:last])
        end = stop
    if end < len(text):
        yield (end, len(text), "")
