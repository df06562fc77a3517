"""What became of a speech whose answer began before that was known."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tts_core.testing import Gate, echo_model
from tts_server.limits.keys import Key
from tts_server.outcomes import MOST, Outcome, Outcomes
from tts_server.telemetry.logs import JSONLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

PIECES: dict[str, Any] = {"listed": True, "best": 20, "limit": 40}
TEXT = "First sentence here. Second sentence here. Third sentence 🎉 here. Fourth sentence here. 🎈"
BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "input": TEXT, "response_format": "pcm"}


def outcome_of(live: Live, answer: httpx.Response, **headers: str) -> httpx.Response:
    return httpx.get(f"{live.speech}/{answer.headers['x-request-id']}/outcome", headers=headers)


def test_warnings_that_come_late_are_not_lost(
    serve: Callable[..., Live], caplog: pytest.LogCaptureFixture
) -> None:
    """What a streamed answer could not say in its headers is told by its outcome, counted and logged."""
    caplog.set_level(logging.INFO)
    live = serve(echo_model("echo", **PIECES))
    answer = httpx.post(live.speech, json=BODY)
    events = httpx.post(live.speech, json={**BODY, "stream_format": "sse"}).text.split("\n\n")
    told = outcome_of(live, answer).json()
    live.until(live.at_rest)
    lines = [json.loads(JSONLines().format(record)) for record in caplog.records]

    assert "x-tts-warning" not in answer.headers
    assert (told["state"], told["error"]) == ("whole", None)
    assert told["request_id"] == answer.headers["x-request-id"]
    assert [each for each in told["warnings"] if "🎉" in each or "🎈" in each] == told["warnings"]
    assert len(told["warnings"]) == 2
    assert json.loads(events[-2].removeprefix("data: "))["warnings"] == told["warnings"]
    assert [each["warnings"] for each in lines if each.get("route") == "/v1/audio/speech"] == [2, 2]
    assert 'tts_warnings_total{model="echo"} 4' in httpx.get(f"{live.root}/metrics").text


def test_what_the_headers_said_is_told_again(echo: Live) -> None:
    """The outcome has every warning, also those that the answer's headers had."""
    answer = httpx.post(echo.speech, json={**BODY, "instructions": "Whisper.", "stream": False})

    assert [each for each in outcome_of(echo, answer).json()["warnings"] if "no effect" in each]
    assert "no effect" in answer.headers["x-tts-warning"]


def test_why_an_answer_was_cut_is_told(serve: Callable[..., Live]) -> None:
    """Who finds the connection cut learns from the outcome what happened."""
    live = serve(echo_model("echo", fail_on="Third", **PIECES))
    with httpx.stream("POST", live.speech, json=BODY) as answer, pytest.raises(httpx.RemoteProtocolError):
        answer.read()
    told = outcome_of(live, answer).json()

    assert (told["state"], told["error"]["code"]) == ("stopped", "synthesis_failed")
    assert set(told["error"]) == {"message", "type", "param", "code"}


def test_a_speech_under_way_says_so(serve: Callable[..., Live]) -> None:
    """Until its last piece is made a speech is speaking; one whose listener left is stopped."""
    gate = Gate()
    live = serve(echo_model("echo", gate=gate, **PIECES))
    gate.let(1)
    with httpx.stream("POST", live.speech, json=BODY) as answer:
        assert outcome_of(live, answer).json()["state"] == "speaking"
    live.until(live.at_rest)

    assert outcome_of(live, answer).json() == {
        "request_id": answer.headers["x-request-id"],
        "state": "stopped",
        "error": None,
        "warnings": [],
    }


def test_an_outcome_is_for_who_asked(serve: Callable[..., Live]) -> None:
    """Another key learns nothing of a speech, not even that there was one; nor does who has none."""
    live = serve(api_keys=(Key.of("one", "one"), Key.of("two", "two")))
    mine, theirs = ({"authorization": f"Bearer {key}"} for key in ("one", "two"))
    answer = httpx.post(live.speech, json=BODY, headers={**mine, "x-request-id": "a/b"})

    assert outcome_of(live, answer, **mine).json()["state"] == "whole"
    assert outcome_of(live, answer).status_code == 401
    assert outcome_of(live, answer, **theirs).status_code == 404
    assert httpx.get(f"{live.speech}/never/outcome", headers=mine).json()["error"]["code"] == "not_found"


def test_only_so_much_is_remembered() -> None:
    """The oldest outcomes are forgotten, and of a speech that is over only so many warnings are kept."""
    outcomes = Outcomes(most=3)
    for number in range(5):
        outcomes.remember("", str(number % 4), Outcome([]))
    outcome = Outcome(f"not spoken: {number}" for number in range(MOST + 7))
    assert len(outcome.warnings) == MOST + 7
    outcome.shorten()
    outcome.shorten()

    assert [name for name in "01234" if outcomes.find("", name)] == ["0", "2", "3"]
    assert len(outcome.warnings) == MOST + 1
    assert outcome.warnings[-1] == "and 7 more"
