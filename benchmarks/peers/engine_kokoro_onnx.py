"""
kokoro-onnx on the same graph.

It drives Kokoro's graphs, and a KittenTTS graph asks for the same three things under the same names.
What differs it can be told: the symbols, and voices whose rows have a dimension more. It ends an
utterance with one boundary token instead of two, fills a run with up to 510 of them, and picks a
voice's row by tokens instead of by characters.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Kokoro", "convert"]

_VOICES = "kokoro-voices.npz"


class Kokoro:
    """A model loaded by kokoro-onnx."""

    def __init__(self, folder: Path, converted: Path, voice: str) -> None:
        import kokoro_onnx

        from tts_kitten.symbols import TOKENS

        config = json.loads((folder / "config.json").read_text("utf-8"))
        self._model: Any = kokoro_onnx.Kokoro(
            str(folder / config["model_file"]),
            str(converted / _VOICES),
            vocab_config={"vocab": TOKENS},
        )
        self._voice = voice
        self._speed = config.get("speed_priors", {}).get(voice, 1.0)

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield the sound of each of its batches."""
        loop = asyncio.new_event_loop()
        stream = self._model.create_stream(text, self._voice, speed=self._speed)
        try:
            while True:
                try:
                    samples, _ = loop.run_until_complete(anext(stream))
                except StopAsyncIteration:
                    return
                yield samples
        finally:
            loop.run_until_complete(stream.aclose())
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()


def convert(folder: Path, out: Path) -> None:
    """Write the voices of the model in *folder* to *out* in the shape that kokoro-onnx reads."""
    import numpy as np

    config = json.loads((folder / "config.json").read_text("utf-8"))
    styles = np.load(folder / config["voices"])
    out.mkdir(parents=True, exist_ok=True)
    np.savez(
        out / _VOICES, **{name: styles[name].reshape(-1, 1, styles[name].shape[-1]) for name in styles.files}
    )
