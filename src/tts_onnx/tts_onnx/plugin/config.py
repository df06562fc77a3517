"""The JSON beside a model's graph, read field by field, each of them held to what it must be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from tts_core import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = ["BadConfig", "Fields", "read"]

T = TypeVar("T")

_LARGEST = 1 << 20


class BadConfig(ValueError):
    """A configuration that cannot be used, and why."""


class Fields:
    """The fields of a JSON object; what is wrong with one is said with its name."""

    def __init__(self, raw: Mapping[str, Any], inside: str = "") -> None:
        self.raw = raw
        self._inside = inside

    @classmethod
    def parsed(cls, data: bytes) -> Fields:
        """Read a whole file, or raise BadConfig with why it is no configuration."""
        if len(data) > _LARGEST:
            raise BadConfig(f"it has {len(data)} bytes, and no more than {_LARGEST} are read")
        try:
            raw = json.loads(data)
        except ValueError as error:
            raise BadConfig(f"it is not JSON: {error}") from None
        if not isinstance(raw, dict):
            raise BadConfig(f"it is not a JSON object but a {type(raw).__name__}")
        return cls(raw)

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def part(self, name: str) -> Fields:
        """Return the object that is called *name*; one that is not there has no fields."""
        value = self.raw.get(name) or {}
        if not isinstance(value, dict):
            raise self.wrong(name, "an object")
        return Fields(value, f"{self._inside}{name}.")

    def text(self, name: str, usual: str = "") -> str:
        """Return a text that is not empty."""
        value = self.raw.get(name) or usual
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, "a text")
        return value

    def number(self, name: str, usual: float | None = None, *, least: float, most: float) -> float:
        """Return a number from *least* to *most*."""
        value = self.raw.get(name, usual)
        if type(value) not in (int, float) or not least <= value <= most:
            raise self.wrong(name, f"a number from {least:g} to {most:g}")
        return float(value)

    def whole(self, name: str, usual: int | None = None, *, least: int, most: int) -> int:
        """Return a whole number from *least* to *most*."""
        value = self.raw.get(name, usual)
        if type(value) is not int or not least <= value <= most:
            raise self.wrong(name, f"a whole number from {least} to {most}")
        return value

    def wrong(self, name: str, wanted: str) -> BadConfig:
        """Return what to raise where *name* is not what is *wanted*."""
        return BadConfig(f'"{self._inside}{name}" must be {wanted}, not {self.raw.get(name)!r}')


def read(file: Path, model: str, parsed: Callable[[bytes], T], missing: str = "") -> T:
    """Return what is *parsed* of the *file* of *model*; *missing* says what to do if it is not there."""
    try:
        return parsed(file.read_bytes())
    except OSError as error:
        why = f"its configuration {str(file)!r} cannot be read: {error.strerror or error}"
        raise ModelUnavailable(model, why, missing) from error
    except BadConfig as error:
        raise ModelUnavailable(model, f"its {file.name} cannot be used: {error}") from error
