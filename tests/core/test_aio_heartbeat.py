"""The event loop is free while speech is prepared, made and put together."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import tts_core
from tts_core import Cancelled, Registry
from tts_core.testing import echo_model

HELD = 0.1
"""Seconds of processor that the loop's thread may take between two beats: five times what is promised."""

PROGRAM = """
import asyncio, time
import tts_core
from tts_core.testing import echo_model

async def main():
    held, done = [], False

    async def beat():
        last = time.thread_time()
        while not done:
            await asyncio.sleep(0.001)
            now = time.thread_time()
            held.append(now - last)
            last = now

    heart = asyncio.create_task(beat())
    await asyncio.sleep(0)
    {warm}
    for text in ("Hello there.", "On 5 May 2024 he paid $3.50.", "Hello my friend. " * 60_000):
        async with tts_core.astream(text, model="echo") as pieces:
            async for piece in pieces:
                if len(text) > 1000:
                    break
    await tts_core.asynthesize(["One.", "Two.", "Three."], model="echo")
    await tts_core.asynthesize("A longer text than that. " * 50, model="echo")
    done = True
    await heart
    print(max(held))

asyncio.run(main())
"""


def held_by(warm: str) -> float:
    """Return the longest time for which a program of its own held its loop."""
    program = PROGRAM.format(warm=warm)
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return float(told.stdout)


class TestHeartbeat:
    def test_the_first_speech_of_a_program_holds_the_loop_no_more_than_others(self) -> None:
        """Nothing that speaking needs is imported, looked for or read on the event loop."""
        assert held_by("pass") < HELD

    def test_a_program_that_warmed_up_is_free_too(self) -> None:
        """After `awarm` requests are checked on the call, and that takes no time."""
        assert held_by('await tts_core.awarm("echo")') < HELD

    def test_many_tasks_with_random_cancels_leave_nothing(self) -> None:
        """Two hundred streams at once, many cancelled at random, leave no thread and no model in use."""
        registry = Registry([echo_model("e", best=30, limit=60, concurrency=4)])
        tts_core.synthesize("One.", registry=registry)
        before = threading.active_count()
        dice = random.Random(4)  # noqa: S311  (spreads cancels; nothing secret hangs on it)
        text = "One sentence here. Another one there. And a third of them."

        async def one(leaves: int) -> int:
            taken = 0
            async with tts_core.astream(text, registry=registry) as pieces:
                async for piece in pieces:
                    taken += len(piece.words)
                    if leaves and taken >= leaves:
                        break
            return taken

        async def work() -> list[int | BaseException]:
            asyncio.get_running_loop().set_default_executor(_executor())
            tasks = [asyncio.create_task(one(dice.choice((0, 0, 3)))) for _ in range(200)]
            for task in tasks[::4]:
                await asyncio.sleep(0)
                task.cancel()
            return await asyncio.gather(*tasks, return_exceptions=True)

        outcomes = asyncio.run(work())
        failed = [
            each for each in outcomes if isinstance(each, Exception) and not isinstance(each, Cancelled)
        ]

        assert failed == []
        assert sum(isinstance(each, asyncio.CancelledError) for each in outcomes) > 0
        assert sum(each == 11 for each in outcomes) > 50
        assert registry.abandoned() == ()
        assert registry.unload() == ["e"]
        assert threading.active_count() <= before


def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(16)


def test_warm_loads_what_the_first_speech_needs() -> None:
    """After `warm` the model is loaded, and stays so."""
    registry = Registry([echo_model("e")])
    tts_core.warm(registry=registry)

    assert registry.loaded() == ["e"]
