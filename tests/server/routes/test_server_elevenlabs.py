"""ElevenLabs' routes, by calls as its clients make them."""

from __future__ import annotations

import base64
import io
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import soundfile

from tts_core import Word
from tts_server.limits.keys import Key
from tts_server.speaking.alignment import alignment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

TEXT = "Hello there, you. How are you?"
BODY: dict[str, Any] = {"text": TEXT, "model_id": "eleven_multilingual_v2"}
PCM = {"output_format": "pcm_24000"}


def url(live: Live, rest: str = "", voice: str = "ada") -> str:
    return f"{live.url}/text-to-speech/{voice}{rest}"


@pytest.mark.parametrize("rest", ["", "/stream"])
def test_a_text_is_spoken(echo: Live, hear: Callable[..., str], rest: str) -> None:
    """Whole or streamed, the voice of the path speaks the text in the format that the query asks for."""
    answer = httpx.post(url(echo, rest), params=PCM, json=BODY)
    mp3 = httpx.post(url(echo, rest), json=BODY)

    assert hear(answer.content, "pcm") == TEXT
    assert (answer.headers["x-tts-model"], answer.headers["x-tts-voice"]) == ("echo", "ada")
    assert mp3.headers["content-type"] == "audio/mpeg"
    assert soundfile.info(io.BytesIO(mp3.content)).samplerate == 44100
    assert ("content-length" in answer.headers) == (rest == "")


def test_a_bitrate_is_kept(echo: Live) -> None:
    """A format that names a bitrate is written with it."""
    large, small = (
        httpx.post(url(echo), params={"output_format": f"mp3_44100_{each}"}, json=BODY).content
        for each in (192, 32)
    )

    assert 5 < len(large) / len(small) < 7


def test_each_character_has_its_time(echo: Live, hear: Callable[..., str]) -> None:
    """With timestamps every character of the text has a time, in order, within the sound."""
    answer = httpx.post(url(echo, "/with-timestamps"), params=PCM, json=BODY)
    told = answer.json()
    times = told["alignment"]
    begins, ends = times["character_start_times_seconds"], times["character_end_times_seconds"]

    assert hear(base64.b64decode(told["audio_base64"]), "pcm") == TEXT
    assert "".join(times["characters"]) == TEXT
    assert len(begins) == len(ends) == len(TEXT)
    assert begins == sorted(begins)
    assert all(begin <= end for begin, end in zip(begins, ends, strict=True))
    assert ends[-1] == pytest.approx(float(answer.headers["x-tts-duration"]), abs=0.01)


def test_times_come_as_the_sound_does(echo: Live, hear: Callable[..., str]) -> None:
    """Streamed with timestamps, the lines joined are the sound and the characters of the whole."""
    answer = httpx.post(url(echo, "/stream/with-timestamps"), params=PCM, json=BODY)
    lines = [json.loads(line) for line in answer.text.splitlines()]
    sound = b"".join(base64.b64decode(line["audio_base64"]) for line in lines)
    characters = [each for line in lines if line["alignment"] for each in line["alignment"]["characters"]]

    assert hear(sound, "pcm") == TEXT
    assert "".join(characters) == TEXT


def test_what_has_no_effect_is_told(echo: Live) -> None:
    """Settings that no model here has are taken, because every client sends them, and warned of."""
    settings = {"stability": 0.5, "similarity_boost": 0.75, "style": None, "speed": 2.0}
    quick = httpx.post(url(echo), json={**BODY, "voice_settings": settings, "seed": 7})
    plain = httpx.post(url(echo), json=BODY)

    assert "stability" in quick.headers["x-tts-warning"]
    assert "seed" in quick.headers["x-tts-warning"]
    assert "style" not in quick.headers["x-tts-warning"]
    assert "x-tts-warning" not in plain.headers
    assert float(quick.headers["x-tts-duration"]) < 0.7 * float(plain.headers["x-tts-duration"])


def test_what_is_wrong_is_told_in_their_shape(serve: Callable[..., Live]) -> None:
    """Errors have their `detail` beside our four keys, and their header carries the key."""
    live = serve(api_keys=(Key.of("good", "app"),))
    key = {"xi-api-key": "good"}
    for where, body, code in (
        (url(live, voice="nobody"), BODY, "voice_not_found"),
        (url(live), {**BODY, "model_id": "nothing"}, "model_not_found"),
        (url(live), {**BODY, "pronunciation_dictionary_locators": ["x"]}, "unknown_field"),
    ):
        told = httpx.post(where, json=body, headers=key).json()
        assert told["detail"]["status"] == told["error"]["code"] == code
    assert httpx.post(url(live), json=BODY, headers=key).status_code == 200
    assert httpx.post(url(live), json=BODY).status_code == 401


@pytest.mark.parametrize("path", ["/v1/voices", "/v2/voices"])
def test_voices_are_listed_in_their_shape(echo: Live, path: str) -> None:
    """Each voice has the id that the path of a speech takes."""
    listed = httpx.get(echo.root + path).json()

    assert [each["voice_id"] for each in listed["voices"]] == ["ada", "bob", "eva"]
    assert listed["voices"][0]["labels"] == {"language": "en-US", "gender": "female"}
    assert (listed["total_count"], listed["has_more"]) == (3, False)


def test_time_is_shared_out_among_characters() -> None:
    """A word's time belongs to its letters, and the time between words to what stands between them."""
    words = [Word("ab", (0, 2), 0.0, 1.0), Word("cd", (3, 5), 2.0, 3.0)]
    times = alignment("ab cd", (0, 5), words, 0.0, 4.0)

    assert times["character_start_times_seconds"] == [0.0, 0.5, 1.0, 2.0, 2.5]
    assert times["character_end_times_seconds"] == [0.5, 1.0, 2.0, 2.5, 4.0]
    assert alignment("", (0, 0), [], 0.0, 1.0)["characters"] == []
