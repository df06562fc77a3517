"""Small things that clients send and read: nulls, unknown fields, and messages that help over HTTP."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tts_core import Voice
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

    from tts_server.routes.body import Body

SPEECH: dict[str, Any] = {"model": "echo", "voice": "ada", "input": "Hello there."}
HARMONY: dict[str, Any] = {**SPEECH, "mode": "single_speaker_tts"}
WORK: dict[str, Any] = {"text": "Hello there.", "model": "echo"}


def fields_of(path: str, body: dict[str, Any]) -> type[Body]:
    from tts_server.routes.harmony_speech import HarmonyBody
    from tts_server.routes.speech_body import SpeechBody
    from tts_server.routes.worker import WorkBody

    return WorkBody if path == "/synthesize" else HarmonyBody if "mode" in body else SpeechBody


@pytest.mark.parametrize(
    ("path", "body"),
    [("/v1/audio/speech", SPEECH), ("/v1/audio/speech", HARMONY), ("/synthesize", WORK)],
    ids=["speech", "harmony", "worker"],
)
def test_a_field_that_is_null_is_as_if_it_were_not_there(echo: Live, path: str, body: dict[str, Any]) -> None:
    """Clients that write all their fields down get what they get without them, also for fields not ours."""
    nulls = dict.fromkeys([*fields_of(path, body).model_fields, "of_somebody_else"])
    nested = {"generation_options": {"speed": None, "seed": None}, "output_options": {"sample_rate": None}}
    more = nested if "mode" in body else {"kwargs": {"speed": None}} if path == "/synthesize" else {}
    plain = httpx.post(echo.root + path, json=body)
    answer = httpx.post(echo.root + path, json={**nulls, **more, **body})
    refused = httpx.post(echo.root + path, json={**body, "of_somebody_else": 1})

    assert plain.status_code == answer.status_code == 200
    assert len(answer.content) == len(plain.content)
    assert refused.json()["error"]["code"] == "unknown_field"


def test_a_field_that_is_wanted_may_not_be_null(echo: Live) -> None:
    """Null is no text, no voice and no model."""
    for name in SPEECH:
        error = httpx.post(echo.speech, json={**SPEECH, name: None}).json()["error"]
        assert (error["code"], error["param"]) == ("missing_field", name)


def test_what_helps_is_asked_over_http(serve: Callable[..., Live]) -> None:
    """A client that has no shell is told the path that lists what there is, and no command."""
    live = serve(
        echo_model("echo", listed=True),
        replace(echo_model("far", listed=True, languages=("fi",)), present=lambda _: False),
    )
    voice = httpx.post(live.speech, json={**SPEECH, "voice": "nobody"}).json()["error"]["message"]
    model = httpx.post(live.speech, json={**SPEECH, "model": "nothing"}).json()["error"]["message"]

    assert "GET /v1/audio/voices?model=echo" in voice
    assert "GET /v1/models" in model
    assert not [each for each in (voice, model) if "tts-core" in each]


def test_names_with_commas_are_told_apart(serve: Callable[..., Live]) -> None:
    """Where a name holds a comma, names are not set apart by commas."""
    voices = tuple(Voice(id=f"{name}, the first", language="en") for name in ("ada", "bob", "eva"))
    live = serve(echo_model("echo", listed=True, voices=voices, default_voice=voices[0].id))
    told = httpx.post(live.speech, json={**SPEECH, "voice": "nobody"}).json()["error"]["message"]

    assert "ada, the first; bob, the first; eva, the first." in told


def test_a_warning_is_written_for_people(echo: Live) -> None:
    """What a header cannot hold, and what cannot be seen, is named as Unicode names it."""
    body = {**SPEECH, "input": "Well done 🎉 friend \u2603\u20e3.", "stream": False}
    header = httpx.post(echo.speech, json=body).headers["x-tts-warning"]

    assert "U+1F389" in header
    assert "\\" not in header


def test_a_field_of_a_form_that_was_not_filled_in_is_absent(echo: Live) -> None:
    """Empty fields of a form, also those that are not ours, change nothing; the text may not be empty."""
    empty = dict.fromkeys(("engine", "voice", "language", "speed", "format", "pitch", "of_another"), "")
    plain = httpx.post(f"{echo.url}/synthesize", data={"text": "Hello there."})
    answer = httpx.post(f"{echo.url}/synthesize", data={"text": "Hello there.", **empty})

    assert (answer.status_code, len(answer.content)) == (200, len(plain.content))
    for wrong in ({**empty, "text": ""}, {"text": "Hello.", "of_another": "1"}):
        assert httpx.post(f"{echo.url}/synthesize", data=wrong).status_code == 400


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/audio/speech", SPEECH),
        ("/v1/audio/speech", HARMONY),
        ("/synthesize", WORK),
        ("/v1/text-to-speech/ada", {"text": "Hello there."}),
    ],
    ids=["speech", "harmony", "worker", "elevenlabs"],
)
def test_a_body_may_come_in_parts(serve: Callable[..., Live], path: str, body: dict[str, Any]) -> None:
    """A body that comes behind its head, and in two halves, is read whole."""
    live = serve()
    data = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(data)}\r\nconnection: close\r\n\r\n"
    )
    with socket.create_connection(live.server.address, timeout=20) as line:
        line.sendall(head.encode())
        live.until(lambda: live.state.under_way == 1)
        line.sendall(data[:10])
        live.pass_time(0)
        line.sendall(data[10:])
        assert line.recv(12) == b"HTTP/1.1 200"
