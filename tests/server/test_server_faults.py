"""Clients and models that misbehave: the right answer, nothing leaked, the next request fine."""

from __future__ import annotations

import errno
import json
import random
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tts_core.testing import Gate, Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.server.conftest import Live

BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "input": "Hello there."}


@pytest.fixture
def impatient(serve: Callable[..., Live]) -> Iterator[Live]:
    """A server that waits for nobody; afterwards it must still serve."""
    live = serve(echo_model("echo", listed=True), stall=0.2)
    yield live
    live.until(live.at_rest)
    assert httpx.post(live.speech, json=BODY).status_code == 200


def dialled(live: Live) -> socket.socket:
    return socket.create_connection(live.server.address, timeout=20)


@contextmanager
def asking(live: Live, text: str) -> Iterator[None]:
    """Ask for a speech and take nothing of the answer."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(live.server.address)
        body = httpx.Request("POST", live.speech, json={**BODY, "input": text, "response_format": "wav"})
        head = "".join(f"{name}: {value}\r\n" for name, value in body.headers.items())
        line.sendall(f"POST /v1/audio/speech HTTP/1.1\r\n{head}\r\n".encode() + body.read())
        yield


def read_to_the_end(line: socket.socket) -> bytes:
    data = b""
    while chunk := line.recv(65536):
        data += chunk
    return data


def test_a_head_that_does_not_come_ends_the_connection(impatient: Live) -> None:
    """Who connects and says nothing, or half a head, is let go."""
    for said in (b"", b"POST /v1/audio/speech HTTP/1.1\r\nhost: localhost\r\nx-a: "):
        with dialled(impatient) as line:
            line.sendall(said)
            assert read_to_the_end(line) == b""


def test_a_second_head_that_does_not_come_ends_the_connection(impatient: Live) -> None:
    """A connection that was good once is not held for ever by half of the next request."""
    with dialled(impatient) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\nGET /health HT")
        assert read_to_the_end(line).startswith(b"HTTP/1.1 200")


def test_a_body_that_does_not_come_is_answered(impatient: Live) -> None:
    """Who announces a body and does not send it gets 408."""
    with dialled(impatient) as line:
        line.sendall(
            b"POST /v1/audio/speech HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
            b"content-length: 100\r\n\r\n{"
        )
        answer = read_to_the_end(line)

    assert answer.startswith(b"HTTP/1.1 408")
    assert b"body_too_slow" in answer


def test_who_leaves_without_having_read_stops_the_model(serve: Callable[..., Live]) -> None:
    """A client that is gone while its bytes wait to be sent ends the work that runs ahead of them."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, listed=True, best=2000, limit=2000))
    gate.let(1)
    with asking(live, "A sentence of this long text. " * 130):
        gate.arrived(2)
    live.until(lambda: live.at_rest() and recorder.running == 0)

    assert (len(recorder.spoken), recorder.cancelled) == (1, 1)


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("path", ["/v1/audio/speech", "/synthesize", "/v1/synthesize"])
def test_a_large_body_is_refused_unread(echo: Live, path: str, chunked: bool) -> None:
    """Ten megabytes get 413, whether or not they are announced, at every route."""
    ten = b"[" + b" " * 10_000_000 + b"]"
    kind = "application/x-www-form-urlencoded" if path == "/v1/synthesize" else "application/json"
    content = (ten[at : at + 65536] for at in range(0, len(ten), 65536)) if chunked else ten
    with httpx.Client() as client:
        try:
            answer = client.post(echo.root + path, content=content, headers={"content-type": kind})
        except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
            return  # The server hung up while we still sent: as good a refusal.

    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "body_too_large")


def test_noise_is_answered_and_forgotten(echo: Live) -> None:
    """Bytes that are no HTTP at all get an answer and no traceback."""
    with dialled(echo) as line:
        line.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n")
        assert read_to_the_end(line).startswith(b"HTTP/1.1 400")


def test_a_head_without_end_is_refused(echo: Live) -> None:
    """Headers that go on and on are answered with 400 before they fill the memory."""
    with dialled(echo) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n")
        answer = b""
        for _ in range(1000):
            try:
                line.sendall(b"x-a: " + b"a" * 10_000 + b"\r\n")
            except OSError:
                break
        with suppress(ConnectionError):  # What we sent too much may have cost us the answer.
            answer = read_to_the_end(line)
        assert answer[:12] in (b"", b"HTTP/1.1 400")
    echo.until(lambda: not echo.server.server_state.connections)


def spoken_to(live: Live, body: dict[str, Any]) -> tuple[bytes, bytes]:
    """Ask as a client does that knows no chunks; return head and body of the answer."""
    data = json.dumps(body).encode()
    head = f"POST /v1/audio/speech HTTP/1.0\r\ncontent-type: application/json\r\ncontent-length: {len(data)}"
    with dialled(live) as line:
        line.sendall(head.encode() + b"\r\n\r\n" + data)
        first, _, rest = read_to_the_end(line).partition(b"\r\n\r\n")
    return first.lower(), rest


def test_a_client_that_knows_no_chunks_gets_none(
    serve: Callable[..., Live], hear: Callable[..., str]
) -> None:
    """HTTP/1.0 is answered with plain bytes and their number, or, should the speech break, with an error."""
    live = serve(echo_model("echo", fail_on="Third", listed=True, best=20, limit=40))
    text = "First sentence here. Second sentence here."
    head, data = spoken_to(live, {**BODY, "input": text, "response_format": "wav"})

    assert b"transfer-encoding" not in head
    assert f"content-length: {len(data)}".encode() in head
    assert hear(data, "wav").split() == text.split()
    head, data = spoken_to(live, {**BODY, "input": f"{text} Third sentence here."})
    assert head.startswith(b"http/1.1 500")
    assert json.loads(data)["error"]["code"] == "synthesis_failed"
    live.until(live.at_rest)


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x7f", "\u200b", "\u202e", "\ufeff", "\uffff"]
)
def test_control_characters_are_no_fault(echo: Live, character: str) -> None:
    """Odd characters within a text neither break an answer nor get into its headers."""
    body = {**BODY, "input": f"Hello{character} there{character}."}
    answer = httpx.post(echo.speech, json=body)

    assert answer.status_code == 200
    assert answer.content


def test_the_longest_text_is_taken(echo: Live) -> None:
    """4096 characters are spoken; one more is refused."""
    for length, status in ((4096, 200), (4097, 400)):
        text = ("word " * 1000)[: length - 1] + "."
        assert httpx.post(echo.speech, json={**BODY, "input": text}).status_code == status


@pytest.mark.parametrize("where", ["speaking", "loading"])
def test_a_full_disk_is_an_error_and_not_the_end(serve: Callable[..., Live], where: str) -> None:
    """A model that finds the disk full is answered for with a 5xx in the usual shape."""
    full = OSError(errno.ENOSPC, "No space left on device")
    told: dict[str, Any] = {"fail_load": full} if where == "loading" else {"fail_on": "Hello", "error": full}
    live = serve(echo_model("echo", listed=True, **told))
    answer = httpx.post(live.speech, json=BODY)

    assert answer.status_code == (503 if where == "loading" else 500)
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}
    assert httpx.get(f"{live.root}/health").status_code == 200


def test_whoever_leaves_whenever_nothing_stays(serve: Callable[..., Live]) -> None:
    """After clients that left at random moments no thread, no file descriptor and no work is left."""
    recorder = Recorder()
    live = serve(
        echo_model("echo", recorder=recorder, listed=True, best=20, limit=40, concurrency=2), queue=99
    )
    text = "First sentence here. Second sentence here. Third sentence here. Fourth sentence here."
    chance = random.Random(7)  # noqa: S311  (a test's dice)

    def ask(moment: int) -> None:
        body = {**BODY, "input": text, "response_format": "pcm"}
        if moment == 0:
            with dialled(live) as line:
                line.sendall(b"POST /v1/audio/speech HTTP/1.1\r\nhost: [::1]\r\ncontent-length: 9\r\n\r\n{")
            return
        with httpx.Client() as client, client.stream("POST", live.speech, json=body) as answer:
            for number, _ in enumerate(answer.iter_raw(4096)):
                if number == moment:
                    return

    def rush() -> None:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(ask, [chance.randrange(12) for _ in range(48)]))
        live.until(lambda: live.at_rest() and recorder.running == 0)
        live.until(lambda: not live.server.server_state.connections)

    def open_files() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    live.fill_pool()
    rush()
    threads, descriptors = threading.active_count(), open_files()
    rush()

    assert threading.active_count() <= threads
    assert open_files() <= descriptors
