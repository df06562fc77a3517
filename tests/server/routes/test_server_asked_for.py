"""What clients of other systems ask for, each by a call."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import pytest
import soundfile

from tts_core import Audio
from tts_server.limits.keys import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "input": "Hello there."}


@pytest.mark.parametrize("law", ["ulaw", "alaw"])
@pytest.mark.parametrize("stream", [True, False])
def test_telephones_get_their_law(echo: Live, law: str, stream: bool) -> None:
    """µ-law and A-law come headerless at 8 kHz, with no warning that it was meant so."""
    answer = httpx.post(echo.speech, json={**BODY, "response_format": law, "stream": stream})
    options = {"format": "RAW", "subtype": law.upper(), "channels": 1, "samplerate": 8000}
    samples, _ = soundfile.read(io.BytesIO(answer.content), dtype="float32", **options)
    plain = httpx.post(echo.speech, json={**BODY, "response_format": "pcm", "sample_rate": 8000}).content

    assert answer.headers["x-tts-sample-rate"] == "8000"
    assert "x-tts-warning" not in answer.headers
    assert len(samples) == len(plain) // 2
    assert Audio(samples, 8000).duration > 0.5


@pytest.mark.parametrize("format", ["mp3", "wav", "pcm"])
def test_a_whole_answer_says_how_long_it_sounds(
    echo: Live,
    format: str,  # noqa: A002  (the field's own word)
) -> None:
    """The header tells the duration of what was made, which no client has to find in the file."""
    body = {**BODY, "response_format": format, "stream": False}
    said = float(httpx.post(echo.speech, json=body).headers["x-tts-duration"])
    samples = httpx.post(echo.speech, json={**body, "response_format": "pcm"}).content

    assert said == pytest.approx(len(samples) / 48000, abs=1e-3)


@pytest.mark.parametrize(
    "path", ["/v1/models", "/models", "/v1/models/", "/v1/audio/models", "/audio/models"]
)
def test_models_are_listed_wherever_they_are_looked_for(echo: Live, path: str) -> None:
    """Each listing has the same models with what they are; the audio ones name them as `models`, too."""
    listed = httpx.get(echo.root + path).json()

    assert {each["id"] for each in listed["data"]} >= {"echo", "tts-1"}
    assert all(each["description"] for each in listed["data"])
    assert ("models" in listed) == ("audio" in path)


@pytest.mark.parametrize("path", ["/v1/audio/speech/", "/audio/speech", "/audio/speech//"])
def test_the_speech_route_is_found_without_a_redirect(serve: Callable[..., Live], path: str) -> None:
    """A trailing slash, or a base address without the version, is the same route, with the same limits."""
    live = serve(api_keys=(Key(name="app", sha256=Key.of("good", "x").sha256, requests_per_minute=1),))
    key = {"authorization": "Bearer good"}
    answers = [httpx.post(live.root + path, json=BODY, headers=key) for _ in range(2)]

    assert [each.status_code for each in answers] == [200, 429]


KOKORO: dict[str, Any] = {
    **BODY,
    "response_format": "pcm",
    "download_format": "pcm",
    "speed": 1.0,
    "stream": True,
    "return_download_link": False,
    "lang_code": None,
    "volume_multiplier": 1.0,
    "normalization_options": {
        "normalize": True,
        "unit_normalization": False,
        "url_normalization": True,
        "email_normalization": True,
        "optional_pluralization_normalization": True,
        "phone_normalization": True,
        "replace_remaining_symbols": True,
    },
}
"""The whole body of Kokoro-FastAPI, with its defaults."""


def test_kokoros_body_is_understood(echo: Live, hear: Callable[..., str]) -> None:
    """Every field of Kokoro-FastAPI's body is taken, and does here what it does there."""
    text = "It cost $3.50."
    plain = httpx.post(echo.speech, json={**KOKORO, "input": text}).content
    as_written = {**KOKORO, "input": text, "normalization_options": {"normalize": False}}
    quiet = httpx.post(echo.speech, json={**KOKORO, "input": text, "volume_multiplier": 0.5}).content
    british = httpx.post(echo.speech, json={**KOKORO, "voice": "bob", "lang_code": "b"})

    assert hear(plain, "pcm") == "It cost three dollars fifty."
    assert hear(httpx.post(echo.speech, json=as_written).content, "pcm") == text
    assert np.allclose(np.frombuffer(quiet, "<i2"), np.frombuffer(plain, "<i2") / 2, atol=1)
    assert (british.status_code, british.headers["x-tts-voice"]) == (200, "bob")


RULES_AT_ODDS = {"email_normalization": False}


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"lang_code": "j"}, "language"),
        ({"lang_code": "b", "language": "en-US"}, "lang_code"),
        ({"download_format": "mp3"}, "download_format"),
        ({"return_download_link": True}, "return_download_link"),
        ({"volume_multiplier": 2}, "volume_multiplier"),
        (
            {"normalization_options": {"email_normalization": False}},
            "normalization_options.email_normalization",
        ),
        ({"normalization_options": {"units": False}}, "normalization_options.units"),
    ],
)
def test_what_kokoros_body_asks_in_vain_is_refused(echo: Live, fields: dict[str, Any], param: str) -> None:
    """What cannot be done as it is asked is refused by the name of its field, and never ignored."""
    answer = httpx.post(echo.speech, json={**KOKORO, **fields})

    assert (answer.status_code, answer.json()["error"]["param"]) == (400, param)


def test_a_switched_off_rule_leaves_things_as_written(echo: Live, hear: Callable[..., str]) -> None:
    """Kokoro's switches are those of the classes of written things here."""
    body = {**KOKORO, "input": "Run 5 km."}
    off = {"normalization_options": {"unit_normalization": False}}
    on = {"normalization_options": {"unit_normalization": True}}

    assert hear(httpx.post(echo.speech, json={**body, **on}).content, "pcm") == "Run five kilometers."
    assert "kilometers" not in hear(httpx.post(echo.speech, json={**body, **off}).content, "pcm")
