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
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Words", "tagger_model"]

_ENTRY = b',"'
"""What an entry begins with."""
_NESTED = re.compile(rb'\{"[^}]*\}')
_HEAD = 8
"""Bytes that tell most features apart."""


class Words:
    """A table of words in order: to each its phonemes, or its phonemes by part of speech."""

    def __init__(self, file: Path) -> None:
        """Take the table in *file*, which is read when a word is first asked for."""
        self._file = file
        self.get = lru_cache(maxsize=4096)(self._found)

    @cached_property
    def _table(self) -> bytes:
        table = b"," + gzip.decompress(self._file.read_bytes())[1:-1]
        # A space keeps what is within one entry from looking like the next entry.
        return _NESTED.sub(lambda entry: entry[0].replace(_ENTRY, b', "'), table)

    def _found(self, word: str) -> Any:
        """Return what is written for *word*, or None: half of what is left is looked at each time."""
        table, wanted, low, high = self._table, word.encode("utf-8", "surrogatepass"), 0, len(self._table)
        while low < high:
            begin = table.rfind(_ENTRY, low, (low + high) // 2 + len(_ENTRY))
            end = table.find(b'"', begin + len(_ENTRY))
            key = table[begin + len(_ENTRY) : end]
            behind = table.find(_ENTRY, end)
            behind = len(table) if behind < 0 else behind
            if key == wanted:
                return json.loads(table[end + 2 : behind])
            low, high = (behind, high) if key < wanted else (low, begin)
        return None


class Weights:
    """
    What speaks for and against each part of speech, by what is seen of a word.

    They are in no order. So where each begins is noted in the order of its first eight bytes.
    """

    def __init__(self, table: bytes) -> None:
        self._table = table + b" " * _HEAD
        signs = np.frombuffer(table, np.uint8)
        parted = (signs[:-2] == ord("}")) & (signs[1:-1] == ord(",")) & (signs[2:] == ord('"'))
        places = np.concatenate(([1], np.flatnonzero(parted) + 3))
        heads = np.ndarray(len(table), "<u8", self._table, strides=(1,))[places]
        order = heads.argsort()
        self._heads, self._places = heads[order].data, places[order].data
        self.get = lru_cache(maxsize=16_384)(self._found)

    def _found(self, feature: str) -> Any:
        """Return what *feature* speaks for, or None."""
        key = json.dumps(feature, ensure_ascii=False)[1:].encode("utf-8", "surrogatepass") + b":{"
        begin = self._begin(key)
        return None if begin is None else json.loads(self._table[begin : self._table.index(b"}", begin) + 1])

    def _begin(self, key: bytes) -> int | None:
        if len(key) < _HEAD:  # There are a handful, and nearly all of them stand near the beginning.
            place = self._table.find(b'"' + key)
            return None if place < 0 else place + len(key)
        head = int.from_bytes(key[:_HEAD], "little")
        each = bisect_left(self._heads, head)
        while each < len(self._heads) and self._heads[each] == head:
            if self._table.startswith(key, self._places[each]):
                return self._places[each] + len(key) - 1
            each += 1
        return None


def tagger_model(file: Path) -> dict[str, Any]:
    """Read the model of a tagger, its weights when they are asked for."""
    rest, _, weights = gzip.decompress(file.read_bytes()).partition(b',"weights":{')
    model: dict[str, Any] = json.loads(rest + b"}")
    return model | {"weights": Weights(weights[:-2])}
