"""Who speaks: our voices, and each peer's own pipeline on the same weights."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import soundfile
import soxr

import tts_core

from .kept import RATE, Spoken
from .peer import kokoro_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .kept import Kept

__all__ = ["OURS", "PEERS", "Ours", "Peer", "Voice", "at_16_khz"]


class Voice(Protocol):
    """Somebody who speaks."""

    def say(self, kept: Kept, text: str) -> Spoken:
        """Speak *text*, or return what was spoken before."""
        ...


@dataclass(frozen=True)
class Ours:
    """A voice of tts_core's, as an application gets it."""

    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> str:
        """The id to ask for: that of a folder, where the model comes in packages of others."""
        return f"kokoro:{kokoro_folder()}" if self.name == "kokoro" else self.name

    def say(self, kept: Kept, text: str) -> Spoken:
        """Speak *text* as `synthesize` does, and note where pieces meet."""
        return kept.spoken((self.name, dict(self.fields), _sources(), text), lambda: self._say(text))

    def pieces(self, text: str, **more: Any) -> list[tts_core.Piece]:
        """Return the speech of *text* in its pieces."""
        asked: dict[str, Any] = {"model": self.model, **self.fields, **more}
        with tts_core.stream(text, **asked) as stream:
            stream.patient = True
            return list(stream)

    def _say(self, text: str) -> Spoken:
        pieces = self.pieces(text)
        samples = np.concatenate([piece.audio.samples for piece in pieces])
        return Spoken(
            at_16_khz(samples, pieces[0].audio.sample_rate),
            tuple((word.text, word.start, word.end) for piece in pieces for word in piece.words),
            tuple(piece.start for piece in pieces[1:]),
        )


@dataclass(frozen=True)
class Peer:
    """A package's own pipeline: `peer.py` in an interpreter that has it."""

    name: str

    def say(self, kept: Kept, text: str) -> Spoken:
        """Let the peer speak *text*."""
        return kept.spoken((f"the peer {self.name}", text), lambda: self._say(kept, text))

    def _say(self, kept: Kept, text: str) -> Spoken:
        path = kept.folder / f"{self.name}.wav"
        process = _started(self.name)
        print(json.dumps([text, os.fspath(path)]), file=process.stdin, flush=True)
        if process.stdout is None or not process.stdout.readline():
            raise ChildProcessError(f"{self.name} ended while it spoke {text!r}")
        samples, rate = soundfile.read(path, dtype="float32")
        path.unlink()
        return Spoken(at_16_khz(samples, rate))


OURS: dict[str, Ours] = {
    "hibari": Ours("hibari"),
    "piper-en_US-joe-medium": Ours("piper-en_US-joe-medium"),
    "kokoro": Ours("kokoro", {"voice": "am_kumo"}),
    "espeak": Ours("espeak", {"voice": "en-us"}),
}
PEERS: dict[str, Peer] = {
    "hibari": Peer("hibari"),
    "piper-en_US-joe-medium": Peer("piper"),
    "kokoro": Peer("kokoro"),
}
"""By the voice of ours that has the same weights."""


def at_16_khz(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Resample to what all judges listen at."""
    return np.asarray(soxr.resample(samples, rate, RATE), np.float32)


@cache
def _started(name: str) -> subprocess.Popen[str]:
    """Start a peer; `PYTHON_OF_PIPER` and its kin name another interpreter than this one."""
    python = os.environ.get(f"PYTHON_OF_{name.upper()}", sys.executable)
    command = [python, os.fspath(Path(__file__).with_name("peer.py")), name]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@cache
def _sources() -> str:
    """Name the code that speaks: another one may speak otherwise."""
    found = hashlib.sha256()
    for package in ("tts_core", "tts_onnx", "tts_espeak", "tts_hibari", "tts_piper", "tts_kokoro"):
        spec = find_spec(package)
        for folder in spec.submodule_search_locations or () if spec else ():
            for path in sorted(Path(folder).rglob("*.py")):
                found.update(path.read_bytes())
    return found.hexdigest()
