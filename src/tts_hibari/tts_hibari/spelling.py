"""Words that no lexicon has, read by a small network letter by letter."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from itertools import groupby
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
_CALLED = re.compile(r".*\b(?:LETTER|SYLLABLE|CHARACTER|DIGIT)\b(?: (?:SMALL|FINAL|CAPITAL)\b)* ?([A-Z]+).*")
"""What a letter's name in Unicode says besides its name."""


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

    def read(self, word: str) -> tuple[str, str]:
        """Return the phonemes of *word*, and its letters that have none, not even by their names."""
        said, missing = [], []
        for strange, letters in groupby(word, key=lambda letter: not self._plain(letter)):
            if not strange:
                said.append(self._spelled("".join(map(self._plain, letters))))
                continue
            for letter in letters:
                name = _name(letter)
                said.append(self._spelled(name))
                missing.append("" if name or not letter.isalnum() else letter)
        return " ".join(filter(None, said)), "".join(missing)

    def _plain(self, letter: str) -> str:
        """Return *letter* as the network has it: itself, or without its accents."""
        if letter in self._letters:
            return letter
        return "".join(each for each in unicodedata.normalize("NFKD", letter) if each in self._letters)

    def _spelled(self, word: str) -> str:
        """Read letters that the network has; a long word is read part by part."""
        parts = max(1, -(-len(word) // self._longest))
        each = max(1, -(-len(word) // parts))
        return "".join(self._part(word[start : start + each]) for start in range(0, len(word), each))

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


def _name(letter: str) -> str:
    """Return what a letter of another script is called, or nothing where it has no name to be read out."""
    name = unicodedata.name(letter, "")
    if name.startswith("CJK"):
        return "ideograph"
    called = _CALLED.fullmatch(name)
    return called[1].lower() if called else ""
