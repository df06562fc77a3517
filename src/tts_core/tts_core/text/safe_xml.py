"""An XML parser that opens nothing: no DTD, no entities but the five of XML itself, nothing external."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["safe_parser"]


def safe_parser(
    refuse: Callable[[str], None], *, encoding: str | None = None, namespaces: str | None = None
) -> expat.XMLParserType:
    """Return a parser that calls *refuse*, which must raise, with the name of whatever must not be opened."""

    def external(*_: object) -> int:
        refuse("an external entity")
        return 0

    parser = expat.ParserCreate(encoding, namespaces)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = lambda *_: refuse("a DOCTYPE")
    parser.EntityDeclHandler = lambda *_: refuse("an entity declaration")
    parser.ExternalEntityRefHandler = external
    parser.ProcessingInstructionHandler = lambda *_: refuse("a processing instruction")
    return parser
