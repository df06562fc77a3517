"""
How soon the command is there: cold `tts-core say` beside the `espeak-ng` program and bare Python.

    python -m benchmarks cold_start
    python -m benchmarks cold_start 30               that many rounds instead of 15

Every round starts each program once, in another order each time, so that a machine that grows
slower is slow to all. Prints the median and the best of each, what it takes beyond bare Python, and
its ratio to the `espeak-ng` program where there is one. The plugins are ten that are installed for
the occasion and bring a model each.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = "Hello, world."
PLUGINS = 10

PLUGIN = """
from tts_core import Model, ModelCard, hookimpl

@hookimpl
def tts_models():
    return [Model(ModelCard(id="{name}", sample_rate=24000), lambda options: None)]
"""


def programs(folder: Path) -> dict[str, list[str]]:
    """Return what is compared, by name."""
    ours = [sys.executable, "-m", "tts_core"]
    found = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "tts-core --version": [*ours, "--version"],
        "tts-core models": [*ours, "models"],
        "tts-core say": [*ours, "say", "-m", "espeak", TEXT, "-o", str(folder / "ours.wav")],
    }
    if program := shutil.which("espeak-ng"):
        found["espeak-ng"] = [program, "-w", str(folder / "theirs.wav"), TEXT]
    return found


def install_plugins(folder: Path) -> None:
    """Make ten distributions in *folder*, each with one model."""
    for number in range(PLUGINS):
        name = f"tts_cold_{number}"
        (folder / f"{name}.py").write_text(PLUGIN.format(name=name), "utf-8")
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[tts_core]\n{name} = {name}\n", "utf-8")


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Run *command* and return how long it took."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=env)
    return time.perf_counter() - began


def main(rounds: int) -> None:
    """Run the rounds and print the table."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        install_plugins(folder)
        # Ordinary installations keep compiled modules; a cold start is a new process, not a new machine.
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPATH": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "cache")}
        compared = programs(folder)
        times: dict[str, list[float]] = {name: [] for name in compared}
        for name, command in compared.items():
            seconds(command, env)  # Once unmeasured, so that files and compiled modules are there.
            times[name].clear()
        for _ in range(rounds):
            for name in random.sample(list(compared), len(compared)):
                times[name].append(seconds(compared[name], env))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    bare, theirs = medians["python -c pass"], medians.get("espeak-ng")
    print(f"{rounds} rounds, {PLUGINS} extra plugins installed")
    print(f"{'':20} {'median':>9} {'best':>9} {'beyond Python':>14} {'against espeak-ng':>18}")
    for name, taken in times.items():
        ratio = f"{medians[name] / theirs:17.1f}×" if theirs else ""
        print(
            f"{name:20} {medians[name] * 1e3:6.0f} ms {min(taken) * 1e3:6.0f} ms "
            f"{(medians[name] - bare) * 1e3:11.0f} ms {ratio}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
