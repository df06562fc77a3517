"""What was spoken and heard before, on disk: nothing is heard twice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Kept", "Spoken"]

RATE = 16_000
"""What the recogniser, the aligner and the judge of sound all listen at."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text, spoken."""

    samples: NDArray[np.float32]
    """At 16 kHz."""
    words: tuple[tuple[str, float, float], ...] = ()
    """Each written word, and from when to when it is said to sound; none from a peer that cannot tell."""
    seams: tuple[float, ...] = ()
    """When one piece ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of answers, by everything that makes them."""

    folder: Path

    def spoken(self, key: tuple[Any, ...], speak: Callable[[], Spoken]) -> Spoken:
        """Return what was spoken under *key*, or speak."""
        path = self._path("spoken", key, ".npz")
        if not path.exists():
            spoken = speak()
            told = json.dumps([spoken.words, spoken.seams])
            sixteen = np.clip(np.round(spoken.samples * 32767), -32768, 32767).astype(np.int16)
            np.savez_compressed(path, samples=sixteen, told=np.array(told))
        with np.load(path) as held:
            words, seams = json.loads(str(held["told"]))
            samples = held["samples"].astype(np.float32) / 32767
        return Spoken(samples, tuple((text, start, end) for text, start, end in words), tuple(seams))

    def heard(self, judge: str, samples: NDArray[np.float32], also: str, hear: Callable[[], Any]) -> Any:
        """Return what *judge* made of exactly this sound, and of what he was told *also*, or ask him."""
        sound = hashlib.sha256(np.ascontiguousarray(samples).tobytes()).hexdigest()
        path = self._path("heard", (judge, sound, also), ".json")
        if not path.exists():
            path.write_text(json.dumps(hear()), "utf-8")
        return json.loads(path.read_text("utf-8"))

    def _path(self, kind: str, key: tuple[Any, ...], suffix: str) -> Path:
        name = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:32]
        path = self.folder / kind / (name + suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path
