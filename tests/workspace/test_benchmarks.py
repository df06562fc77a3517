"""The parts of the benchmarks that judge, and those that drive what is not ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "benchmarks"

Spread = tuple[float, float, float]
"""The middle of the rounds, the least and the most."""

THEN: dict[str, Spread] = {
    "floor, paragraph": (1.5, 1.4, 1.6),
    "sherpa, processor, paragraph": (0.6, 0.58, 0.63),
    "first audio, paragraph": (0.3, 0.28, 0.33),
    "floor, chapter": (1.6, 1.5, 1.7),
}

PACKAGE = """
import json

import numpy as np


class KittenTTS_1_Onnx:
    def __init__(self, model_path, voices_path, speed_priors={}):
        print("loading", model_path)
        self.samples = json.load(open(model_path)) * int(1 / speed_priors["expr-voice-2-m"])

    def generate(self, text, voice):
        print("Generating audio for text:", text)
        return np.zeros((1, self.samples), dtype=np.float32)
"""
STREAM = """
    def generate_stream(self, text, voice):
        for word in text.split():
            yield self.generate(word, voice)
"""


def written(path: Path, ratios: dict[str, Spread]) -> str:
    """Write ratios as `compare` does."""
    names = ("median", "least", "most")
    held = {key: dict(zip(names, spread, strict=True)) for key, spread in ratios.items()}
    path.write_text(json.dumps({"machine": {}, "ratios": held}), "utf-8")
    return str(path)


def guard(folder: Path, now: dict[str, Spread], *more: str) -> subprocess.CompletedProcess[str]:
    """Run the guard on two files, as a user would."""
    then = written(folder / "then.json", THEN)
    measured = written(folder / "now.json", now)
    command = [sys.executable, "-m", "benchmarks", "guard", "--measured", measured, "--against", then, *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_guard_lets_the_same_figures_pass(tmp_path: Path) -> None:
    """What did not change is not worse."""
    run = guard(tmp_path, THEN)

    assert run.returncode == 0, run.stderr
    assert "nothing is worse" in run.stdout


@pytest.mark.parametrize(
    ("key", "spread", "named"),
    [
        ("floor, paragraph", (1.1, 1.0, 1.2), "throughput, 400 characters, against the best arrangement"),
        ("sherpa, processor, paragraph", (1.0, 0.9, 1.1), "processor time, 400 characters"),
    ],
    ids=["less-throughput", "more-work"],
)
def test_the_guard_fails_on_a_figure_that_became_worse(
    tmp_path: Path, key: str, spread: Spread, named: str
) -> None:
    """A ratio that is a quarter worse, and in every round, ends the guard with 1 and is named."""
    run = guard(tmp_path, THEN | {key: spread})

    assert run.returncode == 1
    assert f"worse: {named}" in run.stdout


@pytest.mark.parametrize(
    "spread",
    [(1.1, 0.9, 1.45), (1.3, 1.25, 1.35), (3.0, 2.9, 3.1)],
    ids=["rounds-overlap", "less-than-a-quarter", "better"],
)
def test_the_guard_takes_noise_for_noise(tmp_path: Path, spread: Spread) -> None:
    """Rounds that overlap with those of then, a small change, and a better figure are no reason to fail."""
    run = guard(tmp_path, THEN | {"floor, paragraph": spread})

    assert run.returncode == 0, run.stdout


def test_the_guard_judges_what_a_busy_machine_changes_only_when_asked(tmp_path: Path) -> None:
    """The first audio beside a peer whose threads wait for each other is shown, and judged with --all."""
    later: dict[str, Spread] = THEN | {"first audio, paragraph": (0.9, 0.8, 1.0)}

    assert guard(tmp_path, later).returncode == 0
    assert guard(tmp_path, later, "--all").returncode == 1


def test_the_guard_compares_only_the_same_text(tmp_path: Path) -> None:
    """A ratio of another text says nothing, and when there is no other, the guard does not pass."""
    run = guard(tmp_path, {"floor, sentence": (0.1, 0.1, 0.1)})

    assert run.returncode == 1
    assert "no ratio in common" in run.stderr


@pytest.mark.parametrize(("more", "pieces"), [("", 1), (STREAM, 3)], ids=["whole", "streamed"])
def test_the_reference_can_be_somebodys_own_package(tmp_path: Path, more: str, pieces: int) -> None:
    """A package is found by its folder, given the model and what it takes of its settings, and may print."""
    package = tmp_path / "checkout" / "kittentts"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", "utf-8")
    (package / "get_model.py").write_text("from .onnx_model import KittenTTS_1_Onnx\n", "utf-8")
    (package / "onnx_model.py").write_text(PACKAGE + more, "utf-8")
    model = tmp_path / "model"
    model.mkdir()
    config = {
        "model_file": "graph",
        "voices": "voices.npz",
        "speed_priors": {"expr-voice-2-m": 0.5},
        "voice_aliases": {"Jasper": "expr-voice-2-m"},
    }
    (model / "config.json").write_text(json.dumps(config), "utf-8")
    (model / "graph").write_text("2400", "utf-8")

    command = [sys.executable, "-m", "peers.worker", "reference", model, tmp_path, package.parent]
    run = subprocess.run(
        list(map(str, command)),
        input=json.dumps(["One two three.", False]) + "\n",
        cwd=HERE,
        env=os.environ | {"PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        check=True,
    )
    _, spoken = [json.loads(line) for line in run.stdout.splitlines()]

    assert spoken["audio"] == pytest.approx(0.2 * pieces)


@pytest.mark.parametrize("name", sorted(path.stem for path in HERE.glob("*.py") if path.stem[0] != "_"))
def test_the_help_of_every_benchmark_shows_how_to_call_it(name: str) -> None:
    """Plan for help, a benchmark measures nothing and gives an example."""
    run: subprocess.CompletedProcess[Any] = subprocess.run(
        [sys.executable, "-m", "benchmarks", name, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert f"benchmarks {name}" in run.stdout or f"benchmarks/{name}.py" in run.stdout
