"""What was made and not read: in order, in little memory, and gone afterwards."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest

from tts_server.limits.spool_space import SpoolSpace
from tts_server.speaking.backlog import MEMORY, SLICE, Backlog

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path


def run(work: Coroutine[None, None, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 20))


def test_bytes_come_out_as_they_went_in(tmp_path: Path) -> None:
    """Whatever waits where, it is taken in order, in small slices, and each note with its first bytes."""

    async def work() -> None:
        space = SpoolSpace(10 * MEMORY, str(tmp_path))
        backlog: Backlog[int] = Backlog(space, "me")
        chance = random.Random(7)  # noqa: S311  (a test's dice)
        sent, taken = b"", b""
        notes: list[int] = []
        for number in range(60):
            data = chance.randbytes(chance.choice([0, 10, 100_000, 300_000]))
            sent += data
            await backlog.put(number, data)
            for _ in range(chance.randrange(8)):
                if len(taken) < len(sent):
                    note, part = await backlog.take()
                    taken += part
                    notes += [] if note is None else [note]
                    assert len(part) <= SLICE
        assert space.used["me"] > MEMORY
        backlog.end()
        while await backlog.ready() and len(notes) < 60:
            note, part = await backlog.take()
            taken += part
            notes += [] if note is None else [note]
        while len(taken) < len(sent):
            taken += (await backlog.take())[1]
        with pytest.raises(StopAsyncIteration):
            await backlog.take()
        assert taken == sent
        assert notes == list(range(60))
        assert not space.used
        backlog.close()

    run(work())


def test_only_so_much_waits_in_memory(tmp_path: Path) -> None:
    """Beyond a bound bytes wait in a file without a name in the folder of the settings."""

    async def work() -> None:
        space = SpoolSpace(10 * MEMORY, str(tmp_path))
        backlog: Backlog[None] = Backlog(space, "me")
        for _ in range(5):
            await backlog.put(None, bytes(MEMORY))
        assert space.used == {"me": 4 * MEMORY}
        backlog.close()
        assert not space.used
        assert not list(tmp_path.iterdir())
        nowhere: Backlog[None] = Backlog(SpoolSpace(MEMORY, str(tmp_path / "nowhere")), "me")
        await nowhere.put(None, bytes(MEMORY))
        with pytest.raises(OSError, match="No such file"):
            await nowhere.put(None, bytes(MEMORY))

    run(work())


def test_a_failure_comes_behind_what_was_made() -> None:
    """Who takes gets all that was made before, and then what went wrong."""

    async def work() -> None:
        backlog: Backlog[str] = Backlog(SpoolSpace(1), "me")
        await backlog.put("one", b"1")
        backlog.end(ValueError("broken"))
        assert await backlog.take() == ("one", b"1")
        with pytest.raises(ValueError, match="broken"):
            await backlog.take()
        assert not await Backlog[str](SpoolSpace(1), "me").ready(0)

    run(work())


def test_each_client_has_a_space_of_its_own() -> None:
    """One client's full space stops nobody else, and it has room again when something of it is taken."""

    async def work() -> None:
        space = SpoolSpace(MEMORY)
        mine, theirs = Backlog[None](space, "me"), Backlog[None](space, "them")
        for _ in range(2):
            await mine.put(None, bytes(MEMORY))
        await theirs.put(None, bytes(MEMORY))
        assert (mine.is_full, theirs.is_full) == (True, False)
        space.add("many", 8 * MEMORY)
        assert theirs.is_full, "all of them together have a bound too"
        space.free("many", 8 * MEMORY)
        waiting = asyncio.create_task(mine.room())
        for _ in range(2 * MEMORY // SLICE):
            await mine.take()
        await waiting
        mine.close()
        theirs.close()

    run(work())


def test_what_is_put_after_the_end_counts_for_nobody(tmp_path: Path) -> None:
    """A maker that has not noticed yet that nobody reads takes no space, and makes no file."""

    async def work() -> None:
        space = SpoolSpace(10 * MEMORY, str(tmp_path))
        backlog: Backlog[None] = Backlog(space, "me")
        await backlog.put(None, bytes(MEMORY))
        late = asyncio.create_task(backlog.put(None, bytes(MEMORY)))
        await asyncio.sleep(0)
        backlog.close()
        await late
        await backlog.put(None, bytes(MEMORY))
        await backlog.put(None, bytes(MEMORY))
        assert not space.used

    run(work())
