from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tts_core import (
    LoadOptions,
    ModelUnavailable,
    NothingToSpeak,
    Rendering,
    SynthesisFailed,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
    Utterance,
)
from tts_server.remote import remote_model

if TYPE_CHECKING:
    from tests.server.remote.conftest import Misbehaving, OwnClock, Stage, Step

SAMPLES = np.arange(-4000, 4000, dtype="<i2")
PCM = SAMPLES.tobytes()


def speak(
    servers: Misbehaving | list[str],
    clock: OwnClock | None = None,
    *,
    asked: dict[str, Any] | None = None,
    **fields: Any,
) -> Rendering:
    """Have one utterance spoken by *servers*."""
    urls = servers if isinstance(servers, list) else [servers.url]
    model = remote_model("far", urls, clock=clock, **fields)
    synthesizer = model.load(LoadOptions())
    try:
        return synthesizer.speak(Utterance(text="One two three.", **(asked or {"voice": "nova"})))
    finally:
        synthesizer.close()


def pcm_of(rendering: Rendering) -> bytes:
    """What came, as it was sent."""
    return bytes(np.rint(rendering.samples * 32767).astype("<i2").tobytes())


def test_waits_as_long_as_it_is_asked_to(misbehave: Stage, clock: OwnClock) -> None:
    """A 429 is asked again after exactly the seconds of its Retry-After."""
    server = misbehave(misbehave.problem(429, retry_after="7"), misbehave.answer(body=PCM))

    assert pcm_of(speak(server, clock)) == PCM
    assert clock.slept == [7.0]


def test_prefers_another_replica_to_waiting(misbehave: Stage, clock: OwnClock) -> None:
    """While one replica wants to be left alone, another is asked at once."""
    busy = misbehave(misbehave.problem(429, retry_after="30"))
    free = misbehave(misbehave.answer(body=PCM))

    assert pcm_of(speak([busy.url, free.url], clock)) == PCM
    assert clock.slept == []


def test_does_not_wait_beyond_its_time(misbehave: Stage, clock: OwnClock) -> None:
    """A Retry-After beyond the utterance's own time is an error at once, and nothing is asked again."""
    server = misbehave(misbehave.problem(429, "full", retry_after="500"))

    with pytest.raises(ModelUnavailable, match="left alone for 500 s"):
        speak(server, clock)

    assert (len(server.spoken), clock.slept) == (1, [])


def test_backs_off_ever_longer(misbehave: Stage, clock: OwnClock) -> None:
    """Failures without a Retry-After are asked again after pauses that double."""
    failing = [misbehave.problem(status) for status in (500, 502, 504)]
    server = misbehave(*failing, misbehave.answer(body=PCM))

    assert pcm_of(speak(server, clock)) == PCM
    assert clock.slept == [0.25, 0.5, 1.0]


@pytest.mark.parametrize(("status", "kind"), [(500, SynthesisFailed), (503, ModelUnavailable)])
def test_gives_up_with_the_last_cause(
    misbehave: Stage, clock: OwnClock, status: int, kind: type[Exception]
) -> None:
    """After its attempts the error says what the server said last, and the failure is its cause."""
    server = misbehave(misbehave.problem(status, "out of order"))

    with pytest.raises(kind, match="out of order") as caught:
        speak(server, clock, attempts=3)

    assert len(server.spoken) == 3
    assert getattr(caught.value.__cause__, "status", None) == status


@pytest.mark.parametrize(
    ("status", "fault", "kind"),
    [
        (400, ("voice_not_found", "voice"), UnknownVoice),
        (422, ("", "voice"), UnknownVoice),
        (400, ("unsupported_option", "speed"), UnsupportedOption),
        (400, ("unsupported_language", "language"), UnsupportedLanguage),
        (400, ("nothing_to_speak", "input"), NothingToSpeak),
        (400, ("", "input"), SynthesisFailed),
        (401, ("invalid_api_key", ""), ModelUnavailable),
        (403, ("", ""), ModelUnavailable),
        (404, ("model_not_found", "model"), ModelUnavailable),
        (400, ("model_not_found", "model"), ModelUnavailable),
        (501, ("", ""), SynthesisFailed),
        (302, ("", ""), SynthesisFailed),
    ],
)
def test_a_refusal_is_final_and_translated(
    misbehave: Stage, clock: OwnClock, status: int, fault: tuple[str, str], kind: type[Exception]
) -> None:
    """What the server holds against the request is asked once and raised as tts_core's own error."""
    code, param = fault
    server = misbehave(misbehave.problem(status, "not so", code=code, param=param, location="/elsewhere"))

    with pytest.raises(kind):
        speak(server, clock)

    assert len(server.spoken) == 1


def test_obeys_the_server_about_trying_again(misbehave: Stage, clock: OwnClock) -> None:
    """x-should-retry wins over what the status would mean."""
    final = misbehave(misbehave.problem(500, x_should_retry="false"))
    passing = misbehave(misbehave.problem(400, x_should_retry="true"), misbehave.answer(body=PCM))

    with pytest.raises(SynthesisFailed):
        speak(final, clock)

    assert len(final.spoken) == 1
    assert pcm_of(speak(passing, clock)) == PCM


def test_a_key_is_sent_and_never_told(misbehave: Stage, clock: OwnClock) -> None:
    """The key goes to the server as a bearer token and into no error message."""
    server = misbehave(misbehave.problem(401, "who are you"))

    with pytest.raises(ModelUnavailable, match="api_key") as caught:
        speak(server, clock, api_key="s3cret")

    assert server.spoken[0].headers["authorization"] == "Bearer s3cret"
    assert "s3cret" not in f"{caught.value!r} {caught.value.__cause__!r}"


CHUNKED = b"HTTP/1.1 200 So\r\ncontent-type: audio/pcm\r\ntransfer-encoding: chunked\r\n\r\n"
WAV = (
    b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0"
    + (16000).to_bytes(4, "little")
    + (32000).to_bytes(4, "little")
    + b"\x02\0\x10\0data"
)


def broken(name: str, stage: Stage) -> Step:
    """An answer that ends before its end."""
    steps = {
        "length": stage.answer(body=PCM[:1000], promised=len(PCM)),
        "chunks": stage.raw(CHUNKED + b"3e8\r\n" + PCM[:1000] + b"\r\n"),
        "chunk": stage.raw(CHUNKED + b"3e8\r\n" + PCM[:10]),
        "odd": stage.answer(body=PCM[:999]),
        "empty": stage.answer(),
        "wav": stage.answer(body=WAV + (9000).to_bytes(4, "little") + PCM[:1000]),
        "no data": stage.answer(body=WAV[:-4]),
        "silent": stage.raw(b""),
        "garbage": stage.raw(b"SSH-2.0-OpenSSH\r\n\r\n"),
    }
    return steps[name]


BREAKS = ("length", "chunks", "chunk", "odd", "empty", "wav", "no data", "silent", "garbage")


@pytest.mark.parametrize("name", BREAKS)
def test_half_an_answer_is_asked_for_anew(misbehave: Stage, clock: OwnClock, name: str) -> None:
    """An answer that breaks off is thrown away, and the utterance is asked for again from its beginning."""
    server = misbehave(broken(name, misbehave), misbehave.answer(body=PCM))

    assert pcm_of(speak(server, clock)) == PCM
    assert len(server.spoken) == 2


@pytest.mark.parametrize("name", BREAKS)
def test_half_an_answer_is_never_success(misbehave: Stage, clock: OwnClock, name: str) -> None:
    """A server that always breaks off makes an error, not short speech."""
    server = misbehave(broken(name, misbehave))

    with pytest.raises(SynthesisFailed, match="far"):
        speak(server, clock, attempts=2)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"<html>"),
        ("application/json", b"{}"),
        ("audio/mpeg", b"\xff\xfb\x90\0"),
        ("application/octet-stream", b"OggS\0\0"),
    ],
)
def test_what_is_no_samples_is_never_played(
    misbehave: Stage, clock: OwnClock, kind: str, body: bytes
) -> None:
    """An answer of another kind is an error, not noise; asking again would not help."""
    server = misbehave(misbehave.answer(body=body, content_type=kind))

    with pytest.raises(SynthesisFailed):
        speak(server, clock)

    assert len(server.spoken) == 1


def test_a_wav_says_its_own_rate(misbehave: Stage) -> None:
    """A WAV is taken for what its header says, even where samples without one were asked for."""
    size = len(PCM).to_bytes(4, "little")
    server = misbehave(misbehave.answer(body=WAV + size + PCM, content_type="application/octet-stream"))

    rendering = speak(server)

    assert (rendering.sample_rate, pcm_of(rendering)) == (16000, PCM)


def test_an_answer_without_an_end_carries_a_warning(misbehave: Stage) -> None:
    """Where a server does not say where its answer ends, the result says that it may lack its end."""
    server = misbehave(misbehave.raw(b"HTTP/1.0 200 So\r\n\r\n" + PCM))

    rendering = speak(server)

    assert pcm_of(rendering) == PCM
    assert [warning.code for warning in rendering.warnings] == ["remote_unsized"]


def test_the_servers_warnings_arrive(misbehave: Stage) -> None:
    """What the server wants known about the result is known to the caller."""
    server = misbehave(misbehave.answer(body=PCM, x_tts_warning="the emoji was left out"))

    assert [str(warning) for warning in speak(server).warnings] == ["the emoji was left out"]


def test_a_server_gone_mad_is_left(
    misbehave: Stage, clock: OwnClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that is larger than any utterance can be is given up."""
    monkeypatch.setattr("tts_server.remote.http_client.LARGEST", 1000)
    server = misbehave(misbehave.answer(body=PCM))

    with pytest.raises(SynthesisFailed, match="more than"):
        speak(server, clock)


def test_a_foreign_error_body_does_not_quote_the_text(misbehave: Stage, clock: OwnClock) -> None:
    """A list of faults, as FastAPI sends it, is told without the input that it quotes."""
    body = b'{"detail": [{"loc": ["body", "speed"], "msg": "too fast", "input": "One two three."}]}'
    server = misbehave(misbehave.answer(422, body))

    with pytest.raises(SynthesisFailed, match="speed: too fast") as caught:
        speak(server, clock)

    assert "One two three" not in str(caught.value)
