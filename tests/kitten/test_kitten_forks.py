"""A model that runs in onnxruntime, in a process that was forked from one that has used it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CODE = """
import os, signal, sys, threading, warnings
import tts_core

warnings.simplefilter("ignore")  # Of threads in a process that forks: they are the point.
TEXT = "The first sentence is here. A second one follows it."

def speak():
    return tts_core.synthesize(TEXT, model="kitten:" + sys.argv[1]).audio.samples.tobytes()

first, busy = speak(), sys.argv[2] == "busy"
def on():
    while busy:
        speak()
threads = [threading.Thread(target=on) for _ in range(2 * busy)]
for thread in threads:
    thread.start()

def child(speaks):
    sys.stdout.flush()
    process = os.fork()
    if not process:
        signal.alarm(60)
        print("printed")
        sys.exit(0 if not speaks or speak() == first else 2)
    return os.waitpid(process, 0)[1]

print([child(speaks) for speaks in (True, False, True)])
busy = False
for thread in threads:
    thread.join()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes can be forked")
@pytest.mark.parametrize("parent", ["idle", "busy"])
def test_a_child_speaks_and_ends(build: Callable[..., Path], parent: str) -> None:
    """A child speaks with sessions of its own, or not at all, and ends in good order, with all it printed."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(build()), parent],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )

    assert (done.stdout.split("\n"), done.returncode) == (["printed"] * 3 + ["[0, 0, 0]", ""], 0), done.stderr
