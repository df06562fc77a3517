"""
hibari for tts_core: a natural English voice whose weights come with pip, with nothing under the GPL.

Naming the model imports neither numpy nor onnxruntime; those are loaded with it. Another model that was
distilled from Kokoro, or is Kokoro, finds its phonemes in `tts_hibari.english`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import hookimpl

if TYPE_CHECKING:
    from tts_core import Model

__all__ = ["tts_models"]


@hookimpl
def tts_models() -> list[Model]:
    """Name the one model there is."""
    from .models import hibari

    return [hibari()]
