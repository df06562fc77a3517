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
    "KEPT",
    "KOKORO",
    "OURS",
    "REFERENCE",
    "VOICE",
    "WITH_IMPORTS",
    "Engine",
    "Paths",
    "floors",
    "load",
    "names",
    "sherpas",
]

VOICE = "expr-voice-2-m"
OURS = "tts-core"
KEPT = "tts-core, graph kept"
REFERENCE = "reference"
WITH_IMPORTS = "reference, with its imports"
KOKORO = "kokoro-onnx"
_SHERPAS = {"sherpa-onnx, 1 thread": 1, "sherpa-onnx, 2 threads": 2}
_FLOORS = {
    "floor: one by one, 2 threads": (2, 1),
    "floor: 2 side by side": (1, 2),
    "floor: 2 side by side, 2 threads": (2, 2),
}
"""How many threads work on each run, and how many runs go side by side."""


class Engine(Protocol):
    """Somebody who turns text into sound, piece by piece."""

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield the sound of *text*."""
        ...


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everybody finds what they speak with."""

    folder: Path
    """The model as it was published."""
    converted: Path
    """The same as sherpa-onnx and kokoro-onnx read it."""
    package: Path | None = None
    """The folder of the reference's own package, where the caller has it."""
    python: str = sys.executable
    """What runs that package."""

    @property
    def bare(self) -> Path:
        """The model without what we may have kept beside it for a quicker start."""
        return self.converted / "bare"

    @property
    def is_kept(self) -> bool:
        """Whether something is kept beside the model."""
        return any(self.folder.glob("*.ready"))

    def make_bare(self) -> None:
        """Link the files of the model into a folder of their own."""
        self.bare.mkdir()
        for path in self.folder.iterdir():
            if ".ready" not in path.suffixes:
                (self.bare / path.name).symlink_to(path)

    def command(self, module: str, name: str, *more: str) -> list[str]:
        """Return how *module* is started for the engine called *name*."""
        python = self.python if self.package and name == REFERENCE else sys.executable
        return [python, "-m", module, name, str(self.folder), str(self.converted), self._told(), *more]

    def _told(self) -> str:
        return str(self.package) if self.package else ""

    @staticmethod
    def from_arguments(folder: str, converted: str, package: str) -> Paths:
        """Read what `command` wrote."""
        return Paths(Path(folder), Path(converted), Path(package) if package else None)


def floors() -> list[str]:
    """Name the arrangements of the bare session."""
    return list(_FLOORS)


def sherpas() -> list[str]:
    """Name the thread settings of sherpa-onnx, if it is installed."""
    return list(_SHERPAS) if find_spec("sherpa_onnx") else []


def names(package: Path | None = None) -> list[str]:
    """Name everybody who can be measured here."""
    reference = [REFERENCE] if package or find_spec("phonemizer") else []
    kokoro = [KOKORO] if find_spec("kokoro_onnx") else []
    return [OURS, *floors(), *reference, *sherpas(), *kokoro]


def load(name: str, places: Paths) -> Engine:
    """Load the engine called *name*."""
    if name in (OURS, KEPT):
        from .engine_tts_core import Ours

        return Ours(f"kitten:{places.bare if name == OURS else places.folder}", VOICE)
    if name == REFERENCE and places.package:
        from .engine_reference_package import Package

        return Package(places.package, places.folder, VOICE)
    if name in (REFERENCE, WITH_IMPORTS):
        from .engine_reference import Reference, import_its_imports

        if name == WITH_IMPORTS:
            import_its_imports()
        return Reference(places.folder, VOICE)
    if name in _FLOORS:
        from .engine_bare_session import Floor

        threads, beside = _FLOORS[name]
        return Floor(places.folder, VOICE, threads=threads, beside=beside)
    if name == KOKORO:
        from .engine_kokoro_onnx import Kokoro

        return Kokoro(places.folder, places.converted, VOICE)
    from .engine_sherpa_onnx import Sherpa

    return Sherpa(places.converted, VOICE, threads=_SHERPAS[name])
