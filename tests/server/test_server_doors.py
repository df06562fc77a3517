"""Who may come in without a key, by which name, on which port, and how many."""

from __future__ import annotations

import json
import socket
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tts_server.limits.keys import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "input": "Hello there."}
EVIL = {"origin": "https://evil.example"}


def test_a_page_from_elsewhere_makes_no_keyless_server_speak(serve: Callable[..., Live]) -> None:
    """Neither a form nor a request nor a socket of another origin gets in; the server's own page does."""
    live = serve()
    form = httpx.post(f"{live.url}/synthesize", data={"text": "Hello."}, headers=EVIL)
    other_port = httpx.post(live.speech, json=BODY, headers={"origin": "http://127.0.0.1:9"})
    nowhere = [httpx.post(live.speech, json=BODY, headers={"origin": each}) for each in ("null", "http://[")]
    for refused in (form, httpx.post(live.speech, json=BODY, headers=EVIL), other_port, *nowhere):
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "origin_not_allowed")
    address = f"{live.url.replace('http', 'ws', 1)}/audio/stream"
    with pytest.raises(InvalidStatus) as caught, connect(address, additional_headers=EVIL):
        pass

    assert caught.value.response.status_code == 403
    assert httpx.post(live.speech, json=BODY, headers={"origin": live.root}).status_code == 200
    with connect(address, additional_headers={"origin": live.root}):
        pass


def test_a_foreign_name_for_this_machine_is_refused(serve: Callable[..., Live]) -> None:
    """A keyless server on localhost answers to localhost's names alone: no other name reads it."""
    live = serve()
    port = live.server.address[1]
    for name, status in (
        ("evil.example", 403),
        (f"evil.example:{port}", 403),
        ("192.168.0.1", 403),
        ("[::1", 403),
        ("localhost:port", 403),
        ("", 403),
        ("localhost", 200),
        (f"127.0.0.1:{port}", 200),
        ("[::1]", 200),
        ("voice.localhost", 200),
    ):
        answer = httpx.get(f"{live.url}/models", headers={"host": name})
        assert answer.status_code == status, name


def test_names_and_origins_can_be_allowed(serve: Callable[..., Live]) -> None:
    """What is allowed by name gets in, and a server with keys asks for the key and nothing else."""
    good = {"authorization": "Bearer good", "host": "tts.example", **EVIL}
    live = serve(allowed_hosts=("TTS.example",), cors_origins=(EVIL["origin"],))
    keyed = serve(api_keys=(Key.of("good", "app"),))
    anywhere = serve(allowed_hosts=("*",))

    assert httpx.post(live.speech, json=BODY, headers={"host": "tts.example", **EVIL}).status_code == 200
    assert httpx.get(f"{live.root}/health").status_code == 200
    assert httpx.get(f"{live.root}/health", headers={"host": "evil.example"}).status_code == 403
    assert httpx.post(keyed.speech, json=BODY, headers=good).status_code == 200
    assert httpx.get(f"{anywhere.root}/health", headers={"host": "any.example"}).status_code == 200


def test_what_is_for_operators_may_have_a_port_of_its_own(serve: Callable[..., Live]) -> None:
    """With an admin port figures and docs are there and nowhere else, with the probes alone."""
    live = serve(admin_port=0)
    admin = f"http://127.0.0.1:{live.state.admin_port}"

    for path in ("/metrics", "/docs", "/openapi.json"):
        assert httpx.get(admin + path).status_code == 200
        assert httpx.get(live.root + path).json()["error"]["code"] == "not_found"
    for path in ("/health", "/ready"):
        assert httpx.get(admin + path).status_code == httpx.get(live.root + path).status_code == 200
    assert httpx.post(f"{admin}/v1/audio/speech", json=BODY).status_code == 404
    assert httpx.post(live.speech, json=BODY).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        ((), "9.9.9.9", "127.0.0.1"),
        (("127.0.0.1",), "9.9.9.9", "9.9.9.9"),
        (("127.0.0.0/8", "10.0.0.0/8"), "6.6.6.6, 9.9.9.9, 10.1.1.1", "9.9.9.9"),
        (("10.0.0.0/8",), "9.9.9.9", "127.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_says_who_asks(
    serve: Callable[..., Live],
    caplog: pytest.LogCaptureFixture,
    proxies: tuple[str, ...],
    forwarded: str,
    client: str,
) -> None:
    """A forwarded address is believed from the proxies of the settings, and from nobody else."""
    caplog.set_level("INFO")
    live = serve(proxies=proxies)
    httpx.post(live.speech, json=BODY, headers={"x-forwarded-for": forwarded})
    live.until(live.at_rest)
    told = [vars(each)["tts"] for each in caplog.records if each.getMessage() == "request"]

    assert [each["client"] for each in told] == [client]


def test_only_so_many_connections_are_open(serve: Callable[..., Live]) -> None:
    """A connection beyond the bound is told to come again; those before it live on."""
    live = serve(connections=3, preload=())
    with ExitStack() as stack:
        where = live.server.address
        lines = [stack.enter_context(closing(socket.create_connection(where))) for _ in range(3)]
        live.until(lambda: len(live.server.server_state.connections) == 3)
        refused = httpx.get(f"{live.root}/health")
        lines[0].sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert lines[0].recv(12) == b"HTTP/1.1 200"

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    assert json.loads(refused.content)["error"]["code"] == "too_many_connections"
    live.until(lambda: not live.server.server_state.connections)
    assert httpx.get(f"{live.root}/health").status_code == 200


def test_a_head_has_only_so_many_fields(echo: Live) -> None:
    """A hundred fields are read; a head with more is refused."""
    few = {f"x-{number}": "1" for number in range(80)}
    many = {f"x-{number}": "1" for number in range(120)}

    assert httpx.get(f"{echo.root}/health", headers=few).status_code == 200
    assert httpx.get(f"{echo.root}/health", headers=many).status_code == 400
