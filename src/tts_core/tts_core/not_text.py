"""Telling what is no text before it is read as one, and heard as noise."""

from __future__ import annotations

import codecs

__all__ = ["refuse_what_is_no_text"]

_KNOWN = (
    (b"%PDF-", "a PDF", "extract its text first, for example with: pdftotext"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (
        b"PK\x03\x04",
        "a ZIP archive, as Word's and LibreOffice's documents and EPUBs are",
        "save it as plain text",
    ),
    (b"\xd0\xcf\x11\xe0", "an old document of Microsoft's", "save it as plain text"),
    (b"\x1f\x8b", "packed with gzip", "unpack it first, for example with: gunzip"),
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = bytes(set(range(32)) - {*b"\t\n\v\f\r\x1a\x1b"})
"""What stands in no text of any encoding but those with two bytes for each letter."""
LOOKED_AT = 1 << 16
MOST_CONTROLS = 0.02


def refuse_what_is_no_text(data: bytes, where: str) -> None:
    """Raise ValueError where *data* is a document of another kind, or was never written to be read."""
    for begins, what, fix in _KNOWN:
        if data[:64].lstrip().startswith(begins):
            raise ValueError(f"{where} is {what}, and no plain text; {fix}")
    if data.startswith(_WIDE):
        return
    head = data[:LOOKED_AT]
    others = len(head) - len(head.translate(None, _CONTROLS))
    if others > MOST_CONTROLS * len(head):
        place = next(index for index, each in enumerate(head) if each in _CONTROLS)
        raise ValueError(f"{where} is no text: byte {place + 1} is {data[place]:#04x}; is it the right file?")
