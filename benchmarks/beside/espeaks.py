"""The voice that is always there, beside the bare library and the `espeak-ng` program."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from .rounds import ratio
from .texts import SENTENCE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .rounds import Ratio

__all__ = ["against_library", "against_program"]


def against_library(rounds: int = 25) -> dict[str, Ratio]:
    """
    Compare the plugin, and the whole way through our front door, with one bare call: 5,000 characters.

    A call takes a fifth of a second, and whoever else is busy then makes its time anything; so the
    processor's time is compared as well.
    """
    import tts_core
    import tts_espeak
    from espeak import bare_call

    text = text_of(5_000)
    synthesizer = tts_espeak.tts_models()[0].load(tts_core.LoadOptions())
    subjects: dict[str, Callable[[], object]] = {
        "bare": bare_call(text),
        "plugin": lambda: synthesizer.speak(tts_core.Utterance(text=text, voice="en-us")),
        "front door": lambda: tts_core.synthesize(text, model="espeak", voice="en-us"),
    }
    wall: dict[str, list[float]] = {name: [] for name in subjects}
    busy: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 1):
        for name, subject in subjects.items():
            began, worked = time.perf_counter(), time.process_time()
            subject()
            if number:
                wall[name].append(time.perf_counter() - began)
                busy[name].append(time.process_time() - worked)
    synthesizer.close()
    found: dict[str, Ratio] = {}
    for name in ("plugin", "front door"):
        found[f"espeak {name}"] = ratio(wall[name], wall["bare"])
        found[f"espeak {name}, processor"] = ratio(busy[name], busy["bare"])
    return found


def against_program(rounds: int = 7) -> dict[str, list[float]]:
    """Time cold `tts-core say`, the program, and bare Python, one sentence each, in turn."""
    found = shutil.which("espeak-ng")
    commands = {
        "tts-core say": [sys.executable, "-m", "tts_core", "say", "-m", "espeak", SENTENCE, "-o", "-"],
        "python": [sys.executable, "-c", "pass"],
        **({"espeak-ng": [found, "--stdout", SENTENCE]} if found else {}),
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            if number:
                taken[name].append(time.perf_counter() - began)
    return taken
