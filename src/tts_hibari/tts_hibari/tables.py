"""
The large tables of the readings, of which a sentence needs a few lines.

They come as JSON, written without spaces and, those of words, in order. To make objects of all that is in
them takes a second; to cut them into lines takes a fraction of it, and a line is read when it is asked for.
What they must be to the byte was verified before.
"""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Words", "tagger_model", "unpacked"]

_NESTED = re.compile(r'\{"[^}]*\}')


def unpacked(file: Path) -> str:
    """Return the text in a file that was made smaller."""
    return gzip.decompress(file.read_bytes()).decode()


class Words:
    """A table of words in order: to each its phonemes, or its phonemes by part of speech."""

    def __init__(self, table: str) -> None:
        # A space keeps what is within one entry from being cut like an entry.
        apart = _NESTED.sub(lambda entry: entry[0].replace(',"', ', "'), table[1:-1])
        self._lines = apart[1:].split(',"')
        self.get = lru_cache(maxsize=4096)(self._found)

    def _found(self, word: str) -> Any:
        """Return what is written for *word*, or None."""
        place = bisect_left(self._lines, word, key=_key)
        if place == len(self._lines) or _key(self._lines[place]) != word:
            return None
        return json.loads(self._lines[place][len(word) + 2 :])


class Weights:
    """What speaks for and against each part of speech, by what is seen of a word."""

    def __init__(self, table: str) -> None:
        self._lines = dict(line.split('":{', 1) for line in table.split('},"'))

    def get(self, feature: str) -> Any:
        """Return what *feature* speaks for, or None."""
        line = self._lines.get(json.dumps(feature, ensure_ascii=False)[1:-1])
        return None if line is None else json.loads(f"{{{line}}}")


def tagger_model(table: str) -> dict[str, Any]:
    """Read the model of a tagger, its weights when they are asked for."""
    rest, _, weights = table.partition(',"weights":{"')
    model: dict[str, Any] = json.loads(f"{rest}}}")
    return model | {"weights": Weights(weights[:-3])}


def _key(line: str) -> str:
    return line[: line.index('"')]
