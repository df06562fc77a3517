"""
What a stream costs beyond its model: memory held, and time by the length of the text.

    python -m benchmarks streaming

Streams texts from 1,000 to 1,000,000 characters through a model that costs next to nothing, one
process each, so that what is left is the core's own. Prints the most pieces alive at once, the peak
memory over that of the first_audio_against_bare_run text, the time for each 1,000 characters as a ratio,
and for how long the event loop was held by `astream`: the processor time of its thread between two beats
of a task that beats as often as it can.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import weakref
from typing import Any

SENTENCE = "Dr. Hill paid $3.50 for the book at 5 p.m.; it was, she said, a fair price. Nobody answered her! "
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)


def measured(length: int) -> dict[str, float]:
    """Stream a text of *length* characters and say what it took."""
    import numpy as np

    import tts_core
    from tts_core import Model, ModelCard, Registry, Rendering, Utterance

    class Hiss:
        def speak(self, utterance: Utterance) -> Rendering:
            samples = np.full(len(utterance.text) * 1600, 0.1, dtype=np.float32)
            return Rendering(samples=samples, sample_rate=24000)

        def close(self) -> None:
            pass

    registry = Registry([Model(ModelCard(id="hiss", sample_rate=24000), lambda options: Hiss())])
    tts_core.synthesize("Warm up 1.", model="hiss", registry=registry)
    text = (SENTENCE * (length // len(SENTENCE) + 1))[:length]
    alive: set[int] = set()
    most = 0
    seconds = 0.0
    began = time.perf_counter()
    for piece in tts_core.stream(text, model="hiss", registry=registry):
        alive.add(piece.index)
        weakref.finalize(piece.audio.samples.base, alive.discard, piece.index)
        most = max(most, len(alive))
        seconds += piece.audio.duration
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pieces alive": most, "peak MB": peak, "seconds": took, "audio seconds": seconds}


def held(length: int) -> float:
    """Return the longest time that the event loop was held by the first speech of a program, in seconds."""
    import asyncio

    import tts_core

    beats: list[float] = []

    async def beat(speech: asyncio.Task[None]) -> None:
        last = time.thread_time()
        while not speech.done():
            await asyncio.sleep(0)
            now = time.thread_time()
            beats.append(now - last)
            last = now

    async def speak() -> None:
        text = (SENTENCE * (length // len(SENTENCE) + 1))[:length]
        async with tts_core.astream(text, model="echo") as pieces:
            for _ in range(3):
                await anext(pieces, None)

    async def both() -> None:
        speech = asyncio.create_task(speak())
        await beat(speech)
        await speech

    asyncio.run(both())
    return max(beats)


def apart(length: int, what: str) -> Any:
    """Measure in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, str(length), what], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def main() -> None:
    """Measure every length in a process of its own and print the table."""
    rows = {length: apart(length, "measured") for length in LENGTHS}
    base = rows[LENGTHS[1]]["seconds"] / LENGTHS[1]
    print("characters   audio      pieces alive   peak memory   time per 1,000 characters   against 10,000")
    for length, row in rows.items():
        each = row["seconds"] / length
        print(
            f"{length:>10,}   {row['audio seconds'] / 3600:5.2f} h   {row['pieces alive']:>12.0f}   "
            f"{row['peak MB']:8.1f} MB   {each * 1e6:19.2f} ms   {each / base:14.2f}×"
        )
    loop = ", ".join(f"{1000 * apart(length, 'held'):.1f} ms of {length:,}" for length in LENGTHS)
    print(f"the event loop was held, at the longest, for: {loop} characters (the first speech of a program)")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps({"measured": measured, "held": held}[sys.argv[2]](int(sys.argv[1]))))
    else:
        main()
