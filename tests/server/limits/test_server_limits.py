"""The queue before a model, and how much each key may ask for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_server.limits.keys import Key, Keyring
from tts_server.limits.model_queue import ModelQueue
from tts_server.limits.service_time import ServiceTime
from tts_server.limits.token_bucket import TokenBucket
from tts_server.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Coroutine


def run(work: Coroutine[None, None, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 20))


async def settled() -> None:
    """Let every task go as far as it can."""
    for _ in range(10):
        await asyncio.to_thread(lambda: None)


def test_clients_take_turns() -> None:
    """Who asks once is served after one request of who asks many times, not after all."""

    async def work() -> None:
        queue, served = ModelQueue(1, capacity=10), []

        async def ask(client: str) -> None:
            await queue.acquire(client)
            served.append(client)
            queue.release(None)

        await queue.acquire("first")
        tasks = [asyncio.create_task(ask(client)) for client in ("many", "many", "many", "once")]
        await settled()
        queue.release(None)
        await asyncio.gather(*tasks)
        assert served == ["many", "once", "many", "many"]

    run(work())


def test_a_full_queue_refuses_at_once_and_says_when_to_come_again() -> None:
    """Who finds the queue full gets 429 with a time measured from how long turns take."""

    async def work() -> None:
        queue = ModelQueue(1, capacity=1)
        queue.service_time.note(3.0)
        await queue.acquire("a")
        waiting = asyncio.create_task(queue.acquire("b"))
        await settled()
        with pytest.raises(Problem) as caught:
            await queue.acquire("c")
        assert caught.value.status == 429
        assert caught.value.headers == {"retry-after": "6", "retry-after-ms": "6000"}
        queue.release(None)
        await waiting
        queue.release(None)
        assert (queue.running, queue.waiting) == (0, 0)

    run(work())


def test_who_fills_the_queue_makes_room_for_who_has_nothing_in_it() -> None:
    """One client's many requests cannot keep another client out."""

    async def work() -> None:
        queue = ModelQueue(1, capacity=3)
        await queue.acquire("greedy")
        greedy = [asyncio.create_task(queue.acquire("greedy")) for _ in range(3)]
        await settled()
        modest = asyncio.create_task(queue.acquire("modest"))
        await settled()
        assert queue.waiting == 3
        with pytest.raises(Problem, match="try again"):
            await greedy[-1]
        for task in (greedy[0], modest, greedy[1]):
            queue.release(None)
            await task
        queue.release(None)
        assert (queue.running, queue.waiting) == (0, 0)

    run(work())


@settings(max_examples=40, deadline=None)
@given(
    parallel=st.integers(1, 3),
    capacity=st.integers(0, 4),
    acts=st.lists(
        st.tuples(st.sampled_from(["take", "cancel", "give"]), st.sampled_from("abc")), max_size=40
    ),
)
def test_no_turn_is_lost_or_doubled(parallel: int, capacity: int, acts: list[tuple[str, str]]) -> None:
    """Whatever is taken, cancelled and given back, never more run than may, and at the end nobody does."""

    async def work() -> None:
        queue = ModelQueue(parallel, capacity=capacity)
        tasks: list[asyncio.Task[None]] = []
        held = 0

        def count() -> int:
            return sum(task.done() and not task.cancelled() and task.exception() is None for task in tasks)

        for act, client in acts:
            if act == "take":
                tasks.append(asyncio.create_task(queue.acquire(client)))
            elif act == "cancel" and tasks:
                tasks[len(tasks) // 2].cancel()
            elif count() > held:
                queue.release(0.01)
                held += 1
            await asyncio.to_thread(lambda: None)
            assert queue.running <= parallel
            assert queue.waiting <= capacity
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _ in range(count() - held):
            queue.release(None)
        assert (queue.running, queue.waiting) == (0, 0)

    run(work())


def test_as_many_may_wait_as_are_served_soon() -> None:
    """Long turns let as many wait as run; turns that nobody notices let a burst wait."""
    slow, fast, new = ServiceTime(2), ServiceTime(2), ServiceTime(1)
    slow.note(2.0)
    fast.note(0.01)

    assert slow.capacity == 2
    assert fast.capacity == 20
    assert new.capacity >= 8


def test_a_minute_holds_so_many_requests() -> None:
    """A minute's worth is there at once; after it, one at a time."""
    now = [0.0]
    rate = TokenBucket(60, clock=lambda: now[0])

    assert [rate.take() for _ in range(60)] == [0.0] * 60
    assert rate.take() == pytest.approx(1.0)
    now[0] = 1.0
    assert rate.take() == 0.0
    assert rate.take() > 0


def test_a_key_is_known_by_its_hash_alone() -> None:
    """A keyring finds keys that were given plain or as a hash, and no others; no key itself is in it."""
    plain = Key.of("secret-1", "one")
    hashed = Key.of(f"sha256:{Key.of('secret-2', 'x').sha256}", "two")
    keys = Keyring([plain, hashed])

    assert keys.find("secret-1") is plain
    assert keys.find("secret-2") is hashed
    assert "secret" not in repr([plain, hashed])
    for wrong, code in ((None, "missing_api_key"), ("", "missing_api_key"), ("secret-3", "invalid_api_key")):
        with pytest.raises(Problem) as caught:
            keys.find(wrong)
        assert (caught.value.status, caught.value.code) == (401, code)


def test_a_key_has_limits_of_its_own() -> None:
    """A key that has all it may have under way gets 429 until one of them is over."""
    key = Key.of("secret", "one")
    limited = Key(name="one", sha256=key.sha256, parallel=1)
    keys = Keyring([limited])
    keys.enter(limited)
    with pytest.raises(Problem, match="under way"):
        keys.enter(limited)
    keys.leave(limited)
    keys.enter(limited)
