"""
Kokoro 82M for tts_core: 54 natural voices in nine languages, and any mix of them.

Naming the models imports neither numpy nor onnxruntime; those are loaded with the first of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import hookimpl

if TYPE_CHECKING:
    from tts_core import Model

__all__ = ["tts_catalogue", "tts_model", "tts_models"]


@hookimpl
def tts_models() -> list[Model]:
    """Name the forms of the model that are here."""
    from .models import here

    return here()


@hookimpl
def tts_catalogue() -> list[Model]:
    """Name the model in the form that suits this machine, and each form by its own name."""
    from .models import public

    return public()


@hookimpl
def tts_model(reference: str) -> Model | None:
    """Make the model that `kokoro:/path/to/model.onnx` or a folder names, with the voices beside it."""
    from .models import referenced

    return referenced(reference)
