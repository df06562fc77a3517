"""
One engine in a process of its own, so that memory, threads and imports are its own.

    python -m peers.worker NAME FOLDER CONVERTED PACKAGE

It loads, says so, and then speaks every text that it is given a line of JSON for.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

__all__ = ["peak"]


def peak() -> float:
    """Return the most memory that this process ever held, in megabytes."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell how much memory a process took")


def main(name: str, *told: str) -> None:
    """Answer one line with one line until there are no more."""
    sys.stdout = sys.stderr  # Some engines print; the answers go where they cannot.
    began = time.perf_counter()
    from .engines import Paths, load

    engine = load(name, Paths.from_arguments(*told))
    _say({"loading": time.perf_counter() - began})
    for line in sys.stdin:
        text, until_first = json.loads(line)
        prepare = getattr(engine, "prepare", None)
        if prepare:
            prepare(text)
        began, busy = time.perf_counter(), time.process_time()
        first, first_busy, samples = 0.0, 0.0, 0
        for sound in engine.speak(text):
            if not first:
                first, first_busy = time.perf_counter() - began, time.process_time() - busy
            samples += len(sound)
            if until_first:
                break
        _say(
            {
                "wall": time.perf_counter() - began,
                "cpu": time.process_time() - busy,
                "first": first,
                "first cpu": first_busy,
                "audio": samples / 24_000,
                "peak": peak(),
            }
        )


def _say(values: dict[str, float]) -> None:
    sys.__stdout__.write(json.dumps(values) + "\n")  # type: ignore[union-attr]  # a worker has one
    sys.__stdout__.flush()  # type: ignore[union-attr]  # as above


if __name__ == "__main__":
    main(*sys.argv[1:])
