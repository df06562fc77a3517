"""
The large tables of the readings, of which a sentence needs a few lines.

They come as JSON, written without spaces and, those of words, in order. To make objects of all that is in
them takes a second. So an entry is looked for when it is asked for, and read then. What they must be to the
byte was verified before.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Words", "tagger_model", "unpacked"]

_ENTRY = ',"'
"""What an entry begins with."""
_NESTED = re.compile(r'\{"[^}]*\}')


def unpacked(file: Path) -> str:
    """Return the text in a file that was made smaller."""
    return gzip.decompress(file.read_bytes()).decode()


class Words:
    """A table of words in order: to each its phonemes, or its phonemes by part of speech."""

    def __init__(self, table: str) -> None:
        # A space keeps what is within one entry from looking like the next entry.
        self._table = _NESTED.sub(lambda entry: entry[0].replace(',"', ', "'), "," + table[1:-1])
        self.get = lru_cache(maxsize=4096)(self._found)

    def _found(self, word: str) -> Any:
        """Return what is written for *word*, or None: half of what is left is looked at each time."""
        table, low, high = self._table, 0, len(self._table)
        while low < high:
            begin = table.rfind(_ENTRY, low, (low + high) // 2 + len(_ENTRY))
            end = table.find('"', begin + len(_ENTRY))
            key = table[begin + len(_ENTRY) : end]
            behind = table.find(_ENTRY, end)
            behind = len(table) if behind < 0 else behind
            if key == word:
                return json.loads(table[end + 2 : behind])
            low, high = (behind, high) if key < word else (low, begin)
        return None


class Weights:
    """What speaks for and against each part of speech, by what is seen of a word."""

    def __init__(self, table: str) -> None:
        lines = (line.partition('":{') for line in table.split('},"'))
        self._lines = {feature: line for feature, _, line in lines}

    def get(self, feature: str) -> Any:
        """Return what *feature* speaks for, or None."""
        line = self._lines.get(json.dumps(feature, ensure_ascii=False)[1:-1])
        return None if line is None else json.loads(f"{{{line}}}")


def tagger_model(table: str) -> dict[str, Any]:
    """Read the model of a tagger, its weights when they are asked for."""
    rest, _, weights = table.partition(',"weights":{"')
    model: dict[str, Any] = json.loads(f"{rest}}}")
    return model | {"weights": Weights(weights[:-3])}
