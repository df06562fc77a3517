"""Answers that are made while they are sent: whole or broken, never broken and called whole."""

from __future__ import annotations

import base64
import io
import json
import socket
import struct
import wave
from dataclasses import replace
from email import message_from_bytes
from email.policy import HTTP
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tts_core.testing import Gate, Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

TEXT = "First sentence here. Second sentence here. Third sentence here. Fourth sentence here."
PIECES: dict[str, Any] = {"listed": True, "best": 20, "limit": 40}
BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "input": TEXT}


def parts(answer: httpx.Response) -> list[tuple[str, bytes]]:
    head = f"Content-Type: {answer.headers['content-type']}\r\n\r\n".encode()
    whole = message_from_bytes(head + answer.content, policy=HTTP)
    return [(part.get_content_type(), bytes(part.get_payload(decode=True))) for part in whole.iter_parts()]


def test_a_streamed_wav_has_sizes_that_mean_unknown(echo: Live, hear: Callable[..., str]) -> None:
    """A WAV whose length is not known yet says 0xFFFFFFFF, once, and nothing follows its samples."""
    data = httpx.post(echo.speech, json={**BODY, "response_format": "wav"}).content

    assert struct.unpack_from("<I", data, 4)[0] == 0xFFFFFFFF
    assert struct.unpack_from("<I", data, data.index(b"data") + 4)[0] == 0xFFFFFFFF
    assert hear(data, "wav").split() == TEXT.split()


def test_a_whole_wav_has_exact_sizes(echo: Live, hear: Callable[..., str]) -> None:
    """Who asks for the whole gets exact sizes, which the standard library reads, and Content-Length."""
    answer = httpx.post(echo.speech, json={**BODY, "response_format": "wav", "stream": False})
    with wave.open(io.BytesIO(answer.content)) as file:
        frames = file.readframes(file.getnframes())

    assert int(answer.headers["content-length"]) == len(answer.content)
    assert len(frames) == 2 * file.getnframes()
    assert hear(answer.content, "wav").split() == TEXT.split()


@pytest.mark.parametrize("format", ["mp3", "opus", "aac", "flac"])
def test_a_whole_answer_says_what_a_streamed_one_says(
    echo: Live,
    hear: Callable[..., str],
    format: str,  # noqa: A002  (the field's own word)
) -> None:
    """`stream: false` changes the headers of a file, not what is said in it."""
    body = {**BODY, "response_format": format}
    whole = httpx.post(echo.speech, json={**body, "stream": False}).content

    assert hear(whole, format) == hear(httpx.post(echo.speech, json=body).content, format)


def test_a_speech_that_breaks_late_cuts_the_connection(serve: Callable[..., Live]) -> None:
    """A model that fails at the third piece leaves an answer that no client takes for whole."""
    live = serve(echo_model("echo", fail_on="Third", **PIECES))
    with httpx.stream("POST", live.speech, json={**BODY, "response_format": "pcm"}) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            answer.read()

    live.until(live.at_rest)
    assert httpx.post(live.speech, json={**BODY, "input": "Next."}).status_code == 200


def test_an_event_says_that_a_speech_broke(serve: Callable[..., Live]) -> None:
    """Among events, a late failure is an event with the four keys, and there is no `done`."""
    live = serve(echo_model("echo", fail_on="Third", **PIECES))
    answer = httpx.post(live.speech, json={**BODY, "stream_format": "sse"})
    last = [json.loads(line.removeprefix("data: ")) for line in answer.text.split("\n\n") if line][-1]

    assert set(last) == {"type", "error"}
    assert last["type"] == "speech.audio.error"
    assert last["error"]["code"] == "synthesis_failed"
    assert "speech.audio.done" not in answer.text


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("sse", ["audio", "sse"])
def test_a_speech_that_breaks_at_once_is_an_error(serve: Callable[..., Live], stream: bool, sse: str) -> None:
    """A failure before the first audio is a status, not a broken answer; its cause's words stay inside."""
    live = serve(echo_model("echo", fail_on="First", error=RuntimeError("of /secret/path"), **PIECES))
    answer = httpx.post(live.speech, json={**BODY, "stream": stream, "stream_format": sse})

    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "synthesis_failed"
    assert "secret" not in answer.text


def test_samples_that_are_no_numbers_never_reach_a_client(serve: Callable[..., Live]) -> None:
    """A model that returns NaN is answered with an error."""
    nan = float("nan")
    live = serve(echo_model(damage=lambda each: replace(each, samples=nan * each.samples), listed=True))

    assert httpx.post(live.speech, json=BODY).status_code == 500


@pytest.mark.parametrize("begun", [False, True], ids=["before the answer", "during the answer"])
@pytest.mark.parametrize("sse", ["audio", "sse"])
def test_the_work_stops_with_the_client(serve: Callable[..., Live], begun: bool, sse: str) -> None:
    """When the client leaves, the model's running call is cancelled and the turn is free."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, **PIECES))
    body = json.dumps({**BODY, "response_format": "pcm", "stream_format": sse}).encode()
    head = f"POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    gate.let(1 if begun else 0)
    with socket.create_connection(live.server.address) as client:
        client.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n" + body)
        gate.arrived(2 if begun else 1)
        if begun:
            assert client.recv(1)
    live.until(live.at_rest)
    live.until(lambda: recorder.running == 0)

    assert recorder.cancelled == 1
    gate.open()
    assert httpx.post(live.speech, json={**BODY, "input": "Next."}).status_code == 200


@pytest.mark.parametrize("kind", ["srt", "vtt", "json"])
def test_captions_come_with_the_audio(echo: Live, hear: Callable[..., str], kind: str) -> None:
    """One JSON answer, or one of two parts, holds the whole audio and the captions of it."""
    body = {**BODY, "input": "It cost $3.50.", "response_format": "wav", "captions": kind}
    answer = httpx.post(echo.speech, json=body)
    both = httpx.post(echo.speech, json=body, headers={"accept": "multipart/mixed"})
    audio = base64.b64decode(answer.json()["audio"])
    held = answer.json()["captions"]

    assert "$3.50" in json.dumps(held)
    assert hear(audio, "wav") == "It cost three dollars and fifty cents."
    (kind_of_audio, first), (_, second) = parts(both)
    assert (kind_of_audio, first) == ("audio/wav", audio)
    assert second.decode().strip() == (json.dumps(held) if kind == "json" else held).strip()


def test_captions_may_come_with_the_last_event(echo: Live) -> None:
    """Among events, captions of a kind that needs the whole are in the last one."""
    answer = httpx.post(echo.speech, json={**BODY, "stream_format": "sse", "captions": "vtt"})

    assert "WEBVTT" in answer.text.split("\n\n")[-2]


@pytest.mark.parametrize("kind", ["srt", "vtt"])
def test_captions_show_no_markup(echo: Live, kind: str) -> None:
    """Where the text is markup, captions show what is heard, in the answer and in the events alike."""
    marked = {**BODY, "input": "One [pause 300ms] two, three.", "markup": True, "captions": kind}
    whole = httpx.post(echo.speech, json=marked).json()["captions"]
    events = httpx.post(echo.speech, json={**marked, "stream_format": "sse"}).text.split("\n\n")

    assert "two, three." in whole
    assert "[" not in whole
    assert json.loads(events[-2].removeprefix("data: "))["captions"] == whole


def test_what_was_not_spoken_is_said(echo: Live) -> None:
    """A warning about the text is in the header, in the JSON, and in the last event."""
    body = {**BODY, "input": "Well done 🎉 friend.", "stream": False}
    header = httpx.post(echo.speech, json=body).headers["x-tts-warning"]
    listed = httpx.post(echo.speech, json={**body, "captions": "json"}).json()["warnings"]
    events = httpx.post(echo.speech, json={**body, "stream_format": "sse"}).text.split("\n\n")

    assert header.isascii()
    assert len(listed) == 1
    assert json.loads(events[-2].removeprefix("data: "))["warnings"] == listed
