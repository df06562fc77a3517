"""
Piper's voices for tts_core: neural speech in more than thirty languages, from the first half second on.

Naming the voices imports neither numpy nor onnxruntime; those are loaded with the first of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import hookimpl

if TYPE_CHECKING:
    from tts_core import Model

__all__ = ["tts_catalogue", "tts_model", "tts_models"]


@hookimpl
def tts_models() -> list[Model]:
    """Name the public voices that are here: installed as a package, or downloaded."""
    from .models import here

    return here()


@hookimpl
def tts_catalogue() -> list[Model]:
    """Name every public voice."""
    from .models import public

    return public()


@hookimpl
def tts_model(reference: str) -> Model | None:
    """Make the model that `piper:/path/to/voice.onnx` names, with its `.onnx.json` beside it."""
    from .models import referenced

    return referenced(reference)
