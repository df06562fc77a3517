"""
The reference itself: its own package, as somebody here has it, given a model that is here.

It runs in a process of its own, where this module and what it imports are all that is ours; so it
can have an interpreter of its own as well, Python 3.10 or newer.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from importlib.metadata import distributions
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Package", "described"]

_NAME = "kittentts"


class Package:
    """The class that the package gives to its users, in the way that its own `get_model` makes it."""

    def __init__(self, place: Path, folder: Path, voice: str) -> None:
        sys.path.insert(0, str(_root(place)))
        made = importlib.import_module(f"{_NAME}.get_model").KittenTTS_1_Onnx
        config = json.loads((folder / "config.json").read_text("utf-8"))
        offered = {each: config.get(each, {}) for each in ("speed_priors", "voice_aliases")}
        taken = inspect.signature(made).parameters
        self._model: Any = made(
            model_path=str(folder / config["model_file"]),
            voices_path=str(folder / config["voices"]),
            **{name: value for name, value in offered.items() if name in taken},
        )
        self._voice = voice

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield the sound as it comes: of each sentence, or of everything where it has no stream."""
        stream = getattr(self._model, "generate_stream", None)
        pieces = (
            stream(text, voice=self._voice) if stream else [self._model.generate(text, voice=self._voice)]
        )
        for piece in pieces:
            yield piece.reshape(-1)


def described(place: Path) -> str:
    """Say which package this is, without importing it."""
    root = _root(place)
    found = next((each.version for each in distributions(name=_NAME, path=[str(root)])), None)
    return f"its own package, {_NAME} {found or _written(root) or 'of a version that it does not tell'}"


def _root(place: Path) -> Path:
    """Return the folder to import from: *place* is it, or is the package itself."""
    for root in (place, place.parent):
        if (root / _NAME / "get_model.py").exists():
            return root
    raise SystemExit(f"{place} holds no {_NAME}: name its checkout, or the folder that it is installed in")


def _written(root: Path) -> str | None:
    """Return the version that a checkout declares."""
    import tomllib

    try:
        project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    except (OSError, KeyError):
        return None
    version: str | None = project.get("version")
    return version
