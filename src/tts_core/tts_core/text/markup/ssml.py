"""
An SSML subset, read with a parser that opens nothing: no DTD, no entities of its own, no external anything.

What is not understood is refused by name, never skipped. White space means as little as in any XML: a run
of it is one space. Where a paragraph or a sentence ends, the plain text gets white space that no character of
the source stands for. The language is the request's own affair: xml:lang on <speak> changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from ..expression import expression
from ..safe_xml import safe_parser
from .builder import Builder
from .elements import ELEMENTS, REFUSED

if TYPE_CHECKING:
    from .marks import Marked

__all__ = ["read_ssml"]

_PIECES = expression(r"[ \t\r\n]+|(?:[^ \t\r\n]|(?<=[^ \t\r\n]) (?=[^ \t\r\n]))+")
_EDGES = {"p": "\n\n", "s": " "}


def read_ssml(text: str) -> Marked:
    """Lift the marks out of an SSML document."""
    return _Reader(text).read()


class _Reader:
    """Turns the parser's events into marked text; the parser counts bytes, we count characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._built = Builder(text)
        try:
            self._bytes = text.encode("utf-8")
        except UnicodeEncodeError as wrong:
            raise self._built.broken(
                wrong.start, "half a surrogate pair is no character", "Take it out."
            ) from None
        self._byte = self._char = 0
        self._literal = False
        self._parser = parser = safe_parser(self._refuse, encoding="utf-8")
        parser.buffer_text = False  # Each event must come with its own place.
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartCdataSectionHandler = lambda: self._cdata(True)
        parser.EndCdataSectionHandler = lambda: self._cdata(False)

    def read(self) -> Marked:
        try:
            self._parser.Parse(self._bytes, True)
        except expat.ExpatError as wrong:
            at = self._at(max(self._parser.ErrorByteIndex, self._byte))
            what = f"this is not well-formed SSML: {expat.ErrorString(wrong.code)}"
            fix = "Close every element, and write &amp; for & and &lt; for <."
            raise self._built.broken(at, what, fix) from None
        return self._built.marked()

    def _at(self, byte: int) -> int:
        """Return the character that begins at a byte; bytes only grow."""
        self._char += len(self._bytes[self._byte : byte].decode("utf-8", "ignore"))
        self._byte = byte
        return self._char

    def _refuse(self, what: str) -> NoReturn:
        at = self._at(self._parser.CurrentByteIndex)
        raise self._built.broken(at, f"{what} is not allowed", "Write the text itself; nothing else is read.")

    def _cdata(self, literal: bool) -> None:
        self._literal = literal

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._at(self._parser.CurrentByteIndex)
        built = self._built
        element = ELEMENTS.get(name)
        if element is None:
            raise self._built.broken(
                at, f"<{name}> is not supported", f"{REFUSED.get(name, '')}Known: {', '.join(ELEMENTS)}."
            )
        if bool(built.open) == (name == "speak"):
            raise self._built.broken(at, f"<{name}> cannot stand here", "One <speak> holds everything else.")
        if built.open and built.open[-1].holds != "anything":
            outer = built.open[-1]
            raise self._built.broken(at, f"<{name}> stands in <{outer.name}>", f"That holds {outer.holds}.")
        try:
            kind, value = element.read(name, attributes)
        except ValueError as wrong:
            raise self._built.broken(at, str(wrong), element.fix) from None
        self._part(name, at)
        if name == "break":
            built.pause(float(value))
        built.begin(name, at, kind, value, holds=element.holds)

    def _end(self, name: str) -> None:
        at = self._at(self._parser.CurrentByteIndex)
        self._built.end()
        self._part(name, at)

    def _part(self, name: str, at: int) -> None:
        """Keep words on both sides of an edge apart."""
        edge = _EDGES.get(name, "")
        if edge and self._built.length and not self._built.ends_with(edge):
            self._built.add(edge, at, at)

    def _data(self, data: str) -> None:
        byte = self._parser.CurrentByteIndex
        at = self._at(byte)
        built = self._built
        if built.open[-1].holds == "nothing" and data.strip():
            raise self._built.broken(at, "text stands in <break>", "Write <break/> and the text behind it.")
        end = at + len(data)
        if not self._literal and self._text[at] == "&":
            end = self._text.index(";", at) + 1
        elif self._text.startswith("\r\n", at):
            end = at + 2
        if end - at != len(data):
            self._add(data, at, end)
            return
        for piece in _PIECES.finditer(data):
            self._add(piece.group(), at + piece.start(), at + piece.end())

    def _add(self, piece: str, start: int, end: int) -> None:
        """Add ink as it is, and a run of white space as one space."""
        if piece[0] not in " \t\r\n":
            self._built.add(piece, start, end)
        elif self._built.length and not self._built.ends_with((" ", "\n")):
            self._built.add(" ", start, end)
