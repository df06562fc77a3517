from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core import (
    Cancelled,
    CancelToken,
    LoadOptions,
    ModelUnavailable,
    Registry,
    SynthesisFailed,
    Utterance,
    stream,
)
from tts_core.testing import Recorder, echo_model
from tts_server.remote import remote_model
from tts_server.remote.clock import Clock
from tts_server.remote.failure import Failure
from tts_server.remote.figures import RemoteFigures
from tts_server.remote.replicas import FIRST_PROBE, Replica, Replicas

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractAsyncContextManager

    from tests.server.conftest import Live
    from tests.server.remote.conftest import OwnClock, Stage

PCM = bytes(2000)
UNHEALTHY = Failure("failed", "ill", unhealthy=True)
ASKED = Utterance(text="One two three.", voice="nova")
PATIENCE = 20.0


async def never(_: Replica) -> bool:
    return False


def fleet(
    urls: list[str], parallel: int, clock: Clock, probe: Callable[[Replica], Awaitable[bool]] = never
) -> Replicas:
    return Replicas([Replica(url) for url in urls], parallel, clock, probe, RemoteFigures("far"))


@settings(max_examples=40, deadline=None)
@given(
    urls=st.integers(1, 4),
    parallel=st.integers(1, 3),
    moves=st.lists(st.tuples(st.booleans(), st.integers(0, 11)), max_size=40),
)
def test_the_least_busy_is_asked(urls: int, parallel: int, moves: list[tuple[bool, int]]) -> None:
    """However speeches come and go, the next goes to a server with the least to do, and none has too much."""

    async def play() -> None:
        replicas = fleet([str(n) for n in range(urls)], parallel, Clock())
        held: list[AbstractAsyncContextManager[Replica]] = []
        for take, which in moves:
            if take and len(held) < urls * parallel:
                least = min(each.running for each in replicas.all)
                lent = replicas.borrowed((), 0.0)
                replica = await lent.__aenter__()
                held.append(lent)
                assert replica.running == least + 1
            elif held:
                await held.pop(which % len(held)).__aexit__(None, None, None)
            assert max(each.running for each in replicas.all) <= parallel
            assert sum(each.running for each in replicas.all) == len(held)

    asyncio.run(play())


def test_who_waits_is_served_when_a_place_is_free() -> None:
    """Requests beyond what the servers may have at once wait, and all get their turn."""

    async def play() -> list[int]:
        replicas = fleet(["a", "b"], 1, Clock())
        served: list[int] = []

        async def one(number: int) -> None:
            async with replicas.borrowed((), 0.0) as replica:
                assert replica.running == 1
                await asyncio.sleep(0)
                served.append(number)

        await asyncio.gather(*map(one, range(20)))
        return served

    assert sorted(asyncio.run(play())) == list(range(20))


def test_a_sick_server_is_out_until_it_answers(clock: OwnClock) -> None:
    """After three failures in a row a server is asked no more, until a probe finds it well."""

    async def play() -> None:
        well: list[bool] = [False]
        probed: list[str] = []

        async def probe(replica: Replica) -> bool:
            probed.append(replica.url)
            return well[0]

        async def chosen() -> str:
            async with replicas.borrowed((), 0.0) as replica:
                return replica.url

        async def let_probe() -> None:
            before = len(probed)
            clock.probing.release()
            while len(probed) == before:
                await asyncio.sleep(0)
            await asyncio.sleep(0)

        replicas = fleet(["a", "b"], 2, clock, probe)
        a = replicas.all[0]
        for _ in range(2):
            replicas.failed(a, UNHEALTHY)
        assert not a.out
        replicas.failed(a, UNHEALTHY)
        assert a.out
        assert {await chosen() for _ in range(6)} == {"b"}
        await let_probe()
        assert {await chosen() for _ in range(6)} == {"b"}
        well[0] = True
        await let_probe()
        assert {await chosen() for _ in range(6)} == {"a", "b"}
        assert probed == ["a", "a"]
        replicas.failed(a, UNHEALTHY)
        assert a.out, "who is back and fails again is out at once"
        assert a.pause == 4 * FIRST_PROBE
        replicas.succeeded(a)
        assert (a.out, a.pause) == (False, FIRST_PROBE)
        await replicas.close()

    asyncio.run(play())


def test_when_all_are_out_all_are_asked(clock: OwnClock) -> None:
    """With no healthy server left a request still goes out: one that answers is well again."""

    async def play() -> None:
        replicas = fleet(["a"], 1, clock)
        replicas.failed(replicas.all[0], Failure("unreachable", "gone", unhealthy=True))
        assert replicas.all[0].out
        async with replicas.borrowed((), 0.0) as replica:
            replicas.succeeded(replica)
        assert not replica.out
        await replicas.close()

    asyncio.run(play())


def test_a_killed_replica_costs_nothing_but_time(misbehave: Stage, clock: OwnClock) -> None:
    """A server that dies in the middle of an utterance is left for another, which speaks it whole."""
    dying = misbehave(misbehave.raw(b"HTTP/1.1 200 So\r\ncontent-length: 2000\r\n\r\n1234", hang=True))
    well = misbehave(misbehave.answer(body=PCM))
    synthesizer = remote_model("far", [dying.url, well.url], clock=clock).load(LoadOptions())

    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(synthesizer.speak, ASKED)
        assert dying.hanging.wait(PATIENCE)
        dying.stop()
        rendering = work.result(PATIENCE)
    again = synthesizer.speak(ASKED)
    synthesizer.close()

    assert (len(rendering.samples), len(again.samples)) == (1000, 1000)
    assert len(dying.spoken) == 1


def test_nobody_there_is_said_so(misbehave: Stage, clock: OwnClock) -> None:
    """When no server can be reached the model is unavailable, and the error names the address."""
    gone = misbehave()
    gone.stop()
    synthesizer = remote_model("far", "http://127.0.0.1:9", clock=clock).load(LoadOptions())

    with pytest.raises(ModelUnavailable, match=r"no server answers at http://127\.0\.0\.1:9"):
        synthesizer.speak(ASKED)

    synthesizer.close()


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 So\r\ncontent-length: 2000\r\n\r\n1234"])
def test_cancelling_closes_the_connection(misbehave: Stage, begun: bytes) -> None:
    """A cancelled utterance ends with Cancelled and its connection is closed, whatever came of it."""
    server = misbehave(misbehave.raw(begun, hang=True), misbehave.answer(body=PCM))
    synthesizer = remote_model("far", server.url, max_parallel=1).load(LoadOptions())
    token = CancelToken()

    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(synthesizer.speak, Utterance(text="One.", voice="nova", cancel=token))
        assert server.hanging.wait(PATIENCE)
        token.cancel()
        with pytest.raises(Cancelled):
            work.result(PATIENCE)
    assert server.left.wait(PATIENCE)
    rendering = synthesizer.speak(ASKED)
    synthesizer.close()

    assert len(rendering.samples) == 1000


def test_a_silent_server_is_given_up(misbehave: Stage, clock: OwnClock) -> None:
    """A server that takes the request and says nothing fails by the read timeout, its connection closed."""
    server = misbehave(misbehave.raw(b"", hang=True))
    synthesizer = remote_model("far", server.url, read_timeout=0.05, attempts=2, clock=clock).load(
        LoadOptions()
    )

    with pytest.raises(SynthesisFailed, match="fell silent"):
        synthesizer.speak(ASKED)

    synthesizer.close()
    assert len(server.spoken) == 2
    assert server.left.is_set() or server.left.wait(PATIENCE)


def test_an_utterance_has_a_time_of_its_own(misbehave: Stage) -> None:
    """However patient each step is, the whole of an utterance ends within its timeout."""
    server = misbehave(misbehave.raw(b"", hang=True))
    synthesizer = remote_model("far", server.url, timeout=0.05).load(LoadOptions())

    with pytest.raises(SynthesisFailed, match=r"not spoken within 0\.05 s"):
        synthesizer.speak(ASKED)

    synthesizer.close()


def test_closing_calls_off_what_runs(misbehave: Stage) -> None:
    """Unloading the model ends running utterances with Cancelled and leaves no thread behind."""
    before = threading.active_count()
    server = misbehave(misbehave.raw(b"", hang=True))
    serving = threading.active_count()
    synthesizer = remote_model("far", server.url).load(LoadOptions())

    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(synthesizer.speak, ASKED)
        assert server.hanging.wait(PATIENCE)
        synthesizer.close()
        with pytest.raises(Cancelled):
            work.result(PATIENCE)
    synthesizer.close()
    with pytest.raises(Cancelled):
        synthesizer.speak(ASKED)
    server.stop()

    assert serving > before
    assert threading.active_count() == before


def test_work_is_shared_out(serve: Callable[..., Live]) -> None:
    """Two replicas of one model share the utterances that are spoken at once."""
    recorders = Recorder(), Recorder()
    urls = [serve(echo_model("echo", listed=True, concurrency=2, recorder=each)).root for each in recorders]
    registry = Registry([remote_model("far", urls, remote_model="echo", max_parallel=2, best=40, first=40)])

    with stream(" ".join(f"This is sentence {n}." for n in range(12)), registry=registry) as pieces:
        spoken = sum(1 for _ in pieces)
    registry.close()

    shares = [len(each.spoken) for each in recorders]
    assert sum(shares) >= spoken
    assert min(shares) >= 1
