"""Captions of a book, written chapter by chapter."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from ..captions import srt, vtt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..captions import Edit
    from ..synthesizer import Word

__all__ = ["Captions"]

_NUMBER = re.compile(r"^\d+(?=\n\d\d+:\d\d:\d\d,\d{3} --> )", re.MULTILINE)
_HEAD = "WEBVTT\n\n"


class Captions:
    """One caption file of a whole output file; only one chapter of it is held at a time."""

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
