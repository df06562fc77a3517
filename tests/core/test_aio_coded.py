"""Pieces with their bytes, made on the thread that made the piece."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import Registry
from tts_core.encoding import open_encoder
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from tts_core import Audio, Piece

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."


def test_coded_piece_by_piece() -> None:
    """Every piece comes with its bytes, the last bytes without a piece, and together they are the file."""
    registry = Registry([echo_model(best=30, limit=60)])

    async def work() -> list[tuple[Piece | None, bytes]]:
        encoder = open_encoder("pcm", sample_rate=24000)
        stream = tts_core.astream(STORY, model="echo", registry=registry)
        return [each async for each in stream.coded(encoder)]

    coded = asyncio.run(work())
    pieces = [piece for piece, _ in coded]
    assert [piece is None for piece in pieces] == [False] * (len(coded) - 1) + [True]
    assert [piece.text for piece in pieces if piece] == [
        piece.text for piece in tts_core.stream(STORY, model="echo", registry=registry)
    ]
    assert b"".join(data for _, data in coded) == b"".join(
        tts_core.stream(STORY, model="echo", registry=registry).encode("pcm")
    )


class Clumsy:
    """A coder that stands still while it writes, or cannot finish."""

    def __init__(self) -> None:
        self.here, self.go = threading.Event(), threading.Event()
        self.done: list[str] = []

    def write(self, _: Audio) -> bytes:
        self.here.set()
        self.go.wait(20)
        self.done.append("written")
        return b"sound"

    def finish(self) -> bytes:
        raise OSError("the disk is full")


def test_what_was_made_before_a_failure_is_handed_out() -> None:
    """When the last bytes cannot be made, the piece before them is not lost with them."""
    coder = Clumsy()
    coder.go.set()

    async def work() -> None:
        coded = tts_core.astream("One.", model="echo", registry=Registry([echo_model()])).coded(coder)
        piece, data = await anext(coded)
        assert (piece is not None, data) == (True, b"sound")
        for _ in range(2):
            with pytest.raises(OSError, match="disk"):
                await anext(coded)

    asyncio.run(work())


def test_nobody_codes_any_more_when_cancelling_is_done() -> None:
    """Whoever is told that a stream was cancelled may close what it was coded with."""
    coder = Clumsy()

    async def work() -> None:
        coded = tts_core.astream(STORY, model="echo", registry=Registry([echo_model()])).coded(coder)
        task = asyncio.ensure_future(anext(coded))
        await asyncio.to_thread(coder.here.wait, 20)
        for _ in range(3):  # However often it is asked to hurry.
            task.cancel()
            for _ in range(20):
                await asyncio.to_thread(lambda: None)
            assert not task.done()
        coder.go.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        coder.done.append("cancelled")

    asyncio.run(work())
    assert coder.done == ["written", "cancelled"]
