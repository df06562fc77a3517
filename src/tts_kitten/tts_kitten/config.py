"""The config.json of a model: which files it has, its voices' names, and how fast each is by nature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tts_onnx.plugin.config import BadConfig, Fields

from .catalogue import USUAL_NAMES
from .symbols import ELLIPSIS, PAD

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CONFIG", "Config", "parsed"]

CONFIG = "config.json"

_ENDINGS = {"ONNX1": (PAD,), "ONNX2": (ELLIPSIS, PAD)}
"""The tokens behind the text, by the type of the model: the newer learned to end with an ellipsis."""
_SECOND = "KITTEN2"
_NOT_SPOKEN = (
    "it is of KittenTTS 2, a language model of 1.7 billion parameters that runs on torch, under a licence of "
    "its own, and is not spoken here. To fix it: run its makers' server, and name that as a model of "
    'tts-server: model="remote:http://127.0.0.1:8000"'
)


@dataclass(frozen=True, slots=True)
class Config:
    """What a config.json says."""

    graph: str
    """Name of the graph's file, within the model's directory."""
    voices: str
    """Name of the voices' file, within the model's directory."""
    names: Mapping[str, str]
    """Friendly name to the voice's own."""
    priors: Mapping[str, float]
    """Factor on the speed by the voice's own name."""
    ending: tuple[int, ...]
    """The tokens behind the text."""


def parsed(data: bytes) -> Config:
    """Read a config.json, or raise BadConfig with what is wrong in it."""
    told = Fields.parsed(data)
    kind = told.text("type")
    if kind == _SECOND:
        raise BadConfig(_NOT_SPOKEN)
    if kind not in _ENDINGS:
        raise told.wrong("type", " or ".join(_ENDINGS))
    names, priors = told.part("voice_aliases"), told.part("speed_priors")
    return Config(
        graph=told.text("model_file"),
        voices=told.text("voices"),
        names={name: names.text(name) for name in names} or USUAL_NAMES,
        priors={voice: priors.number(voice, least=0.1, most=10) for voice in priors},
        ending=_ENDINGS[kind],
    )
