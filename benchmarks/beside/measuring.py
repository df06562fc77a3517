"""Everything that is held against a goal, measured."""

from __future__ import annotations

import statistics
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from .contenders import OURS, REFERENCE, floors, names, sherpas
from .rounds import Ratio, Worker, cold_starts, ratio, rounds
from .texts import LENGTHS, SENTENCE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Found", "measured", "others"]

Measured = dict[str, list[dict[str, float]]]


class Found:
    """The ratios, and the figures of everybody by text."""

    def __init__(self) -> None:
        self.ratios: dict[str, Ratio] = {}
        self.by_text: dict[str, Measured] = {}
        self.loading: dict[str, float] = {}
        self.cold: dict[str, list[float]] = {}

    def rows(self) -> list[dict[str, str]]:
        """Return a row for everybody and every text, medians all."""
        return [
            {
                "text": text,
                "who": name,
                "s": f"{_middle(each, 'wall'):.2f}",
                "real-time factor": f"{_middle(each, 'wall') / _middle(each, 'audio'):.3f}",
                "first audio, s": f"{_middle(each, 'first'):.2f}",
                "processor s per s of audio": f"{_middle(each, 'cpu') / _middle(each, 'audio'):.3f}",
                "peak MB": f"{max(one['peak'] for one in each):.0f}",
            }
            for text, measured_ in self.by_text.items()
            for name, each in measured_.items()
        ]


def measured(folder: Path, counts: dict[str, int], told: Callable[[str], object] = print) -> Found:
    """Let everybody speak each text as many times as *counts* says, and compare."""
    found = Found()
    with tempfile.TemporaryDirectory() as temporary:
        converted = Path(temporary)
        if sherpas() and find_spec("onnx"):
            from .sherpa import convert

            convert(folder, converted)
        everybody = [name for name in names() if name not in sherpas() or (converted / "model.onnx").exists()]
        workers = {name: Worker([name, str(folder), str(converted)]) for name in everybody}
        found.loading = {name: worker.loading for name, worker in workers.items()}
        for name, worker in workers.items():
            told(f"{name}: loaded in {worker.loading:.2f} s")
            worker.speak(SENTENCE)
        for text, count in counts.items():
            if count:
                told(f"{text}:")
                found.by_text[text] = rounds(workers, text_of(LENGTHS[text]), count, told)
        if {"paragraph", "chapter"} <= found.by_text.keys():
            found.ratios["first at any length"] = _first_at_any_length(workers[OURS])
        for worker in workers.values():
            worker.close()
        if REFERENCE in everybody:
            found.cold = _cold(folder, converted, everybody)
            found.ratios["cold start"] = ratio(found.cold[OURS], found.cold[REFERENCE])
    _compare(found)
    return found


def others(model: str) -> dict[str, Ratio]:
    """Measure what needs nobody beside us but the bare library and the bare graph."""
    from .espeaks import against_library
    from .stages import by_front_end, by_stage, shortest

    library = against_library(ratio)
    share = by_stage(model)["share"]
    front = list(by_front_end().values())
    return {
        "first against bare": shortest(model, ratio),
        "beside the runs": Ratio(share, share, share),
        "espeak plugin": library["plugin"],
        "espeak front door": library["front door"],
        "front end": Ratio(statistics.median(front), min(front), max(front)),
    }


def _compare(found: Found) -> None:
    throughput = found.by_text.get("chapter") or found.by_text.get("paragraph") or {}
    ours = throughput[OURS]
    if REFERENCE in throughput:
        found.ratios["reference"] = _ratio(throughput[REFERENCE], ours, "wall")
    for key, kin in (("sherpa", sherpas()), ("floor", floors())):
        present = [name for name in kin if name in throughput]
        if present:
            best = min(present, key=lambda name: _middle(throughput[name], "wall"))
            found.ratios[key] = _ratio(throughput[best], ours, "wall")
    paragraph = found.by_text.get("paragraph", {})
    if REFERENCE in paragraph:
        found.ratios["first"] = _ratio(paragraph[OURS], paragraph[REFERENCE], "first")


def _first_at_any_length(ours: Worker, count: int = 5) -> Ratio:
    short: list[float] = []
    long: list[float] = []
    for _ in range(count):
        short.append(ours.speak(text_of(LENGTHS["paragraph"]))["first"])
        long.append(ours.speak(text_of(LENGTHS["chapter"]), until_first=True)["first"])
    return ratio(long, short)


def _cold(folder: Path, converted: Path, everybody: list[str], count: int = 5) -> dict[str, list[float]]:
    commands = {
        name: [sys.executable, "-m", "beside.once", name, str(folder), str(converted), SENTENCE]
        for name in everybody
        if name not in floors()
    }
    return cold_starts(commands, count)


def _ratio(one: list[dict[str, float]], other: list[dict[str, float]], what: str) -> Ratio:
    return ratio([each[what] for each in one], [each[what] for each in other])


def _middle(each: list[dict[str, float]], what: str) -> float:
    return statistics.median(one[what] for one in each)
