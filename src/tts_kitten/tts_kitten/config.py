"""The config.json of a model: which files it has, its voices' names, and how fast each is by nature."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tts_core import ModelUnavailable

from .symbols import ELLIPSIS, PAD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["CONFIG", "USUAL_NAMES", "BadConfig", "Config", "parsed", "read_config"]

CONFIG = "config.json"
_LARGEST = 1 << 20

USUAL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Bella": "expr-voice-2-f",
        "Jasper": "expr-voice-2-m",
        "Luna": "expr-voice-3-f",
        "Bruno": "expr-voice-3-m",
        "Rosie": "expr-voice-4-f",
        "Hugo": "expr-voice-4-m",
        "Kiki": "expr-voice-5-f",
        "Leo": "expr-voice-5-m",
    }
)
"""What the voices are called; the oldest models do not say it themselves."""

_ENDINGS = {"ONNX1": (PAD,), "ONNX2": (ELLIPSIS, PAD)}
"""The tokens behind the text, by the type of the model: the newer learned to end with an ellipsis."""

_SECOND = "KITTEN2"
_NOT_SPOKEN = (
    "it is of KittenTTS 2, a language model of 1.7 billion parameters that runs on torch, under a licence of "
    "its own, and is not spoken here. To fix it: run its makers' server, and name that as a model of "
    'tts-server: model="remote:http://127.0.0.1:8000"'
)


class BadConfig(ValueError):
    """A config.json that cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a config.json says."""

    type: str
    graph: str
    """Name of the graph's file, within the model's directory."""
    voices: str
    """Name of the voices' file, within the model's directory."""
    names: Mapping[str, str]
    """Friendly name to the voice's own."""
    priors: Mapping[str, float]
    """Factor on the speed by the voice's own name."""

    @property
    def ending(self) -> tuple[int, ...]:
        """The tokens behind the text."""
        return _ENDINGS[self.type]


def parsed(data: bytes) -> Config:
    """Read a config.json, or raise BadConfig with what is wrong in it."""
    if len(data) > _LARGEST:
        raise BadConfig(f"it has {len(data)} bytes, and no more than {_LARGEST} are read")
    try:
        raw = json.loads(data)
    except ValueError as error:
        raise BadConfig(f"it is not JSON: {error}") from None
    if not isinstance(raw, dict):
        raise BadConfig(f"it is not a JSON object but a {type(raw).__name__}")
    kind = raw.get("type")
    if kind == _SECOND:
        raise BadConfig(_NOT_SPOKEN)
    if kind not in _ENDINGS:
        raise BadConfig(f'"type" must be one of {", ".join(_ENDINGS)}, not {kind!r}')
    return Config(
        type=kind,
        graph=_file(raw, "model_file"),
        voices=_file(raw, "voices"),
        names=_names(raw.get("voice_aliases")),
        priors=_priors(raw.get("speed_priors")),
    )


def read_config(files: Mapping[str, Path], model: str) -> Config:
    """Read the config.json among the *files* of *model*."""
    try:
        return parsed(files[CONFIG].read_bytes())
    except BadConfig as error:
        raise ModelUnavailable(model, f"its config.json cannot be used: {error}") from error


def _file(raw: Mapping[str, Any], field: str) -> str:
    """Return a file name that cannot lead out of the model's directory."""
    name = raw.get(field)
    if not isinstance(name, str) or not name.strip():
        raise BadConfig(f'"{field}" must name a file, not {name!r}')
    windows = PureWindowsPath(name)
    outside = windows.drive or windows.root or PurePosixPath(name).is_absolute()
    if outside or ".." in windows.parts or "\0" in name or name in (".", CONFIG):
        raise BadConfig(f'"{field}" must name a file inside the directory, not {name!r}')
    return name


def _names(raw: object) -> Mapping[str, str]:
    if raw is None:
        return USUAL_NAMES
    if not isinstance(raw, dict) or not all(isinstance(voice, str) for voice in raw.values()):
        raise BadConfig('"voice_aliases" must map names to voices')
    return raw


def _priors(raw: object) -> Mapping[str, float]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise BadConfig('"speed_priors" must map voices to numbers')
    for voice, prior in raw.items():
        number = isinstance(prior, int | float) and not isinstance(prior, bool) and math.isfinite(prior)
        if not number or not 0.1 <= prior <= 10:
            raise BadConfig(f'"speed_priors" of {voice!r} must be a number from 0.1 to 10, not {prior!r}')
    return {voice: float(prior) for voice, prior in raw.items()}
