"""Little that is asked must not become much that is made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.sync.client import connect

from tts_core.testing import Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "response_format": "pcm"}
RESTS = {"input": "Hello. " + "[pause 60s] " * 300 + "Bye.", "markup": True}
WORDS = {"input": "go go go go go", "lexicon": {"go": "word " * 10_000}}


@pytest.mark.parametrize("asked", [RESTS, WORDS], ids=["rests", "a lexicon"])
@pytest.mark.parametrize("way", [{}, {"stream": False}, {"stream_format": "sse"}], ids=str)
def test_a_speech_of_hours_is_refused(
    serve: Callable[..., Live], asked: dict[str, Any], way: dict[str, Any]
) -> None:
    """What can be known to last too long is refused on the call, before anything is spoken of it."""
    recorder = Recorder()
    live = serve(echo_model("echo", recorder=recorder, listed=True))
    answer = httpx.post(live.speech, json={**BODY, **asked, **way}, timeout=20)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "speech_too_long")
    assert "1800 s" in answer.json()["error"]["message"]
    assert not recorder.begun


def test_who_runs_the_server_says_how_long_a_speech_may_be(serve: Callable[..., Live]) -> None:
    """The bound is a setting, and what is within it is made whole: rests are sound like any other."""
    live = serve(max_seconds=100)
    two = {**BODY, "input": "One. [pause 40s] Two. [pause 40s] Three.", "markup": True}
    three = {**two, "input": f"{two['input']} [pause 40s] Four."}
    answer = httpx.post(live.speech, json=two)

    assert len(answer.content) > 80 * 48000
    assert httpx.post(live.speech, json=three).json()["error"]["code"] == "speech_too_long"


def test_a_context_ends_where_it_becomes_too_long(serve: Callable[..., Live]) -> None:
    """Text that is still being written has the same bound: beyond it the context says so."""
    live = serve(echo_model("echo", listed=True), max_seconds=30)
    with connect(f"{live.url.replace('http', 'ws', 1)}/audio/stream") as line:
        line.send(json.dumps({"type": "open", "lexicon": {"go": "word " * 1000}}))
        line.send(json.dumps({"type": "text", "text": "go. go. go. go. "}))
        line.send(json.dumps({"type": "end"}))
        while (last := json.loads(line.recv(20)))["type"] not in ("error", "done"):
            pass
    assert last["error"]["code"] == "speech_too_long"
