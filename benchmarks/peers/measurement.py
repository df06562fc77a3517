"""Measuring in rounds: everybody once, in turn, again and again, so that a busy machine is busy for all."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .options import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["Ratio", "Worker", "cold_starts", "ratio", "rounds"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How one compares with another: the middle of the rounds, and the outermost of them."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f} to {self.most:.2f})"


class Worker:
    """An engine in a process of its own."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=HERE,
            env={**os.environ, "PYTHONPATH": str(HERE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.loading = self._heard()["loading"]

    def speak(self, text: str, *, until_first: bool = False) -> dict[str, float]:
        """Let it speak *text*, or only its first piece, and return what was measured."""
        if self._process.stdin is None:
            raise OSError("the worker cannot be written to")
        self._process.stdin.write(json.dumps([text, until_first]) + "\n")
        self._process.stdin.flush()
        return self._heard()

    def close(self) -> None:
        """Let it go."""
        self._process.communicate()

    def _heard(self) -> dict[str, float]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise OSError(f"a worker ended: {self._process.args!r}")
        values: dict[str, float] = json.loads(line)
        return values


def rounds(
    workers: dict[str, Worker], text: str, count: int, told: Callable[[str], object]
) -> dict[str, list[dict[str, float]]]:
    """Let everybody speak *text* once per round, each round beginning with another."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in workers}
    order = list(workers)
    for number in range(count):
        for name in order[number % len(order) :] + order[: number % len(order)]:
            found[name].append(workers[name].speak(text))
            told(f"  round {number + 1}: {name}: {found[name][-1]['wall']:.2f} s")
    return found


def cold_starts(commands: Mapping[str, Sequence[str]], count: int) -> dict[str, list[dict[str, float]]]:
    """Time each program from its start to its end, in turn; the first round is not counted."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
    for number in range(count + 1):
        for name, command in commands.items():
            began, busy = time.perf_counter(), _of_children()
            run = subprocess.run(
                command,
                check=False,
                capture_output=True,
                cwd=HERE,
                env={**os.environ, "PYTHONPATH": str(HERE)},
            )
            taken = {"wall": time.perf_counter() - began, "cpu": _of_children() - busy}
            if run.returncode:
                raise OSError(f"{name} could not be started: {run.stderr.decode(errors='replace').strip()}")
            if number:
                found[name].append(taken)
    return found


def _of_children() -> float:
    """Return the processor seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ratio(ours: Iterable[float], theirs: Iterable[float]) -> Ratio:
    """Compare round by round."""
    each = [one / other for one, other in zip(ours, theirs, strict=True)]
    return Ratio(statistics.median(each), min(each), max(each))
