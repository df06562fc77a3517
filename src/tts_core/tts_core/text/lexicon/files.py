"""Lexicons in files: JSON and CSV, and the door to PLS."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .entry import Entry
from .problem import Problem

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from .problem import Row

__all__ = ["read_entries"]

_FIELDS = ("word", "reading", "say", "ipa", "case")


def read_entries(path: str | os.PathLike[str]) -> list[Entry]:
    """Read the entries of a file; raise ValueError with the file, the line and what to put right."""
    file = Path(path)
    kind = file.suffix.lower()
    if kind not in {".json", ".csv", ".pls", ".xml"}:
        raise ValueError(f"{file}: a lexicon is a .json, .csv or .pls file")
    content = file.read_bytes()
    try:
        if kind in {".pls", ".xml"}:
            from .pls import read_pls

            return _entries(read_pls(content))
        text = content.decode("utf-8-sig")
        return _entries(_csv(text) if kind == ".csv" else _json(text))
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise ValueError(f"{file}:{line}: this is not UTF-8. Save the file as UTF-8") from None
    except Problem as wrong:
        raise ValueError(f"{file}:{wrong.line}: {wrong}") from None


def _entries(rows: Iterable[Row]) -> list[Entry]:
    kept: dict[object, tuple[Entry, int]] = {}
    for line, row in rows:
        try:
            entry = _entry(row)
        except ValueError as wrong:
            raise Problem(line, str(wrong)) from None
        before, where = kept.setdefault(entry.key, (entry, line))
        if (before.say, before.ipa) != (entry.say, entry.ipa):
            raise Problem(line, f"{entry.word!r} has another reading in line {where}. Keep one of them")
    return [entry for entry, _ in kept.values()]


def _entry(row: dict[str, Any]) -> Entry:
    for name in row:
        if name not in _FIELDS:
            raise ValueError(f"an entry has no {name!r}. Known: {', '.join(_FIELDS)}")
    if "reading" in row:
        if "say" in row or "ipa" in row:
            raise ValueError(f"the entry for {row.get('word')!r} has two readings. Keep one of them")
        return Entry.of(row.get("word", ""), row["reading"], row.get("case"))
    return Entry(row.get("word", ""), row.get("say"), row.get("ipa"), row.get("case"))


def _csv(text: str) -> Iterator[Row]:
    """Read rows of word, reading and perhaps case; a first row of their names may say otherwise."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names: list[str] = ["word", "reading", "case"]
    begun = False
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if not begun and row[0].lower() == "word":
                names, begun = [name.lower() for name in row], True
                continue
            begun = True
            if len(row) > len(names):
                what = f"there are {len(row)} columns for {', '.join(names)}. Quote a cell that holds a comma"
                raise Problem(reader.line_num, what)
            yield reader.line_num, {name: cell for name, cell in zip(names, row, strict=False) if cell}
    except csv.Error as wrong:
        raise Problem(reader.line_num, f"this is not CSV: {wrong}") from None


def _json(text: str) -> Iterator[Row]:
    """Read an object of word to reading (or to an object), or a list of objects that name their word."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise Problem(wrong.lineno, f"this is not JSON: {wrong.msg}") from None
    except RecursionError:
        raise Problem(1, "this is nested too deeply for a lexicon") from None
    if not isinstance(whole, dict | list):
        raise Problem(1, "a lexicon is an object of words and readings, or a list of entries")
    for line, word, value in _members(text, named=isinstance(whole, dict)):
        if isinstance(value, dict):
            if word is not None and "word" in value:
                raise Problem(line, f"the entry for {word!r} names its word twice")
            yield line, value if word is None else {"word": word, **value}
        elif word is None:
            raise Problem(line, f'{value!r} is no entry. Write {{"word": …, "say": …}}')
        else:
            yield line, {"word": word, "reading": value}


def _members(text: str, *, named: bool) -> Iterator[tuple[int, str | None, Any]]:
    """Walk through the members of a sound document, to know the line of each."""
    decoder = json.JSONDecoder()
    at, line = 0, 1

    def skip(signs: str) -> int:
        nonlocal line
        here = at
        while text[here] in signs:
            line += text[here] == "\n"
            here += 1
        return here

    at = skip(" \t\r\n")
    at += 1
    at = skip(" \t\r\n")
    while text[at] not in "}]":
        word, first = None, line
        if named:
            word, at = decoder.raw_decode(text, at)
            at = skip(" \t\r\n:")
        value, end = decoder.raw_decode(text, at)
        yield first, word, value
        line += text.count("\n", at, end)
        at = end
        at = skip(" \t\r\n,")
