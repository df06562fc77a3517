"""The official client against a live server."""

from __future__ import annotations

import asyncio
import base64
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import httpx
import openai
import pytest

from tts_core import Feature, Voice
from tts_core.testing import Gate, decode, echo_model
from tts_server.openai_names import OPENAI_VOICES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

    from tts_core import Audio

TEXT = "Hello there. This is the whole text."
FORMATS = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}


def events(answer: httpx.Response) -> list[dict[str, Any]]:
    lines = [line for line in answer.text.split("\n\n") if line]
    assert all(line.startswith("data: ") for line in lines)
    return [json.loads(line.removeprefix("data: ")) for line in lines]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_the_whole_text(echo: Live, hear: Callable[..., str], format: str) -> None:  # noqa: A002  (the field's own word)
    """Each of the six formats carries every word, and says what it is."""
    answer = echo.client().audio.speech.create(
        model="tts-1",
        voice="alloy",
        input=TEXT,
        response_format=format,  # type: ignore[arg-type]  # one of the six
    )

    assert answer.response.headers["content-type"] == FORMATS[format]
    assert hear(answer.content, format) == TEXT


def test_mp3_is_what_comes_unasked(echo: Live) -> None:
    """Without a format the answer is MP3."""
    answer = echo.client().audio.speech.create(model="tts-1", voice="alloy", input=TEXT)

    assert answer.response.headers["content-type"] == "audio/mpeg"


def test_the_asynchronous_client_hears_the_same(echo: Live) -> None:
    """The asynchronous client gets the bytes that the other one gets."""

    async def ask() -> bytes:
        async with openai.AsyncOpenAI(base_url=echo.url, api_key="any", max_retries=0) as client:
            answer = await client.audio.speech.create(
                model="tts-1", voice="alloy", input=TEXT, response_format="wav"
            )
            return answer.content

    same = echo.client().audio.speech.create(model="tts-1", voice="alloy", input=TEXT, response_format="wav")
    assert asyncio.run(ask()) == same.content


def test_a_streaming_response_begins_before_the_speech_is_made(
    serve: Callable[..., Live], hear: Callable[..., str]
) -> None:
    """The first bytes arrive while the model still holds the second piece."""
    gate = Gate()
    live = serve(echo_model("echo", gate=gate, listed=True, best=20, limit=40))
    gate.let(1)
    create = live.client().audio.speech.with_streaming_response.create
    with create(model="echo", voice="ada", input=TEXT, response_format="pcm") as answer:
        chunks = answer.iter_bytes(1024)
        first = next(chunks)
        gate.open()
        data = first + b"".join(chunks)

    assert hear(data, "pcm").split() == TEXT.split()


def test_a_wrong_request_raises_when_streaming_is_asked_for_too(echo: Live) -> None:
    """The streaming response raises before it hands out any body."""
    create = echo.client().audio.speech.with_streaming_response.create
    with (
        pytest.raises(openai.BadRequestError, match="no voice 'nobody'"),
        create(model="tts-1", voice="nobody", input=TEXT),
    ):
        pass


@pytest.mark.parametrize("format", ["mp3", "pcm", "opus"])
def test_events_carry_one_stream_of_the_format(
    echo: Live,
    hear: Callable[..., str],
    format: str,  # noqa: A002  (the field's own word)
) -> None:
    """The deltas joined are the audio, and the last event says what was used."""
    body = {"model": "tts-1", "voice": "alloy", "input": TEXT, "response_format": format}
    answer = httpx.post(echo.speech, json={**body, "stream_format": "sse"})
    *deltas, done = events(answer)
    data = b"".join(base64.b64decode(each["audio"]) for each in deltas)

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert {each["type"] for each in deltas} == {"speech.audio.delta"}
    assert hear(data, format) == TEXT
    assert done["type"] == "speech.audio.done"
    usage = done["usage"]
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"] > 0


def test_events_carry_the_words_as_they_come(echo: Live) -> None:
    """With captions, every word comes with its time, in the caller's spelling."""
    body = {"model": "tts-1", "voice": "alloy", "input": "It cost $3.50, she said.", "captions": "json"}
    answer = httpx.post(echo.speech, json={**body, "stream_format": "sse"})
    words = [word for each in events(answer) for word in each.get("words", ())]

    assert [word["text"] for word in words] == ["It", "cost", "$3.50", "she", "said"]
    assert all(one["end"] <= other["start"] for one, other in pairwise(words))


def test_a_voice_may_be_an_object(echo: Live) -> None:
    """`{"id": …}` names a voice as well as a string does."""
    body = {"model": "echo", "voice": {"id": "bob"}, "input": TEXT}

    assert httpx.post(echo.speech, json=body).headers["x-tts-voice"] == "bob"


@pytest.mark.parametrize("name", OPENAI_VOICES)
def test_each_of_the_thirteen_names_speaks(echo: Live, name: str) -> None:
    """Every built-in voice name is spoken for by a voice of its gender."""
    answer = httpx.post(echo.speech, json={"model": "tts-1", "voice": name, "input": "One."})

    assert answer.headers["x-tts-voice"] == {"female": "ada", "male": "bob"}[OPENAI_VOICES[name]]


def test_the_settings_say_who_speaks_for_a_name(serve: Callable[..., Live]) -> None:
    """A name of a voice, and of a model, means what the settings say."""
    live = serve(
        echo_model("echo", listed=True),
        echo_model("other", listed=True),
        voices={"other": {"alloy": "eva", "narrator": "bob"}},
        models={"tts-1-hd": "other"},
    )
    asked = {"input": "One."}
    alloy = httpx.post(live.speech, json={**asked, "model": "tts-1-hd", "voice": "alloy"})
    narrator = httpx.post(live.speech, json={**asked, "model": "other", "voice": "Narrator"})

    assert (alloy.headers["x-tts-model"], alloy.headers["x-tts-voice"]) == ("other", "eva")
    assert narrator.headers["x-tts-voice"] == "bob"


def test_instructions_without_effect_are_said_to_have_none(echo: Live) -> None:
    """A model that takes no instructions speaks, and the answer carries a warning."""
    answer = echo.client().audio.speech.create(
        model="gpt-4o-mini-tts", voice="alloy", input=TEXT, instructions="Whisper."
    )

    assert "takes no instructions" in answer.response.headers["x-tts-warning"]


def test_extras_reach_the_model(echo: Live, listen: Callable[..., Audio]) -> None:
    """language, sample_rate, normalize, options and lexicon do what they say."""
    answer = httpx.post(
        echo.speech,
        json={
            "model": "echo",
            "voice": "eva",
            "input": "$3.50 tts",
            "response_format": "wav",
            "language": "de-DE",
            "sample_rate": 16000,
            "normalize": False,
            "options": {"pitch": 5},
            "lexicon": {"tts": "speech"},
            "stream": False,
        },
    )

    assert answer.headers["x-tts-sample-rate"] == "16000"
    (said,) = decode(listen(answer.content, "wav"))
    assert (said.text, said.voice, said.language) == ("$3.50 speech", "eva", "de-DE")
    assert said.options["pitch"] == 5


WRONG: dict[str, tuple[dict[str, Any], type[openai.APIStatusError], str | None, str]] = {
    "no model": ({"model": "nope"}, openai.NotFoundError, "model", "model_not_found"),
    "a path as a model": ({"model": "echo:/etc"}, openai.NotFoundError, "model", "model_not_found"),
    "no voice": ({"voice": "nobody"}, openai.BadRequestError, "voice", "voice_not_found"),
    "too slow": ({"speed": 0.1}, openai.BadRequestError, "speed", "invalid_value"),
    "too fast": ({"speed": 4.01}, openai.BadRequestError, "speed", "invalid_value"),
    "a format": ({"response_format": "m4a"}, openai.BadRequestError, "response_format", "invalid_value"),
    "no text": ({"input": ""}, openai.BadRequestError, "input", "invalid_value"),
    "no word": ({"input": "…"}, openai.BadRequestError, "input", "nothing_to_speak"),
    "a long text": ({"input": "a" * 4097}, openai.BadRequestError, "input", "text_too_long"),
    "long instructions": (
        {"instructions": "a" * 4097},
        openai.BadRequestError,
        "instructions",
        "invalid_value",
    ),
    "a stranger": ({"pitch": 1}, openai.BadRequestError, "pitch", "unknown_field"),
    "a stranger in a voice": (
        {"voice": {"id": "ada", "x": 1}},
        openai.BadRequestError,
        "voice.x",
        "unknown_field",
    ),
    "an option": ({"options": {"warmth": 1}}, openai.BadRequestError, "options.warmth", "unsupported_option"),
    "a language": ({"language": "fr"}, openai.BadRequestError, "language", "unsupported_language"),
    "a lexicon": ({"lexicon": {"": "x"}}, openai.BadRequestError, None, "invalid_value"),
    "a rule": ({"normalize": {"off": ["moneyy"]}}, openai.BadRequestError, None, "invalid_value"),
    "captions": ({"captions": "lrc"}, openai.BadRequestError, "captions", "invalid_value"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_raised_as_the_right_error(echo: Live, what: str) -> None:
    """The official client raises the right class, with the field and a code, and knows the request's id."""
    changes, kind, param, code = WRONG[what]
    body = {"model": "echo", "voice": "ada", "input": TEXT, **changes}
    with pytest.raises(kind) as caught:
        echo.client().post("/audio/speech", body=body, cast_to=object)

    error = caught.value
    assert (error.param, error.code, error.type) == (param, code, "invalid_request_error")
    assert error.request_id == error.response.headers["x-request-id"]
    assert set(error.response.json()["error"]) == {"message", "type", "param", "code"}


@pytest.mark.parametrize("missing", ["model", "voice", "input"])
def test_what_is_missing_is_named(echo: Live, missing: str) -> None:
    """A request without a required field is refused by the field's name."""
    body = {"model": "echo", "voice": "ada", "input": TEXT}
    answer = httpx.post(echo.speech, json={name: body[name] for name in body if name != missing})

    assert answer.status_code == 400
    assert (answer.json()["error"]["param"], answer.json()["error"]["code"]) == (missing, "missing_field")


def test_a_field_that_a_model_cannot_honour_is_refused(serve: Callable[..., Live]) -> None:
    """A model with one speed refuses another, by the name of the field."""
    live = serve(echo_model("echo", listed=True, features=frozenset(Feature) - {Feature.SPEED}))
    body = {"model": "echo", "voice": "ada", "input": TEXT}

    assert httpx.post(live.speech, json={**body, "speed": 1.0}).status_code == 200
    refused = httpx.post(live.speech, json={**body, "speed": 1.5})
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, "speed")


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'{"input": "\\ud800"}', b"", b"[" * 5000])
def test_a_body_that_is_no_json_object_is_refused(echo: Live, body: bytes) -> None:
    """Whatever is sent as JSON, the answer is a sentence and never a fault of the server."""
    answer = httpx.post(echo.speech, content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] in ("invalid_json", "invalid_value")


def test_a_form_at_the_json_route_is_told_so(echo: Live) -> None:
    """What `curl -d` sends without a header is answered with what to send instead."""
    answer = httpx.post(echo.speech, data={"input": "x"})

    assert answer.status_code == 415
    assert "application/json" in answer.json()["error"]["message"]


def test_who_names_no_model_gets_one_that_can(serve: Callable[..., Live]) -> None:
    """A model of higher rank takes neither another's language nor its voices from who names no model."""
    english = {"languages": ("en",), "voices": (Voice(id="sam"),), "default_voice": "sam", "rank": 50}
    live = serve(echo_model("hum", listed=True, **english), echo_model("able", listed=True))

    def said(**asked: Any) -> str:
        asked = {"input": "Hallo.", "voice": "alloy", "response_format": "wav", **asked}
        answer = httpx.post(live.speech, json=asked)
        assert answer.status_code == 200, answer.text
        return str(answer.headers["x-tts-model"])

    assert said(model="tts-1") == "hum"
    assert said(model="tts-1", language="de") == "able"
    assert said(model="tts-1", voice="eva") == "able"
