"""The lines of a batch: one text each, and how it is to be spoken, from JSONL or CSV."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = ["FIELDS", "Line", "read_lines"]

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]|^[.\s]|[.\s]$')


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One text of a batch."""

    number: int
    """Which line or row of the file it is, counted from 1, without the head of a table."""
    name: str
    """What its file is called, without the extension."""
    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What it asks for itself, as fields of a Request."""
    problem: str | None = None
    """What is wrong with the line; it is then not spoken."""


def _boolean(text: str) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if text.strip().lower() not in known:
        raise ValueError(f"{text!r} is neither true nor false")
    return known[text.strip().lower()]


_WRITTEN: dict[str, Callable[[str], Any]] = {
    "id": str,
    "text": str,
    "model": str,
    "voice": str,
    "speed": float,
    "language": str,
    "options": json.loads,
    "effects": str.split,
    "markup": _boolean,
    "normalize": _boolean,
}
"""How each field is read from a cell of a table, where everything is text."""

FIELDS = tuple(_WRITTEN)
"""What a line may say. All but `text` may be left out."""


def read_lines(path: Path) -> Iterator[Line]:
    """
    Read the lines of *path*, a `.jsonl` or `.csv` file in UTF-8, one at a time.

    A line that is wrong is handed on with its problem; what is wrong with the file is raised.
    """
    readers = {".jsonl": _from_jsonl, ".ndjson": _from_jsonl, ".csv": _from_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ValueError(f"cannot tell what {str(path)!r} is; a batch is a .jsonl or a .csv file")
    return _named_once(reader(path))


def _from_jsonl(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        for number, data in enumerate(file, 1):
            if not data.strip():
                continue
            try:
                yield _line(number, json.loads(data.decode("utf-8-sig" if number == 1 else "utf-8")))
            except ValueError as error:
                yield Line(number=number, name=_usual(number), problem=f"not a line of JSON: {error}")


def _from_csv(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True, restkey="")
        number = 0
        try:
            _check_names(path, rows.fieldnames or ())
            for number, row in enumerate(rows, 1):
                yield _row(number, row)
        except csv.Error as error:
            raise ValueError(
                f"{path} is no table after row {number}: {error}. Long texts fit better into JSONL"
            ) from error
        except UnicodeDecodeError as error:
            raise ValueError(f"{path} is not UTF-8 after row {number}; convert it") from error


def _check_names(path: Path, names: Any) -> None:
    unknown = [name for name in names if name not in _WRITTEN]
    if unknown:
        raise ValueError(f"{path} has a column {unknown[0]!r}; known: {', '.join(FIELDS)}")
    if "text" not in names:
        raise ValueError(f"{path} has no column 'text' in its first row; known: {', '.join(FIELDS)}")


def _row(number: int, row: Mapping[str, Any]) -> Line:
    said: dict[str, Any] = {}
    try:
        if "" in row:
            raise ValueError("it has more cells than there are columns")
        for name, cell in row.items():
            if cell:
                said[name] = _WRITTEN[name](cell)
    except ValueError as error:
        return Line(number=number, name=str(said.get("id", _usual(number))), problem=str(error))
    return _line(number, said)


def _line(number: int, said: Any) -> Line:
    if not isinstance(said, dict):
        return Line(number=number, name=_usual(number), problem="a line must be an object with a 'text'")
    fields = dict(said)
    text, name = fields.pop("text", None), fields.pop("id", None)
    name = _usual(number) if name is None else str(name)
    unknown = [each for each in fields if each not in FIELDS]
    problem = None
    if not name or _UNFIT.search(name) or len(name.encode("utf-8", "replace")) > 200:
        problem = f"the id {name!r} cannot be the name of a file"
        name = _usual(number)
    elif unknown:
        problem = f"there is no field {unknown[0]!r}; known: {', '.join(FIELDS)}"
    elif wrong := [each for each in ("markup", "normalize") if type(fields.get(each, True)) is not bool]:
        problem = f"{wrong[0]} must be true or false, not {fields[wrong[0]]!r}"
    elif not isinstance(text, str):
        problem = "it has no 'text'" if text is None else f"its text must be a string, not {text!r}"
    return Line(
        number=number, name=name, text=text if isinstance(text, str) else "", fields=fields, problem=problem
    )


def _usual(number: int) -> str:
    return f"{number:05}"


def _named_once(lines: Iterator[Line]) -> Iterator[Line]:
    """Refuse a second line of a name, which on many disks is the same in capitals."""
    known: dict[str, int] = {}
    for line in lines:
        first = known.setdefault(line.name.casefold(), line.number)
        if first == line.number:
            yield line
        else:
            yield Line(number=line.number, name=line.name, problem=f"line {first} has the same id")
