"""tts-core itself, through its front door."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Ours"]


class Ours:
    """A model as an application that embeds us speaks with it."""

    def __init__(self, model: str, voice: str | None) -> None:
        import tts_core

        self._registry = tts_core.Registry.installed()
        self._model = model
        self._voice = voice
        with self._registry.lease(model):
            pass

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield the sound of each piece."""
        import tts_core

        with tts_core.stream(text, model=self._model, voice=self._voice, registry=self._registry) as stream:
            for piece in stream:
                yield piece.audio.samples
