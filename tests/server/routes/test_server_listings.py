"""What there is, and what every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import openai
import pytest

from tts_core import Voice
from tts_core.testing import echo_model
from tts_server.openai_names import OPENAI_VOICES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live


def test_the_request_id_of_the_client_comes_back(echo: Live) -> None:
    """A client's own request id is kept; one that cannot be is replaced."""
    mine = httpx.get(f"{echo.url}/models", headers={"x-request-id": "mine-1"})
    odd = httpx.get(f"{echo.url}/models", headers={"x-request-id": "a b"})

    assert mine.headers["x-request-id"] == "mine-1"
    assert odd.headers["x-request-id"].startswith("req_")


def test_models_are_listed_and_shown(echo: Live) -> None:
    """Every model, and every name that means one, is listed and can be shown."""
    client = echo.client()
    names = [model.id for model in client.models.list()]

    assert {"echo", "tts-1", "tts-1-hd", "gpt-4o-mini-tts"} <= set(names)
    assert [client.models.retrieve(name).id for name in names] == names
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("nope")


@pytest.mark.parametrize("path", ["/v1/audio/voices", "/voices", "/audio/voices"])
def test_a_voice_can_be_asked_for_by_its_listed_name(echo: Live, path: str) -> None:
    """What a listing calls `name` is what a request may ask for."""
    listed = httpx.get(f"{echo.root}{path}").json()

    assert listed["default"] == "ada"
    assert set(listed["openai"]) == set(OPENAI_VOICES)
    for voice in listed["voices"]:
        body = {"model": listed["model"], "voice": voice["name"], "input": "One."}
        assert httpx.post(echo.speech, json=body).headers["x-tts-voice"] == voice["id"]


def test_names_follow_the_voices_of_their_model(serve: Callable[..., Live]) -> None:
    """Who speaks for OpenAI's names is found out once, and anew when the model has other voices."""
    live = serve(echo_model("echo", listed=True))

    def speaker() -> str:
        asked = {"model": "echo", "voice": "onyx", "input": "One."}
        return str(httpx.post(live.speech, json=asked).headers["x-tts-voice"])

    assert [speaker(), speaker()] == ["bob", "bob"]
    voices = (Voice(id="cyd", name="Cyd", language="en-US", gender="male"),)
    live.registry.register(echo_model("echo", listed=True, voices=voices, default_voice="cyd"), replace=True)
    assert speaker() == "cyd"


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics", "/v1/models", "/voices", "/"])
def test_what_can_be_got_can_be_asked_about(echo: Live, path: str) -> None:
    """HEAD is answered as GET is, without the body: probes and load balancers ask so."""
    asked, got = httpx.head(echo.root + path), httpx.get(echo.root + path)

    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-type"] == got.headers["content-type"]


def test_nobody_is_sent_elsewhere(echo: Live) -> None:
    """A slash too many is no redirect, which would send text and key who knows how: it is answered."""
    body = {"model": "echo", "voice": "ada", "input": "One."}
    answer = httpx.post(f"{echo.speech}/", json=body, follow_redirects=False)

    assert answer.status_code == 200


def test_a_language_that_no_voice_speaks_is_what_is_refused(echo: Live) -> None:
    """For one of OpenAI's names in a language that nobody speaks, no other voice is blamed."""
    asked = {"model": "echo", "voice": "alloy", "input": "One.", "language": "fi"}
    error = httpx.post(echo.speech, json=asked).json()["error"]

    assert (error["code"], error["param"]) == ("unsupported_language", "language")
    assert "'echo'." in error["message"]
    assert "de" in error["message"]


def test_an_address_that_is_not_served_is_an_error_of_the_same_shape(echo: Live) -> None:
    """404 and 405 have the four keys too."""
    lost, wrong = httpx.get(f"{echo.root}/nope"), httpx.get(echo.speech)

    assert (lost.status_code, lost.json()["error"]["code"]) == (404, "not_found")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (405, "method_not_allowed")
    assert "POST" in wrong.headers["allow"]
