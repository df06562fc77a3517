"""
A contender started, loaded, and stopped at its first sound: what a cold start is.

    python -m peers.cold_process NAME FOLDER CONVERTED PACKAGE TEXT
"""

from __future__ import annotations

import os
import sys

from peers.contenders import Places, load

if __name__ == "__main__":
    name, *told, text = sys.argv[1:]
    contender = load(name, Places.heard(*told))
    prepare = getattr(contender, "prepare", None)
    if prepare:
        prepare(text)
    next(iter(contender.speak(text)))
    os._exit(0)  # What it takes to clean up is not what is measured, and sherpa-onnx cannot be stopped.
