"""
KittenTTS for tts_core: small English voices that run faster than speech on any processor.

Naming the models imports neither numpy nor onnxruntime; those are loaded with the first model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import hookimpl

if TYPE_CHECKING:
    from tts_core import Model

__all__ = ["tts_model", "tts_models"]


@hookimpl
def tts_models() -> list[Model]:
    """Name the models of KittenML."""
    from .models import known

    return known()


@hookimpl
def tts_model(reference: str) -> Model | None:
    """Make the model that `kitten:/some/folder` or `kitten:owner/repository@revision` names."""
    from .models import referenced

    return referenced(reference)
