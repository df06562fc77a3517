"""
How the KittenTTS reference speaks, written anew from its description.

Sentence by sentence, each a run of its own on a session with default options; a comma put where a
sentence lost its mark; the phonemizer package before the model, and the last 5,000 samples cut off.
Numbers and the like it has no words for: what the package's own front end costs is not in here.

What importing the package costs is measured apart. Version 0.8.1 is published as a wheel of which
the repository holds no copy, but those who use it show what it imports: a traceback of that wheel
(KittenML/KittenTTS#117) goes from the package to `get_model` to `onnx_model` to spaCy, one of
version 0.1 (#13) names the line, misaki's English and espeak modules, which nothing in the package
uses (#83 asks to drop it); and packagers of 0.8.1 cut that very line out. misaki imports spaCy, and
spaCy imports torch where that is installed, as it is by the extra that the wheel asks for.
"""

from __future__ import annotations

import importlib
import json
import re
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Reference", "has_its_imports", "import_its_imports", "its_imports"]

_MOST = 400
_CUT_OFF = 5_000
_IMPORTS = ("huggingface_hub.file_download", "misaki.en", "misaki.espeak")
"""Beside numpy, onnxruntime, soundfile and phonemizer, which the reference here imports as well."""


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


def has_its_imports() -> bool:
    """Tell whether what the package imports is installed here."""
    return all(find_spec(name) for name in ("huggingface_hub", "misaki", "spacy", "phonemizer"))


def import_its_imports() -> None:
    """Import what the package imports before it can do anything."""
    for name in _IMPORTS:
        importlib.import_module(name)


def its_imports() -> str:
    """Say which versions those are, for the head of the table."""
    found = []
    for name in ("huggingface_hub", "misaki", "spacy", "torch"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


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
