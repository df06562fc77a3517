"""Readers that take their time: they get all of it, and nobody else waits for them."""

from __future__ import annotations

import base64
import json
import logging
import socket
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tts_core.testing import Gate, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.server.conftest import Live

BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "input": "Hello there."}
TEXT = "A sentence of this long text, which goes on. " * 90
LARGE: dict[str, Any] = {"listed": True, "best": 4096, "limit": 4096}
"""One piece of it is larger than what lies between a server and its client."""


class Reader:
    """A client that reads as much as it is told to, through a small buffer."""

    def __init__(self, live: Live, **fields: Any) -> None:
        self.line = socket.socket()
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.line.settimeout(20)
        self.line.connect(live.server.address)
        body = {**BODY, "input": TEXT, "response_format": "wav", "sample_rate": 48000, **fields}
        request = httpx.Request("POST", live.speech, json=body)
        head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        self.line.sendall(f"POST /v1/audio/speech HTTP/1.1\r\n{head}\r\n".encode() + request.read())
        self.data = b""

    def read(self, size: int) -> bool:
        """Read so much; return whether there may be more."""
        until = len(self.data) + size
        while len(self.data) < until:
            chunk = self.line.recv(65536)
            self.data += chunk
            if not chunk or self.data.endswith(b"0\r\n\r\n"):
                return False
        return True

    def sound(self) -> bytes:
        """Return what was read, without the marks of its chunks."""
        rest, whole = self.data.partition(b"\r\n\r\n")[2], b""
        while rest:
            length, _, rest = rest.partition(b"\r\n")
            size = int(length, 16)
            if not size:
                return whole
            whole, rest = whole + rest[:size], rest[size + 2 :]
        raise AssertionError("the answer was cut")


@contextmanager
def reading(live: Live, **fields: Any) -> Iterator[Reader]:
    reader = Reader(live, **fields)
    with reader.line:
        yield reader


def test_a_reader_as_slow_as_speech_gets_all_of_it(
    serve: Callable[..., Live], hear: Callable[..., str]
) -> None:
    """A client may take hours, as long as it always takes something before the stall is over."""
    live = serve(echo_model("echo", **LARGE), stall=30, deadline=1e9)
    with reading(live) as reader:
        rounds = 1
        while reader.read(128 << 10):
            rounds += 1
            live.pass_time(20)

    assert rounds > 10
    assert hear(reader.sound(), "wav").split() == TEXT.split()
    live.until(live.at_rest)
    assert 'outcome="answered"' in httpx.get(f"{live.root}/metrics").text


@pytest.mark.parametrize("whole", [False, True], ids=["streamed", "whole"])
def test_a_reader_that_takes_nothing_is_let_go(
    serve: Callable[..., Live], caplog: pytest.LogCaptureFixture, whole: bool
) -> None:
    """A stall is an outcome of its own, counted and warned of, and the connection is gone soon after."""
    caplog.set_level(logging.INFO)
    live = serve(echo_model("echo", **LARGE), stall=30)
    with reading(live, stream=not whole) as reader:
        reader.read(1)
        live.until(lambda: live.state.queue("echo").running == 0)
        while live.state.under_way:
            live.pass_time(31)
        while live.server.server_state.connections:
            live.pass_time(31)
    (line,) = (each for each in caplog.records if getattr(each, "tts", {}).get("outcome") == "stalled")

    assert (line.levelname, vars(line)["tts"]["error"]) == ("WARNING", "reader_stalled")
    assert 'outcome="stalled"} 1' in httpx.get(f"{live.root}/metrics").text


def test_slow_readers_hold_no_turn(serve: Callable[..., Live]) -> None:
    """When the speech is made the next client is served, however slowly the one before reads."""
    live = serve(echo_model("echo", concurrency=2, **LARGE))
    with reading(live) as one, reading(live) as two:
        one.read(1)
        two.read(1)
        assert httpx.post(live.speech, json=BODY).status_code == 200
        assert live.state.under_way >= 2


def test_a_client_that_has_too_much_waiting_rests_without_a_turn(
    serve: Callable[..., Live], hear: Callable[..., str]
) -> None:
    """Beyond its space a client's speech waits for its reader, the model does not, and no word is lost."""
    live = serve(echo_model("echo", listed=True, best=200, limit=200), backlog=1, deadline=20)
    with reading(live) as reader:
        reader.read(1)
        live.until(lambda: bool(live.state.spool_space.used) and live.state.queue("echo").running == 0)
        assert httpx.post(live.speech, json=BODY).status_code == 200
        live.pass_time(19)
        while reader.read(1 << 20):
            pass

    assert hear(reader.sound(), "wav").split() == TEXT.split()
    live.until(live.at_rest)
    assert not live.state.spool_space.used


@pytest.mark.parametrize("more", [{}, {"captions": "json"}, {"mode": "single_speaker_tts"}], ids=str)
def test_whole_answers_wait_on_disk(
    serve: Callable[..., Live], hear: Callable[..., str], more: dict[str, Any]
) -> None:
    """A large answer that nobody reads waits on disk; who leaves too many unread gets no more for now."""
    live = serve(echo_model("echo", **LARGE), backlog=1 << 20)
    rate = {"sample_rate": 48000}
    asked = {"stream": False, **more}
    if "mode" in more:
        asked = {"stream": None, "response_format": None, "sample_rate": None, "output_options": rate, **more}
    plain = {**BODY, "stream": False}
    with reading(live, **asked) as reader:
        reader.read(1)
        live.until(lambda: bool(live.state.spool_space.used))
        refused = httpx.post(live.speech, json=plain)
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limit_exceeded")
        assert httpx.post(live.speech, json=BODY).status_code == 200
        head, _, _ = reader.data.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0] or b"0")
        while len(reader.data.partition(b"\r\n\r\n")[2]) < length:
            reader.read(1)
    body = reader.data.partition(b"\r\n\r\n")[2]
    sound = base64.b64decode(json.loads(body)["data" if "mode" in more else "audio"]) if more else body

    assert hear(sound, "wav").split() == TEXT.split()
    live.until(live.at_rest)
    assert not live.state.spool_space.used
    assert httpx.post(live.speech, json=plain).status_code == 200


def test_events_are_short(serve: Callable[..., Live]) -> None:
    """No event is longer than 64 KiB, with words and all, and their sound joined is the whole."""
    live = serve(echo_model("echo", **LARGE))
    body = {**BODY, "input": TEXT, "response_format": "pcm", "stream_format": "sse", "captions": "json"}
    lines = httpx.post(live.speech, json=body).content.split(b"\n\n")
    events = [json.loads(line.removeprefix(b"data: ")) for line in lines if line]
    words = [word["text"] for event in events for word in event.get("words", ())]

    assert max(map(len, lines)) <= 65536
    assert len(events) > 50
    assert len(words) == len(TEXT.split())


def test_a_comment_says_that_the_speech_is_still_being_made(serve: Callable[..., Live]) -> None:
    """While no event comes a comment does, every 15 seconds, and only between events."""
    gate = Gate()
    live = serve(echo_model("echo", gate=gate, listed=True, best=20, limit=40), deadline=1000)
    gate.let(1)
    body = {**BODY, "input": "First sentence here. Second sentence here.", "stream_format": "sse"}
    with httpx.stream("POST", live.speech, json={**body, "response_format": "pcm"}) as answer:
        lines = answer.iter_lines()
        assert next(lines).startswith("data: ")
        gate.arrived(2)
        line = ""
        while not line.startswith(":"):
            live.pass_time(16)
            line = next(line for line in lines if line)
        gate.open()
        assert [each for each in lines if each][-1].startswith('data: {"type":"speech.audio.done"')


@pytest.mark.parametrize("sse", ["audio", "sse"])
def test_the_cause_of_a_late_failure_is_logged(
    serve: Callable[..., Live], caplog: pytest.LogCaptureFixture, sse: str
) -> None:
    """What breaks after the first byte is in the log, under the request's id, with its place and no word."""
    failing = echo_model(
        "echo", fail_on="Third", error=RuntimeError("a secret"), listed=True, best=20, limit=40
    )
    live = serve(failing)
    body = {**BODY, "input": "First sentence here. Second sentence here. Third sentence here."}
    with suppress(httpx.RemoteProtocolError):  # The connection is cut where no event can say it.
        httpx.post(live.speech, json={**body, "stream_format": sse}, headers={"x-request-id": "mine"})
    live.until(live.at_rest)
    (line,) = (each for each in caplog.records if each.getMessage() == "failed")
    told = vars(line)["tts"]

    assert told["request_id"] == "mine"
    assert told["error"] == "SynthesisFailed from RuntimeError"
    assert "echo_synthesizer.py" in told["trace"][-1]
    assert "secret" not in json.dumps(told)
