"""
An engine started, loaded, and stopped at its first sound: what a cold start is.

    python -m peers.cold_start NAME FOLDER CONVERTED PACKAGE TEXT
"""

from __future__ import annotations

import os
import sys

from peers.engines import Paths, load

if __name__ == "__main__":
    name, *told, text = sys.argv[1:]
    engine = load(name, Paths.from_arguments(*told))
    prepare = getattr(engine, "prepare", None)
    if prepare:
        prepare(text)
    next(iter(engine.speak(text)))
    os._exit(0)  # What it takes to clean up is not what is measured, and sherpa-onnx cannot be stopped.
