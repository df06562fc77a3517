"""A talk on which nothing comes any more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from websockets.sync.client import connect

from tts_core.testing import Gate, Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

END = {"type": "end"}
TEXT = {"type": "text", "text": "Hello there."}


def talked(live: Live, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    """Open a context, say *messages*, and return what is answered up to an error or the end."""
    heard: list[dict[str, Any]] = []
    with connect(f"{live.url}/audio/stream".replace("http", "ws", 1), max_size=None) as socket:
        for message in ({"type": "open"}, *messages):
            socket.send(json.dumps(message))
        while not heard or heard[-1]["type"] not in ("error", "done"):
            heard.append(json.loads(socket.recv(20)))
    return heard


@pytest.mark.parametrize("ignores", [False, True], ids=["stops when told", "does not stop"])
def test_a_model_that_hangs_ends_its_context(serve: Callable[..., Live], ignores: bool) -> None:
    """A context whose model brings nothing for as long as a request may last says so, and lets go of it."""
    gate, recorder = Gate(), Recorder()
    live = serve(
        echo_model("echo", gate=gate, recorder=recorder, ignore_cancel=ignores, listed=True), deadline=0.2
    )
    last = talked(live, TEXT, END)[-1]

    assert last["error"]["code"] == "deadline_exceeded"
    gate.open()
    live.until(lambda: live.at_rest() and recorder.running == 0 and live.state.contexts == 0)
    assert [each["type"] for each in talked(live, TEXT, END)] == ["started", "audio", "done"]


def test_a_context_that_was_left_behind_ends(serve: Callable[..., Live]) -> None:
    """A context into which nothing is said for as long as a request may last is closed with an error."""
    live = serve(deadline=0.2)
    for messages in ((), ({"type": "text", "text": "Half a sent"},)):
        assert talked(live, *messages)[-1]["error"]["code"] == "deadline_exceeded"
    live.until(lambda: live.state.contexts == 0)
