"""
How the KittenTTS reference speaks, written anew from its description.

Sentence by sentence, each a run of its own on a session with default options; a comma put where a
sentence lost its mark; the phonemizer package before the model, and the last 5,000 samples cut off.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Reference"]

_MOST = 400
_CUT_OFF = 5_000


class Reference:
    """A model the way the reference loads and speaks it."""

    def __init__(self, folder: Path, voice: str) -> None:
        import numpy as np
        import onnxruntime
        import soundfile  # noqa: F401  # the reference imports it, and whoever starts it pays for it
        from phonemizer.backend import EspeakBackend
        from phonemizer.backend.espeak.wrapper import EspeakWrapper

        _find_espeak(EspeakWrapper)
        config = json.loads((folder / "config.json").read_text("utf-8"))
        self._voice = voice
        self._styles = np.load(folder / config["voices"])
        self._speed = config.get("speed_priors", {}).get(voice, 1.0)
        self._session: Any = onnxruntime.InferenceSession(str(folder / config["model_file"]))
        self._phonemizer: Any = EspeakBackend("en-us", preserve_punctuation=True, with_stress=True)

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield the sound of each sentence."""
        import numpy as np

        from tts_kitten.symbols import TOKENS

        for sentence in sentences(text):
            ipa = self._phonemizer.phonemize([sentence])[0]
            spaced = " ".join(re.findall(r"\w+|[^\w\s]", ipa))
            tokens = [0, *(TOKENS[sign] for sign in spaced if sign in TOKENS), 10, 0]
            styles = self._styles[self._voice]  # Unpacked anew each time, as it is there.
            row = min(len(sentence), len(styles) - 1)
            found = self._session.run(
                None,
                {
                    "input_ids": np.array([tokens], dtype=np.int64),
                    "style": styles[row : row + 1],
                    "speed": np.array([self._speed], dtype=np.float32),
                },
            )
            yield np.asarray(found[0]).reshape(-1)[:-_CUT_OFF]


def sentences(text: str) -> Iterator[str]:
    """Cut *text* at every full stop, question and exclamation mark, and between words at 400 characters."""
    for sentence in re.split(r"[.!?]+", text):
        chunk = ""
        for word in sentence.split():
            if len(chunk) + len(word) >= _MOST:
                yield f"{chunk},"
                chunk = word
            else:
                chunk = f"{chunk} {word}" if chunk else word
        if chunk:
            yield chunk if chunk[-1] in ",;:" else f"{chunk},"


def _find_espeak(wrapper: Any) -> None:
    """Point the phonemizer to the same espeak-ng that we use."""
    import espeakng_loader

    wrapper.set_library(espeakng_loader.get_library_path())
    wrapper.set_data_path(espeakng_loader.get_data_path())
