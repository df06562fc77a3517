"""A fleet with one sick server: no request fails of it, and whoever runs the fleet is told."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from tests.server.remote.conftest import OwnClock

from tts_core import LoadOptions, SynthesisFailed, Utterance
from tts_server.remote import remote_model
from tts_server.remote.figures import RemoteFigures, figures_of
from tts_server.remote.names import Names
from tts_server.remote.replicas import Replicas
from tts_server.remote.retry import RetryingClient
from tts_server.remote.settings import RemoteSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live
    from tests.server.remote.conftest import Stage, Step

PCM = bytes(range(256)) * 8
ASKED = Utterance(text="One two three.", voice="nova")


def ill(name: str, stage: Stage) -> Step:
    return {
        "html": stage.answer(body=b"<html>", content_type="text/html"),
        "json": stage.answer(body=b"{}", content_type="application/json"),
        "mp3": stage.answer(body=b"\xff\xfb\x90\0", content_type="audio/mpeg"),
        "ogg": stage.answer(body=b"OggS\0\0", content_type="application/octet-stream"),
        "redirect": stage.answer(302, location="http://127.0.0.1:9"),
        "short": stage.answer(body=PCM[:1000], promised=len(PCM)),
        "odd": stage.answer(body=PCM[:999]),
        "empty": stage.answer(),
        "error": stage.problem(500),
        "no model": stage.problem(404, code="model_not_found"),
        "no key": stage.problem(401),
        "not here": stage.problem(503, code="model_not_here", x_should_retry="false"),
    }[name]


ILLNESSES = (
    *("html", "json", "mp3", "ogg", "redirect", "short", "odd", "empty", "error"),
    *("no model", "no key", "not here"),
)


@pytest.mark.parametrize("name", ILLNESSES)
def test_one_sick_server_fails_no_request(
    misbehave: Stage, clock: OwnClock, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """Whatever one server of three has, every utterance is spoken by another, and the sick one is put out."""
    sick = misbehave(ill(name, misbehave))
    well = [misbehave(misbehave.answer(body=PCM)) for _ in range(2)]
    model = remote_model("far", [sick.url, *(each.url for each in well)], clock=clock)
    synthesizer = model.load(LoadOptions())
    lengths = {len(synthesizer.speak(ASKED).samples) for _ in range(24)}
    synthesizer.close()
    figures = figures_of(model)
    events = [each for each in caplog.records if each.name == "tts_server.remote"]

    assert lengths == {len(PCM) // 2}
    assert len(sick.spoken) == 3
    assert figures is not None
    assert sum(figures.failures.values()) == 3
    assert {url for url, _ in figures.failures} == {sick.url}
    assert figures.out == {sick.url: True}
    assert [each.getMessage() for each in events] == ["replica failed"] * 3 + ["replica out"]
    assert {vars(each)["tts"]["replica"] for each in events} == {sick.url}


class Ticking(OwnClock):
    """A clock on which every look takes a second."""

    def now(self) -> float:
        self.time += 1
        return self.time


def test_a_byte_a_second_is_given_up(misbehave: Stage) -> None:
    """A server that always sends something, and never enough, is left for another."""
    drip = b"".join(b"1\r\n\0\r\n" for _ in range(40))
    head = b"HTTP/1.1 200 So\r\ncontent-type: audio/pcm\r\ntransfer-encoding: chunked\r\n\r\n"
    slow = misbehave(misbehave.raw(head + drip, hang=True))
    well = misbehave(misbehave.answer(body=PCM))
    alone = remote_model("far", slow.url, clock=Ticking(), attempts=1).load(LoadOptions())
    both = remote_model("far", [slow.url, well.url], clock=Ticking()).load(LoadOptions())
    with pytest.raises(SynthesisFailed, match="bytes a second, less than 500"):
        alone.speak(ASKED)

    assert len(both.speak(ASKED).samples) == len(PCM) // 2
    alone.close()
    both.close()


def test_an_attempt_has_a_time_of_its_own(misbehave: Stage, clock: OwnClock) -> None:
    """A server that takes too long for one attempt leaves time for another server."""
    stuck = misbehave(misbehave.raw(b"", hang=True))
    well = misbehave(misbehave.answer(body=PCM))
    both = remote_model("far", [stuck.url, well.url], clock=clock, attempt_timeout=0.05).load(LoadOptions())

    assert len(both.speak(ASKED).samples) == len(PCM) // 2
    assert len(stuck.spoken) == 1
    both.close()


def test_who_asked_is_told_upstream(misbehave: Stage, serve: Callable[..., Live]) -> None:
    """A gateway's servers see the request's id and its place in the trace, and figures name the sick one."""
    sick, well = misbehave(misbehave.problem(500)), misbehave(misbehave.answer(body=PCM))
    live = serve(remote_model("far", [sick.url, well.url]))
    trace = f"00-{'ab' * 16}-{'cd' * 8}-01"
    body = {"model": "far", "voice": "nova", "input": "Hello."}
    for number in range(2):
        headers = {"x-request-id": f"mine-{number}", "traceparent": trace}
        assert httpx.post(live.speech, json=body, headers=headers).status_code == 200
    asked = [*sick.spoken, *well.spoken]

    assert {each.headers["x-request-id"] for each in asked} == {"mine-0", "mine-1"}
    assert {each.headers["traceparent"].split("-")[1] for each in asked} == {"ab" * 16}
    figures = httpx.get(f"{live.root}/metrics").text
    assert f'tts_replica_failures_total{{model="far",replica="{sick.url}",reason="failed"}} 2' in figures


def test_a_fleet_behind_one_name_is_followed(clock: OwnClock) -> None:
    """Every address of a name is a server; the name is looked up again, and what fails changes nothing."""

    async def play() -> None:
        told: list[list[str] | OSError] = [["10.0.0.1", "10.0.0.2"]]

        async def lookup(host: str, port: int) -> list[str]:
            assert (host, port) == ("tts", 8000)
            if isinstance(told[-1], OSError):
                raise told[-1]
            return told[-1]

        async def look() -> None:
            clock.probing.release()
            for _ in range(5):
                await asyncio.sleep(0)

        names = Names(["dns+http://tts:8000/voice", "http://fixed"], clock, lookup)
        replicas = Replicas(names.plain, 1, clock, never, RemoteFigures("far"))
        await names.follow(replicas)
        first = {each.url: each for each in replicas.all}
        assert set(first) == {"http://fixed", "http://10.0.0.1:8000/voice", "http://10.0.0.2:8000/voice"}
        for found in (["10.0.0.2", "10.0.0.3"], OSError("no such name")):
            told.append(found)
            await look()
            now = {each.url: each for each in replicas.all}
            assert set(now) == {"http://fixed", "http://10.0.0.2:8000/voice", "http://10.0.0.3:8000/voice"}
            assert now["http://10.0.0.2:8000/voice"] is first["http://10.0.0.2:8000/voice"]
        await names.close()

    asyncio.run(play())


async def never(_: Any) -> bool:
    return False


def test_an_address_is_asked_by_its_name(misbehave: Stage, clock: OwnClock) -> None:
    """A server that was found by looking its name up is asked by that name, which proxies go by."""
    server = misbehave(misbehave.answer(body=PCM))
    port = server.url.rpartition(":")[2]
    settings = RemoteSettings(id="far", urls=(f"dns+http://tts.example:{port}",))

    async def lookup(host: str, _: int) -> list[str]:
        assert host == "tts.example"
        return ["127.0.0.1"]

    async def play() -> None:
        names = Names(settings.urls, clock, lookup)
        client = RetryingClient(settings, clock, RemoteFigures("far"), names)
        sound = await client.speak({"input": "One."}, {})
        assert len(sound.samples) == len(PCM) // 2
        await client.close()

    asyncio.run(play())
    assert server.spoken[0].headers["host"] == f"tts.example:{port}"
    assert json.dumps(server.spoken[0].body) == '{"input": "One."}'
    assert settings.plain_urls == (f"http://tts.example:{port}",)
    assert settings.concurrency > settings.max_parallel


@pytest.fixture(autouse=True)
def _told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "tts_server.remote")
