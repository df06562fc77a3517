"""Who is measured: each by its name, with how to load it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "KOKORO",
    "OURS",
    "REFERENCE",
    "VOICE",
    "WITH_IMPORTS",
    "Contender",
    "Places",
    "floors",
    "load",
    "names",
    "sherpas",
]

VOICE = "expr-voice-2-m"
OURS = "tts-core"
REFERENCE = "reference"
WITH_IMPORTS = "reference, with its imports"
KOKORO = "kokoro-onnx"
_SHERPA = "sherpa-onnx, {} threads"
_FLOORS = {"floor: one by one, 2 threads": (2, 1), "floor: 2 side by side": (1, 2)}


class Contender(Protocol):
    """Somebody who turns text into sound, piece by piece."""

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield the sound of *text*."""
        ...


@dataclass(frozen=True, slots=True)
class Places:
    """Where everybody finds what they speak with."""

    folder: Path
    """The model as it was published."""
    converted: Path
    """The same as sherpa-onnx and kokoro-onnx read it."""
    package: Path | None = None
    """The folder of the reference's own package, where the caller has it."""
    python: str = sys.executable
    """What runs that package."""

    def command(self, module: str, name: str, *more: str) -> list[str]:
        """Return how *module* is started for the contender called *name*."""
        python = self.python if self.package and name == REFERENCE else sys.executable
        return [python, "-m", module, name, str(self.folder), str(self.converted), self._told(), *more]

    def _told(self) -> str:
        return str(self.package) if self.package else ""

    @staticmethod
    def heard(folder: str, converted: str, package: str) -> Places:
        """Read what `command` wrote."""
        return Places(Path(folder), Path(converted), Path(package) if package else None)


def floors() -> list[str]:
    """Name the arrangements of the bare session."""
    return list(_FLOORS)


def sherpas() -> list[str]:
    """Name the thread settings of sherpa-onnx, if it is installed."""
    return [_SHERPA.format(threads) for threads in (1, 2)] if find_spec("sherpa_onnx") else []


def names(package: Path | None = None) -> list[str]:
    """Name everybody who can be measured here."""
    reference = [REFERENCE] if package or find_spec("phonemizer") else []
    kokoro = [KOKORO] if find_spec("kokoro_onnx") else []
    return [OURS, *floors(), *reference, *sherpas(), *kokoro]


def load(name: str, places: Places) -> Contender:
    """Load the contender called *name*."""
    if name == OURS:
        from .ours import Ours

        return Ours(f"kitten:{places.folder}", VOICE)
    if name == REFERENCE and places.package:
        from .package import Package

        return Package(places.package, places.folder, VOICE)
    if name in (REFERENCE, WITH_IMPORTS):
        from .reference import Reference, import_its_imports

        if name == WITH_IMPORTS:
            import_its_imports()
        return Reference(places.folder, VOICE)
    if name in _FLOORS:
        from .floor import Floor

        threads, beside = _FLOORS[name]
        return Floor(places.folder, VOICE, threads=threads, beside=beside)
    if name == KOKORO:
        from .kokoro import Kokoro

        return Kokoro(places.folder, places.converted, VOICE)
    from .sherpa import Sherpa

    return Sherpa(places.converted, VOICE, threads=1 if name == _SHERPA.format(1) else 2)
