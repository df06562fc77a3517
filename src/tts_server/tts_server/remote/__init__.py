"""
Other servers as models: whatever answers the OpenAI speech API becomes a Model here.

    remote_model("studio", "http://10.0.0.5:8000", remote_model="kokoro")

A model may stand on several replicas; each utterance goes to the one with the least to do. Nothing
is asked of a server, and no HTTP library is imported, before the model is used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tts_core import hookimpl

if TYPE_CHECKING:
    from tts_core import Model

    from .configured import configured_models
    from .model import model_of, remote_model
    from .settings import RemoteSettings

__all__ = [
    "REMOTES",
    "RemoteSettings",
    "configured_models",
    "model_of",
    "remote_model",
    "tts_model",
    "tts_models",
]

REMOTES = "TTS_REMOTES"
"""The environment variable that names remote models, or the TOML file in which they stand."""

_HOME = {
    "RemoteSettings": ".settings",
    "configured_models": ".configured",
    "model_of": ".model",
    "remote_model": ".model",
}


def __getattr__(name: str) -> Any:
    """Fetch a name from its module when it is first used."""
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(_HOME[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@hookimpl
def tts_models() -> list[Model]:
    """Bring the models that the environment names."""
    setting = os.environ.get(REMOTES, "").strip()
    if not setting:
        return []
    from .configured import configured_models

    return configured_models(setting)


@hookimpl
def tts_model(reference: str) -> Model | None:
    """Make the model that `remote:http://host:8000#model` names."""
    from .model import model_of

    return model_of(reference)
