"""The voice that is always there, beside the bare library, bare Python, and the `espeak-ng` program."""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from typing import TYPE_CHECKING

from .measurement import Ratio, cold_starts, ratio
from .sample_texts import SENTENCE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

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


def against_program(rounds: int = 9) -> dict[str, Ratio]:
    """Compare a cold `tts-core say` with bare Python, in seconds, and with the `espeak-ng` program."""
    found = shutil.which("espeak-ng")
    commands = {
        "say": [sys.executable, "-m", "tts_core", "say", "-m", "espeak", SENTENCE, "-o", "-"],
        "python": [sys.executable, "-c", "pass"],
        **({"program": [found, "--stdout", SENTENCE]} if found else {}),
    }
    taken = {name: [each["wall"] for each in cold] for name, cold in cold_starts(commands, rounds).items()}
    beyond = [one - other for one, other in zip(taken["say"], taken["python"], strict=True)]
    ratios = {"espeak cold": Ratio(statistics.median(beyond), min(beyond), max(beyond))}
    if found:
        ratios["espeak cold, program"] = ratio(taken["say"], taken["program"])
    return ratios
