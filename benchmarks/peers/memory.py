"""
What a model takes of memory, and what it gives back when it is closed, in a process of its own.

    python -m peers.memory MODEL
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

from peers.options import HERE
from peers.sample_texts import text_of

__all__ = ["held", "memory_of_model"]


def memory_of_model(model: str) -> dict[str, float]:
    """Return the megabytes that a process holds before a model is loaded, with it, and after it is closed."""
    run = subprocess.run(
        [sys.executable, "-m", "peers.memory", model],
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    )
    values: dict[str, float] = json.loads(run.stdout)
    return values


def held() -> float:
    """Return the megabytes that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _close(model: str) -> dict[str, float]:
    import onnxruntime  # noqa: F401  # so that what is left over is the model's

    import tts_core

    tts_core.synthesize("One.", model="espeak")
    gc.collect()
    before = held()
    registry = tts_core.Registry.installed()
    tts_core.synthesize(text_of(2_000), model=model, registry=registry)
    gc.collect()
    loaded = held()
    registry.close()
    gc.collect()
    return {"before": before, "loaded": loaded, "closed": held()}


if __name__ == "__main__":
    print(json.dumps(_close(sys.argv[1])))
