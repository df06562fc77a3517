"""What clients of other systems ask for, each by a call."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import httpx
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
