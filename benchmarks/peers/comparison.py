"""Everybody on the same texts: the rounds, the cold starts, and how we compare."""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from .engine_reference import has_its_imports, its_imports
from .engines import KEPT, KOKORO, OURS, REFERENCE, WITH_IMPORTS, Paths, floors, names, sherpas
from .measurement import Ratio, Worker, cold_starts, ratio, rounds
from .metrics import key
from .sample_texts import LENGTHS, SENTENCE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Plan", "Results", "measure_engines", "measure_without_peers"]

Measured = dict[str, list[dict[str, float]]]

_COSTS = ("wall", "cpu")
_COLD = {
    "cold start": (OURS, REFERENCE),
    "cold start, imports": (OURS, WITH_IMPORTS),
    "cold start, kept": (KEPT, REFERENCE),
    "cold start, kept, imports": (KEPT, WITH_IMPORTS),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be measured."""

    folder: Path
    """The model."""
    counts: dict[str, int]
    """How often each text."""
    cold: int = 0
    """How often everybody is started anew."""
    package: Path | None = None
    """The folder of the reference's own package, instead of what is written anew here."""
    python: str = sys.executable
    """What runs that package."""

    def places(self, converted: Path) -> Paths:
        """Say where everybody finds what they speak with, some of it in *converted*."""
        return Paths(self.folder, converted, self.package, self.python)

    def head(self) -> dict[str, str]:
        """Say who the reference is and how we were built, for the head of the table."""
        from tts_onnx.kernel import library

        found = {"tts-kitten": "with its own operator" if library() else "built without a compiler"}
        if self.package:
            from .engine_reference_package import described

            return found | {"reference": described(self.package)}
        found["reference"] = "written anew from the description of KittenTTS 0.8.1"
        if self.cold and has_its_imports():
            found[WITH_IMPORTS] = f"the same after importing what the package imports: {its_imports()}"
        return found


class Results:
    """The ratios, and the figures of everybody by text."""

    def __init__(self) -> None:
        self.ratios: dict[str, Ratio] = {}
        self.by_text: dict[str, Measured] = {}
        self.cold: Measured = {}

    def rows(self) -> list[dict[str, str]]:
        """Return a row for everybody and every text, medians all."""
        return [
            {
                "text": text,
                "who": name,
                "s": f"{_middle(each, 'wall'):.2f}",
                "real-time factor": f"{_middle(each, 'wall') / _middle(each, 'audio'):.3f}",
                "first audio, s": f"{_middle(each, 'first'):.2f}",
                "first audio, processor s": f"{_middle(each, 'first cpu'):.2f}",
                "processor s per s of audio": f"{_middle(each, 'cpu') / _middle(each, 'audio'):.3f}",
                "peak MB": f"{max(one['peak'] for one in each):.0f}",
            }
            for text, measured_ in self.by_text.items()
            for name, each in measured_.items()
        ]


def measure_engines(asked: Plan, told: Callable[[str], object] = print) -> Results:
    """Let everybody speak each text as many times as was asked, and compare."""
    found = Results()
    with tempfile.TemporaryDirectory() as temporary:
        places = asked.places(Path(temporary))
        everybody = _prepared(places)
        workers = {name: Worker(places.command("peers.worker", name)) for name in everybody}
        for name, worker in workers.items():
            told(f"{name}: loaded in {worker.loading:.2f} s")
            worker.speak(SENTENCE)
        for text, count in asked.counts.items():
            if not count:
                continue
            told(f"{text}:")
            found.by_text[text] = rounds(workers, text_of(LENGTHS[text]), count, told)
        if {"paragraph", "chapter"} <= found.by_text.keys():
            found.ratios["first at any length"] = _first_at_any_length(workers[OURS])
        for worker in workers.values():
            worker.close()
        if asked.cold:
            found.cold = _cold(places, everybody, asked.cold)
    for text, by_name in found.by_text.items():
        found.ratios |= _compared(text, by_name)
    for name, (ours, theirs) in _COLD.items():
        if ours in found.cold and theirs in found.cold:
            found.ratios[name] = _ratio(found.cold[ours], found.cold[theirs], "wall")
            found.ratios[f"{name}, processor"] = _ratio(found.cold[ours], found.cold[theirs], "cpu")
    return found


def measure_without_peers(model: str) -> dict[str, Ratio]:
    """Measure what needs nobody beside us but the bare library and the bare graph."""
    from .espeak_overhead import against_library, against_program
    from .stage_costs import first_audio_against_bare_run, front_end_milliseconds, stage_seconds

    share = stage_seconds(model)["share"]
    front = list(front_end_milliseconds().values())
    return {
        **first_audio_against_bare_run(model),
        "beside the runs": Ratio(share, share, share),
        **against_library(),
        **against_program(),
        "front end": Ratio(statistics.median(front), min(front), max(front)),
    }


def _prepared(places: Paths) -> list[str]:
    """Bring the model into the shapes that others read; return who can speak then."""
    places.make_bare()
    everybody = names(places.package)
    if KOKORO in everybody:
        from .engine_kokoro_onnx import convert

        convert(places.folder, places.converted)
    if not find_spec("onnx"):
        return [name for name in everybody if name not in sherpas()]
    if sherpas():
        from .engine_sherpa_onnx import convert

        convert(places.folder, places.converted)
    return everybody


def _compared(text: str, by_name: Measured) -> dict[str, Ratio]:
    """Hold ours against each of the others; where one has several settings, against the best of them."""
    found: dict[str, Ratio] = {}
    ours = by_name[OURS]
    peers = {"reference": [REFERENCE], "sherpa": sherpas(), "kokoro": [KOKORO], "floor": floors()}
    for kind, kin in peers.items():
        present = [by_name[name] for name in kin if name in by_name]
        if present:
            quickest, thriftiest = (min(present, key=lambda each: _middle(each, what)) for what in _COSTS)
            found[key(kind, text)] = _ratio(quickest, ours, "wall")
            found[key(f"{kind}, processor", text)] = _ratio(ours, thriftiest, "cpu")
    if REFERENCE in by_name:
        found[key("first audio", text)] = _ratio(ours, by_name[REFERENCE], "first")
    return found


def _first_at_any_length(ours: Worker, count: int = 9) -> Ratio:
    short: list[float] = []
    long: list[float] = []
    for _ in range(count):
        short.append(ours.speak(text_of(LENGTHS["paragraph"]), until_first=True)["first"])
        long.append(ours.speak(text_of(LENGTHS["chapter"]), until_first=True)["first"])
    return ratio(long, short)


def _cold(places: Paths, everybody: list[str], count: int) -> Measured:
    started = [name for name in everybody if name not in floors()]
    if places.is_kept:
        started.append(KEPT)
    if not places.package and REFERENCE in started and has_its_imports():
        started.append(WITH_IMPORTS)
    return cold_starts({name: places.command("peers.cold_start", name, SENTENCE) for name in started}, count)


def _ratio(one: list[dict[str, float]], other: list[dict[str, float]], what: str) -> Ratio:
    return ratio([each[what] for each in one], [each[what] for each in other])


def _middle(each: list[dict[str, float]], what: str) -> float:
    return statistics.median(one[what] for one in each)
