"""Words that no lexicon has, read by a small network letter by letter."""

from __future__ import annotations

import json
import threading
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from tts_onnx.session.session import Contract, Session
from tts_onnx.session.versions import CPU

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Spelling"]

_CONTRACT = Contract(
    family="hibari's reader of unknown words",
    inputs={"chars": "tensor(int64)"},
    outputs={"ids": ("tensor(int64)",)},
    needed=("ids",),
)
_TIDIED = str.maketrans({"-": None, "1": None, "(": None, ")": None, "ʀ": "ɹ"})
"""What it learned to write besides sounds."""


class Spelling:
    """The network, which is loaded with the first word that asks for it."""

    def __init__(self, graph: Path, letters: Path) -> None:
        told = json.loads(letters.read_bytes())
        self._graph = graph
        self._letters = {letter: place for place, letter in enumerate(told["in"], start=1)}
        self._sounds = ["", *told["out"]]
        self._longest: int = told["maxlen"]
        self._session: Session | None = None
        self._lock = threading.Lock()

    def held(self, word: str) -> tuple[str, str]:
        """Return *word* in the letters that the network has, and those that it has not."""
        kept, missing = [], []
        for letter in word:
            plain = "".join(each for each in unicodedata.normalize("NFKD", letter) if each in self._letters)
            if letter in self._letters or plain:
                kept.append(letter if letter in self._letters else plain)
            elif letter.isalnum():
                missing.append(letter)
        return "".join(kept), "".join(missing)

    def read(self, word: str) -> str:
        """Return the phonemes of *word*, all of whose letters it has; a long one is read part by part."""
        parts = -(-len(word) // self._longest)
        each = -(-len(word) // max(1, parts))
        return "".join(self._part(word[start : start + each]) for start in range(0, len(word), each or 1))

    def _part(self, word: str) -> str:
        chars = np.asarray([[self._letters[letter] for letter in word]], dtype=np.int64)
        found = self._loaded().run({"chars": chars})["ids"].reshape(-1)
        heard = found[(found != np.concatenate(([0], found[:-1]))) & (found != 0)]  # CTC: repeats are one.
        return "".join(self._sounds[sound] for sound in heard).translate(_TIDIED)

    def _loaded(self) -> Session:
        with self._lock:
            if self._session is None:
                self._session = Session(self._graph, _CONTRACT, threads=1, providers=CPU)
            return self._session
