"""One operator of a graph, as it stands in a model's file."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .protobuf import Buffer, content, fields, integer, integers, packed, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Node"]

# The numbers of the types of attributes, from the format's own definition (onnx.proto).
_FLOAT_TYPE, _INTS_TYPE = 1, 7


@dataclass(slots=True, eq=False)
class Node:
    """One operator: what it is, what it takes, what it gives."""

    kind: str
    inputs: list[str]
    outputs: list[str]
    name: str = ""
    attributes: dict[str, Buffer] = field(default_factory=dict)
    domain: str = ""
    _file: Buffer | None = None

    @classmethod
    def read(cls, data: Buffer) -> Node:
        """Read one from a graph's file; it is not changed, only exchanged for others."""
        node = cls("", [], [], _file=data)
        for number, _, value in fields(data):
            if isinstance(value, int):
                continue
            if number == 5:
                name = "".join(texts(value, 1))
                node.attributes[name] = value
                continue
            text = str(value, "utf-8")
            if number == 1:
                node.inputs.append(text)
            elif number == 2:
                node.outputs.append(text)
            elif number == 3:
                node.name = text
            elif number == 4:
                node.kind = text
            elif number == 7:
                node.domain = text
        return node

    def written(self) -> Buffer:
        """Return it as it stands in a file."""
        if self._file is not None:
            return self._file
        return packed(
            [
                *(content(1, name) for name in self.inputs),
                *(content(2, name) for name in self.outputs),
                content(3, self.name),
                content(4, self.kind),
                *(content(5, attribute) for attribute in self.attributes.values()),
                *([content(7, self.domain)] if self.domain else []),
            ]
        )

    def numbers(self, name: str) -> list[int] | None:
        """Return the attribute *name*, a list of integers or one, if it is there."""
        if name not in self.attributes:
            return None
        return integers(value for number, _, value in fields(self.attributes[name]) if number in (3, 8))

    def set_numbers(self, name: str, values: Sequence[int]) -> None:
        """Set the attribute *name* to a list of integers."""
        listed = [integer(8, value) for value in values]
        self.attributes[name] = packed([content(1, name), *listed, integer(20, _INTS_TYPE)])

    def set_number(self, name: str, value: float) -> None:
        """Set the attribute *name* to a single number."""
        self.attributes[name] = packed(
            [content(1, name), (2, 5, struct.pack("<f", value)), integer(20, _FLOAT_TYPE)]
        )

    def number(self, name: str, usual: float) -> float:
        """Return the attribute *name*, a single number, or what is *usual* if it is not there."""
        for number, _, value in fields(self.attributes.get(name, b"")):
            if number == 2 and not isinstance(value, int):
                return float(struct.unpack("<f", value)[0])
        return usual

    def text(self, name: str) -> str:
        """Return the attribute *name*, a text; empty if it is not there."""
        return "".join(texts(self.attributes.get(name, b""), 4))

    def take(self, inputs: Sequence[str]) -> None:
        """Let it take *inputs* instead of those that it has."""
        self.inputs = list(inputs)
        self._file = None

    @property
    def is_nested(self) -> bool:
        """Whether there is a graph in it."""
        return any(number in (6, 11) for value in self.attributes.values() for number, _, _ in fields(value))

    def other(self, name: str) -> str:
        """Return the input of two that is not *name*."""
        return self.inputs[1] if self.inputs[0] == name else self.inputs[0]
