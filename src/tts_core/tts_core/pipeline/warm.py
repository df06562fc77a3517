"""Having everything in place before the first speech is asked for."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ..encoding import open_encoder
from ..errors import TTSError
from ..text.expression import compile_all
from ..text.normalize import normalize
from ..text.segment import segment
from .resolve import resolve

if TYPE_CHECKING:
    from ..registry import Registry
    from ..request import Request

__all__ = ["warmed"]

_WRITTEN = "On 3 May 2024 at 7:30, Dr. Smith (aged 41) paid $3.50 for 2 kg; see https://x.org, p. 12–14."
"""Something of most kinds that are not said as they are written: what reads them is loaded for it."""


def warmed(request: Request, registry: Registry) -> None:
    """Load the model of *request*, and the text front end of its language, and try an encoder."""
    resolved = resolve(request, registry)
    for model in registry.models():
        if registry.is_here(model, request.load):
            with suppress(TTSError):  # Whoever asks for that one is told.
                registry.voices(model, request.load)
    lease = registry.claim(resolved.model, resolved.load)
    try:
        list(segment(_WRITTEN, resolved.language))
        normalize(_WRITTEN, resolved.language)
        compile_all()
        open_encoder("wav", sample_rate=resolved.sample_rate).close()
        lease.loading.result()
    finally:
        lease.release()
