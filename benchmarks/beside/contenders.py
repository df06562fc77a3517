"""Who is measured: each by its name, with how to load it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["OURS", "REFERENCE", "VOICE", "Contender", "floors", "load", "names", "sherpas"]

VOICE = "expr-voice-2-m"
OURS = "tts-core"
REFERENCE = "reference"
_SHERPA = "sherpa-onnx, {} threads"
_FLOORS = {"floor: one by one, 2 threads": (2, 1), "floor: 2 side by side": (1, 2)}


class Contender(Protocol):
    """Somebody who turns text into sound, piece by piece."""

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield the sound of *text*."""
        ...


def floors() -> list[str]:
    """Name the arrangements of the bare session."""
    return list(_FLOORS)


def sherpas() -> list[str]:
    """Name the thread settings of sherpa-onnx, if it is installed."""
    return [_SHERPA.format(threads) for threads in (1, 2)] if find_spec("sherpa_onnx") else []


def names() -> list[str]:
    """Name everybody who can be measured here."""
    reference = [REFERENCE] if find_spec("phonemizer") else []
    return [OURS, *floors(), *reference, *sherpas()]


def load(name: str, folder: Path, converted: Path) -> Contender:
    """Load the contender called *name*; *converted* is the model as sherpa-onnx reads it."""
    if name == OURS:
        from .ours import Ours

        return Ours(f"kitten:{folder}", VOICE)
    if name == REFERENCE:
        from .reference import Reference

        return Reference(folder, VOICE)
    if name in _FLOORS:
        from .floor import Floor

        threads, beside = _FLOORS[name]
        return Floor(folder, VOICE, threads=threads, beside=beside)
    from .sherpa import Sherpa

    return Sherpa(converted, VOICE, threads=1 if name == _SHERPA.format(1) else 2)
