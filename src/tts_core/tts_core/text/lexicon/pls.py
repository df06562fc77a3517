"""W3C Pronunciation Lexicon Specification: graphemes with IPA or an alias."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from ..safe_xml import safe_parser
from .problem import Problem

if TYPE_CHECKING:
    from .problem import Row

__all__ = ["read_pls"]

_NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_PARENTS = {
    "lexicon": "",
    **dict.fromkeys(("meta", "metadata", "lexeme"), "lexicon"),
    **dict.fromkeys(("grapheme", "phoneme", "alias", "example"), "lexeme"),
}
_SAID = {"grapheme", "phoneme", "alias"}


def read_pls(content: bytes) -> list[Row]:
    """Read the lexemes of a document; of several readings of one the preferred, else the first, is taken."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as wrong:
        what = f"this is not well-formed XML: {expat.ErrorString(wrong.code)}"
        raise Problem(wrong.lineno, what) from None
    return reader.rows


class _Reader:
    """Turns the parser's events into rows."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.parser = parser = safe_parser(self._refuse, namespaces=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        self._open: list[str] = []
        self._foreign = 0
        self._alphabet = ""
        self._text: list[str] = []
        self._graphemes: list[str] = []
        self._readings: list[tuple[bool, str, str]] = []
        self._preferred = False

    def _refuse(self, what: str) -> NoReturn:
        self._wrong(f"{what} is not allowed in a lexicon")

    def _wrong(self, what: str) -> NoReturn:
        raise Problem(self.parser.CurrentLineNumber, what)

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        if self._foreign or (self._open and self._open[-1] == "metadata"):
            self._foreign += 1  # Metadata is about the lexicon, not of it.
            return
        namespace, _, name = full.rpartition(" ")
        if namespace not in {"", _NAMESPACE} or name not in _PARENTS:
            self._wrong(f"<{name}> is not of a pronunciation lexicon")
        if (self._open[-1] if self._open else "") != _PARENTS[name]:
            self._wrong(f"<{name}> cannot stand here")
        if "role" in attributes:
            self._wrong("roles are not supported: a word has one reading, whatever its part of speech")
        self._open.append(name)
        self._text.clear()
        if name == "lexicon":
            self._alphabet = attributes.get("alphabet", "")
        elif name == "lexeme":
            self._graphemes, self._readings = [], []
        elif name == "phoneme":
            alphabet = attributes.get("alphabet", self._alphabet)
            if alphabet.lower() != "ipa":
                self._wrong(
                    f"the alphabet {alphabet!r} is not supported, only 'ipa'. Convert the phonemes to IPA"
                )
        self._preferred = attributes.get("prefer") == "true"

    def _end(self, _: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        name = self._open.pop()
        said = " ".join("".join(self._text).split())
        self._text.clear()
        if name in _SAID and not said:
            self._wrong(f"<{name}> is empty")
        if name == "grapheme":
            self._graphemes.append(said)
        elif name in {"phoneme", "alias"}:
            self._readings.append((self._preferred, "ipa" if name == "phoneme" else "say", said))
        elif name == "lexeme":
            self._lexeme()

    def _data(self, data: str) -> None:
        if self._foreign or not self._open or self._open[-1] in {"metadata", "example"}:
            return
        if self._open[-1] in _SAID:
            self._text.append(data)
        elif data.strip():
            self._wrong(f"text stands in <{self._open[-1]}>")

    def _lexeme(self) -> None:
        if not self._graphemes or not self._readings:
            missing = "phoneme> or <alias" if self._graphemes else "grapheme"
            self._wrong(f"<lexeme> has no <{missing}>")
        readings = [each for each in self._readings if each[0]] or self._readings
        _, kind, said = readings[0]
        line = self.parser.CurrentLineNumber
        self.rows.extend((line, {"word": grapheme, kind: said}) for grapheme in self._graphemes)
