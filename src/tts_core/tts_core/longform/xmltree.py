"""Small XML documents as trees, for the files that describe an EPUB."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from ..text.safe_xml import safe_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Node", "read_xml"]

DEEPEST = 100
MOST = 200_000
"""How many elements a document may have; each takes half a kilobyte of memory."""
_PARTED = "\n"


@dataclass(slots=True)
class Node:
    """One element. Names are without their namespace: in these files none means two things."""

    name: str
    given: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text within, blanks made even."""
        return " ".join("".join(self._texts()).split())

    def all(self, name: str) -> Iterator[Node]:
        """Find every element called *name* below this one, in their order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def first(self, name: str) -> Node | None:
        """Return the first element called *name* below this one."""
        return next(self.all(name), None)

    def _texts(self) -> Iterator[str]:
        yield from self.own
        for child in self.children:
            yield " "
            yield from child._texts()


def read_xml(data: bytes, where: str) -> Node:
    """
    Read a document that may name a DTD, as those of EPUB 2 do, but not bring one.

    Nothing is fetched, and no entity but the five of XML is known.
    """

    def refuse(what: str) -> NoReturn:
        raise ValueError(f"{where} holds {what}, which is not read from a file that others made")

    root = Node("")
    path = [root]
    count = 0

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST:
            refuse(f"more than {MOST} elements")
        if len(path) > DEEPEST:
            refuse(f"elements nested more than {DEEPEST} deep")
        node = Node(_local(name), {_local(key): value for key, value in given.items()})
        path[-1].children.append(node)
        path.append(node)

    def text(data: str) -> None:
        path[-1].own.append(data)

    parser = safe_parser(refuse, namespaces=_PARTED)
    parser.StartDoctypeDeclHandler = lambda _name, _system, _public, inside: (
        refuse("a DOCTYPE with declarations") if inside else None
    )
    parser.ProcessingInstructionHandler = None
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as broken:
        raise ValueError(f"{where} is not well-formed XML: {broken}") from broken
    return root


def _local(name: str) -> str:
    return name.rpartition(_PARTED)[2]
