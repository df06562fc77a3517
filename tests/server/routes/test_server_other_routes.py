"""The other routes: engines and forms, workers, and Harmony's shape."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tts_core.testing import echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

TEXT = "Hello there. This is the whole text."


def test_every_engine_is_shown_whole(serve: Callable[..., Live]) -> None:
    """The listing has each model's card, its state, and what was measured of it."""
    live = serve(echo_model("echo", listed=True), echo_model("other", listed=True, rank=-200))
    httpx.post(f"{live.url}/synthesize", data={"text": TEXT, "engine": "echo"})
    first, second = httpx.get(f"{live.url}/engines").json()["engines"]

    assert (first["id"], first["default"], first["state"]) == ("echo", True, "loaded")
    assert (second["id"], second["default"], second["state"]) == ("other", False, "here")
    assert first["measured"]["rtf_p50"] > 0
    assert first["measured"]["rtf_p95"] > 0
    assert first["pros"]
    assert first["cons"]
    assert first["licence"]["code"] == "MIT"
    assert first["languages"] == ["en", "de"]
    assert [option["name"] for option in first["options"]] == ["pitch"]


@pytest.mark.parametrize("way", ["data", "files"], ids=["urlencoded", "multipart"])
def test_a_form_is_spoken(echo: Live, hear: Callable[..., str], way: str) -> None:
    """A form of either kind is enough, with the engine's own options as further fields."""
    fields = {"text": TEXT, "voice": "bob", "language": "en-GB", "speed": "1.25", "pitch": "7"}
    if way == "data":
        answer = httpx.post(f"{echo.url}/synthesize", data=fields)
    else:
        parts = {name: (None, text) for name, text in fields.items()}
        answer = httpx.post(f"{echo.url}/synthesize", files=parts)

    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["x-tts-voice"] == "bob"
    assert hear(answer.content) == TEXT


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"warmth": "1"}, "warmth", "unsupported_option"),
        ({"pitch": "high"}, "pitch", "invalid_value"),
        ({"pitch": "1000"}, "pitch", "invalid_value"),
        ({"text": ""}, "text", "missing_field"),
        ({"text": "a" * 4097}, "text", "text_too_long"),
        ({"engine": "nope"}, "engine", "model_not_found"),
        ({"voice": "nobody"}, "voice", "voice_not_found"),
        ({"language": "fr"}, "language", "unsupported_language"),
        ({"speed": "fast"}, "speed", "invalid_value"),
        ({"format": "mp4"}, "format", "invalid_value"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_by_its_field(
    echo: Live, changes: dict[str, str], param: str, code: str
) -> None:
    """An option that the engine does not have, and every other mistake, is named as the form names it."""
    answer = httpx.post(f"{echo.url}/synthesize", data={"text": TEXT, "engine": "echo", **changes})

    assert answer.status_code == (404 if code == "model_not_found" else 400)
    assert (answer.json()["error"]["param"], answer.json()["error"]["code"]) == (param, code)


def test_a_file_in_a_form_is_refused(echo: Live) -> None:
    """The text is a field; an uploaded file is refused and not read as text."""
    answer = httpx.post(f"{echo.url}/synthesize", files={"text": ("a.txt", b"Hello.")})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"model": "echo", "voice": "bob", "text": TEXT, "codec": "pcm", "kwargs": {"speed": 1.5, "pitch": 3}},
        {"model_slug": "echo", "voice_slug": "bob", "text": TEXT, "kwargs": {}, "context_tokens": None},
        {"text": TEXT},
    ],
    ids=["new", "old", "bare"],
)
def test_a_worker_answers_with_samples_and_their_length(
    echo: Live, hear: Callable[..., str], body: dict[str, Any]
) -> None:
    """The worker's route gives headerless 16-bit samples at 24 kHz and says how long they last."""
    answer = httpx.post(f"{echo.root}/synthesize", json=body).json()
    data = base64.b64decode(answer["audio_base64"])

    assert set(answer) == {"audio_base64", "duration_ms"}
    assert answer["duration_ms"] == round(len(data) / 48)
    assert hear(data, "pcm") == TEXT


def test_a_worker_says_what_is_wrong_in_both_shapes(echo: Live) -> None:
    """Errors at the worker's route have the `detail` of old and the `error` of everywhere else."""
    answer = httpx.post(f"{echo.root}/synthesize", json={"text": TEXT, "kwargs": {"warmth": 1}})

    assert answer.status_code == 400
    assert "warmth" in answer.json()["detail"]
    assert answer.json()["error"]["code"] == "unsupported_option"
    assert httpx.get(f"{echo.root}/health").json() == {"status": "healthy"}


def test_harmony_is_answered_in_its_shape(echo: Live, hear: Callable[..., str]) -> None:
    """A speech request with a mode gets JSON with a whole WAV in base64."""
    body = {"mode": "single_speaker_tts", "model": "echo", "voice": "eva", "language": "de", "input": TEXT}
    answer = httpx.post(echo.speech, json={**body, "generation_options": {"speed": 1.0, "seed": None}})
    found = answer.json()

    assert (found["model"], found["id"][:4]) == ("echo", "tts-")
    assert answer.headers["x-tts-voice"] == "eva"
    assert hear(base64.b64decode(found["data"])) == TEXT
    listed = httpx.get(f"{echo.speech}/models").json()["data"]
    assert [model["id"] for model in listed] == ["echo"]
    assert {language["language"] for language in listed[0]["languages"]} >= {"en-US", "de-DE"}


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "voice_cloning"},
        {"input_audio": "UklGRg=="},
        {"output_options": {"stream": True}},
        {"generation_options": {"seed": 3}},
        {"generation_options": {"speed": 9}},
    ],
)
def test_what_harmony_could_and_this_cannot_is_refused(echo: Live, changes: dict[str, Any]) -> None:
    """Nothing that was asked for is ignored; the error has Harmony's shape."""
    body = {"mode": "single_speaker_tts", "model": "echo", "input": TEXT, **changes}
    answer = httpx.post(echo.speech, json=body)

    assert answer.status_code == 400
    assert answer.json()["object"] == "error"
    assert answer.json()["message"]
