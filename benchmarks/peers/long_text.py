"""
One long text streamed in a process of its own, and what it had taken by each of some milestones.

    python -m peers.long_text MODEL CHARACTERS MILESTONE…

A milestone is a number of characters. One journey through a book tells what a tenth of it took as
well, so nothing is spoken twice.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from peers.memory import held
from peers.options import HERE
from peers.sample_texts import book_of
from peers.worker import peak

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Point", "stream_long_text"]

Point = dict[str, float]
"""`characters` spoken; seconds: `wall`, `cpu` and of `audio`; megabytes: the `peak` and what is `held`."""


def stream_long_text(model: str, characters: int, milestones: tuple[int, ...]) -> list[Point]:
    """Stream so many characters and return a point for the first piece, each milestone, and the end."""
    told = [str(each) for each in (characters, *milestones)]
    points: list[Point] = []
    with subprocess.Popen(
        [sys.executable, "-m", "peers.long_text", model, *told],
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    ) as process:
        for line in process.stdout or ():
            points.append(json.loads(line))
            one = points[-1]
            print(
                f"{model}: {one['characters']:,} characters after {one['wall']:.1f} s, {one['peak']:.0f} MB"
            )
    if process.returncode:
        raise SystemExit(f"{model} stopped after {len(points)} milestones")
    return points


def _stream(model: str, characters: int, milestones: list[int]) -> Iterator[Point]:
    import tts_core

    registry = tts_core.Registry.installed()
    with registry.lease(model):
        pass
    text = book_of(characters)
    ahead = [1, *(each for each in sorted(milestones) if each < len(text)), len(text)]
    began, busy = time.perf_counter(), time.process_time()
    with tts_core.stream(text, model=model, registry=registry) as stream:
        for piece in stream:
            spoken = piece.span[1]
            if spoken < ahead[0]:
                continue
            ahead = [each for each in ahead if each > spoken]
            yield {
                "characters": spoken,
                "wall": time.perf_counter() - began,
                "cpu": time.process_time() - busy,
                "audio": piece.end,
                "peak": peak(),
                "held": held(),
            }
            if not ahead:
                break
    registry.close()


if __name__ == "__main__":
    named, length, *marks = sys.argv[1:]
    for point in _stream(named, int(length), [int(each) for each in marks]):
        print(json.dumps(point), flush=True)
