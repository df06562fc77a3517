"""
How much memory it takes to speak a text of some length, each in a process of its own.

    python -m beside.memory MODEL LENGTH
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from beside.rounds import HERE
from beside.texts import text_of
from beside.worker import peak

__all__ = ["by_length", "given_back"]


def by_length(model: str, lengths: tuple[int, ...]) -> dict[int, dict[str, float]]:
    """Return the peak megabytes and the seconds of speaking texts of these lengths, piece by piece."""
    return {length: _child("speak", model, str(length)) for length in lengths}


def given_back(model: str) -> dict[str, float]:
    """Return the megabytes that a process holds before a model is loaded, with it, and after it is closed."""
    return _child("close", model, "0")


def _child(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "beside.memory", *arguments]
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE, env=env)
    values: dict[str, float] = json.loads(run.stdout)
    return values


def _speak(model: str, length: int) -> dict[str, float]:
    import time

    import tts_core

    registry = tts_core.Registry.installed()
    with registry.lease(model):
        pass
    began = time.perf_counter()
    seconds = sum(
        piece.audio.duration for piece in tts_core.stream(text_of(length), model=model, registry=registry)
    )
    return {"peak": peak(), "wall": time.perf_counter() - began, "audio": seconds}


def _close(model: str) -> dict[str, float]:
    import gc
    from pathlib import Path

    import tts_core

    def held() -> float:
        gc.collect()
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 2**20

    tts_core.synthesize("One.", model="espeak")
    import onnxruntime  # noqa: F401  # so that what is left over is the model's

    before = held()
    registry = tts_core.Registry.installed()
    tts_core.synthesize(text_of(2_000), model=model, registry=registry)
    loaded = held()
    registry.close()
    return {"before": before, "loaded": loaded, "closed": held()}


if __name__ == "__main__":
    what, model, length = sys.argv[1:]
    print(json.dumps(_speak(model, int(length)) if what == "speak" else _close(model)))
