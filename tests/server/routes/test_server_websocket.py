"""Text that is still being written goes in, sound comes out."""

from __future__ import annotations

import base64
import json
import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tts_core.testing import Gate, Recorder, echo_model
from tts_server.limits.keys import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.server.conftest import Live
    from websockets.sync.client import ClientConnection

ROUTE = 'route="/v1/audio/stream (context)"'
BODY = {"model": "echo", "voice": "ada", "input": "First."}
LONG = "First sentence here. Second sentence here. Third sentence here. Fourth sentence here."


class Talk:
    """One conversation."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def say(self, type: str, context: str = "", **fields: Any) -> None:  # noqa: A002  (the field's own word)
        self.connection.send(json.dumps({"type": type, "context": context, **fields}))

    def hear(self, type: str = "", context: str = "") -> dict[str, Any]:  # noqa: A002  (the field's own word)
        """Return the next message, of this type and context, past more sound of the piece before."""
        message: dict[str, Any] = json.loads(self.connection.recv(timeout=20))
        if type:
            while message["type"] == "audio" and not message["text"]:
                message = json.loads(self.connection.recv(timeout=20))
            assert (message["type"], message["context"]) == (type, context), message
        return message

    def hear_all(self, context: str = "") -> tuple[bytes, list[dict[str, Any]], dict[str, Any]]:
        """Return the sound, the words and the last message of a context that is alone."""
        sound, words = b"", []
        while True:
            message = self.hear()
            sound += base64.b64decode(message.get("audio", ""))
            words += message.get("words", [])
            if message["type"] in ("done", "error", "cancelled"):
                assert message["context"] == context
                return sound, words, message


@contextmanager
def talking(live: Live, **options: Any) -> Iterator[Talk]:
    with connect(f"{live.url.replace('http', 'ws', 1)}/audio/stream", **options) as connection:
        yield Talk(connection)


def test_tokens_become_sound_with_the_times_of_the_words(echo: Live, hear: Callable[..., str]) -> None:
    """Text that comes letter by letter is spoken whole, and every word has its place and time."""
    text = "It cost $3.50, she said. Nobody answered."
    with talking(echo) as talk:
        talk.say("open", voice="bob")
        started = talk.hear("started")
        for letter in text:
            talk.say("text", text=letter)
        talk.say("end")
        sound, words, done = talk.hear_all()

    assert (started["voice"], started["sample_rate"], started["format"]) == ("bob", 24000, "pcm")
    assert hear(sound, "pcm") == "It cost three dollars and fifty cents, she said. Nobody answered."
    assert [text[slice(*word["span"])] for word in words] == [word["text"] for word in words]
    assert (done["type"], done["text"]) == ("done", text)


@pytest.mark.parametrize("format", ["mp3", "opus", "wav"])
def test_a_context_is_one_stream_of_its_format(
    echo: Live,
    hear: Callable[..., str],
    format: str,  # noqa: A002  (the field's own word)
) -> None:
    """The audio of all messages joined is one stream that a player can play."""
    with talking(echo) as talk:
        talk.say("open", response_format=format)
        talk.say("text", text="Hello there. How are you today?")
        talk.say("end")
        sound, _, _ = talk.hear_all()

    assert hear(sound, format) == "Hello there. How are you today?"


def test_a_flush_holds_nothing_back(echo: Live) -> None:
    """Text that ends in the middle of a sentence is spoken when it is flushed, and more may follow."""
    with talking(echo) as talk:
        talk.say("open")
        talk.hear("started")
        talk.say("text", text="Hello th")
        talk.say("flush")
        assert talk.hear("audio")["text"] == "Hello th"
        talk.say("text", text="ere. And you")
        talk.say("flush")
        assert talk.hear("audio")["text"] == "ere. And you"
        talk.say("text", text="? Fine.")
        talk.say("end")
        assert talk.hear("audio")["text"] == "? Fine."
        talk.hear("done")


def test_contexts_do_not_mix(serve: Callable[..., Live], hear: Callable[..., str]) -> None:
    """Several speeches on one connection each get their own text, voice and end."""
    live = serve(echo_model("echo", listed=True, concurrency=2))
    texts = {name: f"This is {name}. It goes on and on." for name in ("one", "two", "three")}
    sounds = dict.fromkeys(texts, b"")
    with talking(live) as talk:
        for name in texts:
            talk.say("open", name)
        for letters in zip(*texts.values(), strict=False):
            for name, letter in zip(texts, letters, strict=True):
                talk.say("text", name, text=letter)
        for name, text in texts.items():
            talk.say("text", name, text=text[min(map(len, texts.values())) :])
            talk.say("end", name)
        ended: set[str] = set()
        while ended < set(texts):
            message = talk.hear()
            sounds[message["context"]] += base64.b64decode(message.get("audio", ""))
            if message["type"] == "done":
                ended.add(message["context"])

    assert {name: hear(sound, "pcm") for name, sound in sounds.items()} == texts


def test_a_cancelled_context_says_what_was_spoken(serve: Callable[..., Live]) -> None:
    """Cancelling stops the model, is answered with the text that was sent, and nothing follows it."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, listed=True, best=20, limit=40))
    with talking(live) as talk:
        talk.say("open")
        talk.hear("started")
        talk.say("text", text=LONG)
        talk.say("end")
        gate.let(1)
        piece = talk.hear("audio")
        gate.arrived(2)
        talk.say("cancel")
        spoken = talk.hear("cancelled")["spoken"]
        live.until(lambda: recorder.running == 0)
        talk.say("ping")
        talk.hear("pong")

    assert spoken["text"] == piece["text"] == LONG[: piece["span"][1]]
    assert spoken["seconds"] == piece["end"]
    assert spoken["last_word"] == piece["words"][-1]
    assert recorder.cancelled == 1
    live.until(lambda: live.at_rest() and live.state.contexts == 0)


def test_what_was_spoken_ends_where_the_listener_stopped(echo: Live) -> None:
    """A client that knows how much was played is told the text up to the last word that was heard."""
    with talking(echo) as talk:
        talk.say("open")
        talk.hear("started")
        talk.say("text", text="One two three four")
        talk.say("flush")
        piece = talk.hear("audio")
        talk.say("cancel", played=piece["words"][1]["end"] + 0.001)
        spoken = talk.hear("cancelled")["spoken"]

    assert spoken["text"] == "One two"
    assert spoken["last_word"]["text"] == "two"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("{", "invalid_json"),
        (b"\x00\x01", "invalid_json"),
        ('{"type": "opne"}', "invalid_value"),
        ('{"type": "open", "vocie": "x"}', "unknown_field"),
        ('{"type": "text", "text": "x"}', "not_found"),
        ('{"type": "open", "voice": "nobody"}', "voice_not_found"),
        ('{"type": "open", "model": "nope"}', "model_not_found"),
        ('{"type": "open", "context": "open"}', "invalid_value"),
        ('{"type": "text", "context": "open", "text": 1}', "invalid_value"),
        (json.dumps({"type": "text", "context": "open", "text": "a" * 5000}), "queue_full"),
        ("[]", "invalid_value"),
    ],
)
def test_a_bad_message_is_answered_and_the_talk_goes_on(echo: Live, sent: str | bytes, code: str) -> None:
    """Whatever a message is, the answer names what is wrong, and other contexts are not disturbed."""
    with talking(echo) as talk:
        talk.say("open", "open")
        talk.hear("started", "open")
        talk.connection.send(sent)
        assert talk.hear("", "")["error"]["code"] == code
        talk.say("text", "open", text="Hello.")
        talk.say("end", "open")
        assert talk.hear_all("open")[2]["type"] == "done"


def test_a_context_without_a_word_says_so(echo: Live) -> None:
    """Ending a context in which nothing was to be spoken is an error, not a silent success."""
    with talking(echo) as talk:
        talk.say("open")
        talk.hear("started")
        talk.say("end")
        assert talk.hear("error")["error"]["code"] == "nothing_to_speak"


def test_a_model_that_breaks_ends_its_context_alone(serve: Callable[..., Live]) -> None:
    """A failing context says so; the next one on the same connection speaks."""
    live = serve(echo_model("echo", fail_on="broken", listed=True))
    with talking(live) as talk:
        for text, last in (("This is broken.", "error"), ("This is whole.", "done")):
            talk.say("open")
            talk.say("text", text=text)
            talk.say("end")
            assert talk.hear_all()[2]["type"] == last


def test_only_so_many_contexts_are_open_at_once(serve: Callable[..., Live]) -> None:
    """Beyond the bound a context is refused, on whatever connection, until another one ends."""
    live = serve(contexts=1)
    with talking(live) as one, talking(live) as other:
        one.say("open")
        one.hear("started")
        other.say("open")
        assert other.hear("error")["error"]["code"] == "queue_full"
        one.say("cancel")
        one.hear("cancelled")
        live.until(lambda: live.state.contexts == 0)
        other.say("open")
        other.hear("started")


def test_who_hangs_up_leaves_nothing_running(serve: Callable[..., Live]) -> None:
    """When the connection breaks, every context on it stops inside the model."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, listed=True))
    with talking(live) as talk:
        for name in ("one", "two"):
            talk.say("open", name)
            talk.say("text", name, text="Hello there.")
            talk.say("end", name)
        gate.arrived(1)
        talk.connection.socket.shutdown(socket.SHUT_RDWR)
    live.until(lambda: live.at_rest() and live.state.contexts == 0 and recorder.running == 0)

    assert recorder.spoken == []


def test_a_malformed_frame_closes_the_connection_and_nothing_else(echo: Live) -> None:
    """Bytes that are no WebSocket frame end their own connection; the server goes on."""
    with talking(echo) as talk:
        talk.say("open")
        talk.hear("started")
        talk.connection.socket.sendall(b"\xff\xff\xff\xff\xff")
        with pytest.raises(ConnectionClosed):
            talk.hear()
    echo.until(lambda: echo.state.contexts == 0)
    with talking(echo) as talk:
        talk.say("ping")
        talk.hear("pong")


def test_a_context_waits_for_its_turn_like_a_request(serve: Callable[..., Live]) -> None:
    """While the model speaks for somebody else a context's sentence waits, and then is spoken."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, listed=True))
    with ThreadPoolExecutor(1) as threads, talking(live) as talk:
        first = threads.submit(httpx.post, live.speech, json=BODY)
        gate.arrived(1)
        talk.say("open")
        talk.say("text", text="Second. ")
        talk.say("end")
        talk.hear("started")
        live.until(lambda: live.state.queue("echo").waiting == 1)
        assert [each.text for each in recorder.begun] == ["First."]
        gate.open()
        assert talk.hear_all()[2]["type"] == "done"
        assert first.result().status_code == 200


def test_a_context_without_anything_to_say_holds_no_turn(serve: Callable[..., Live]) -> None:
    """Between two sentences, and in the middle of one that is being written, others are served."""
    live = serve(echo_model("echo", listed=True))
    with talking(live) as talk:
        talk.say("open")
        talk.hear("started")
        for text in ("Hel", "lo there. How", " are you? "):
            talk.say("text", text=text)
            talk.say("ping")
            while talk.hear()["type"] != "pong":
                pass
            assert httpx.post(live.speech, json=BODY).status_code == 200
        talk.say("end")
        assert talk.hear_all()[2]["text"] == "Hello there. How are you? "
    live.until(live.at_rest)


def test_a_context_finds_the_queue_full_like_a_request(serve: Callable[..., Live]) -> None:
    """Where a request would get 429 a context gets it too, with the same code."""
    gate = Gate()
    live = serve(echo_model("echo", gate=gate, listed=True), queue=0)
    with ThreadPoolExecutor(1) as threads, talking(live) as talk:
        first = threads.submit(httpx.post, live.speech, json=BODY)
        gate.arrived(1)
        talk.say("open")
        talk.say("text", text="Second. ")
        talk.say("end")
        assert talk.hear_all()[2]["error"]["code"] == "queue_full"
        gate.open()
        assert first.result().status_code == 200


@pytest.mark.parametrize(("limit", "opened"), [({"parallel": 1}, 1), ({"requests_per_minute": 2}, 2)])
def test_a_keys_limits_hold_for_contexts(
    serve: Callable[..., Live], limit: dict[str, Any], opened: int
) -> None:
    """Each context counts as a request of its key; the connection itself does not."""
    key = Key(name="app", sha256=Key.of("good", "x").sha256, **limit)
    live = serve(api_keys=(key,))
    with talking(live, additional_headers={"authorization": "Bearer good"}) as talk:
        for number in range(opened):
            talk.say("open", str(number))
            talk.hear("started", str(number))
        talk.say("open", "more")
        assert talk.hear("error", "more")["error"]["code"] == "rate_limit_exceeded"
        for number in range(opened):
            talk.say("cancel", str(number))
            talk.hear("cancelled", str(number))
        if "parallel" in limit:
            talk.say("open", "again")
            talk.hear("started", "again")


def test_a_context_is_counted_and_logged(
    serve: Callable[..., Live], caplog: pytest.LogCaptureFixture
) -> None:
    """Each context is a line in the log, counted in the figures, and has an outcome under its own id."""
    caplog.set_level(logging.INFO)
    live = serve()
    with talking(live, additional_headers={"x-request-id": "mine"}) as talk:
        for context in ("a", "b"):
            talk.say("open", context)
            started = talk.hear("started", context)
            talk.say("text", context, text="Hello there.")
            talk.say("end", context)
            talk.hear_all(context)
    live.until(live.at_rest)
    lines = [vars(each)["tts"] for each in caplog.records if each.getMessage() == "request"]
    contexts = [line for line in lines if line["route"].endswith("(context)")]

    assert [line["request_id"] for line in contexts] == ["mine.1", "mine.2"]
    assert [(line["model"], line["characters"]) for line in contexts] == 2 * [("echo", 12)]
    assert all(line["queue_ms"] is not None and line["first_audio_ms"] > 0 for line in contexts)
    figures = httpx.get(f"{live.root}/metrics").text
    assert f'tts_requests_total{{{ROUTE},status="200",outcome="answered"}} 2' in figures
    assert 'tts_first_audio_seconds_count{model="echo"} 2' in figures
    outcome = httpx.get(f"{live.speech}/{started['request_id']}/outcome")
    assert outcome.json()["state"] == "whole"


def test_a_listener_that_hears_nothing_is_let_go(serve: Callable[..., Live]) -> None:
    """A connection that takes nothing for the length of the stall ends, with all its contexts."""
    model = echo_model("echo", listed=True, best=4096, limit=4096)
    live = serve(model, stall=30, deadline=1e6, max_text_length=10**6)
    with talking(live, close_timeout=0.1) as talk:
        talk.say("open", sample_rate=48000)
        talk.say("open", "other")
        for _ in range(2):
            talk.say("text", text="A sentence of this long text, which goes on. " * 90)
        talk.say("end")
        while live.state.under_way:
            live.pass_time(31)
        live.until(lambda: live.at_rest() and live.state.contexts == 0)
        while live.server.server_state.connections:
            live.pass_time(31)
    figures = httpx.get(f"{live.root}/metrics").text
    assert f'tts_requests_total{{{ROUTE},status="408",outcome="stalled"}} 1' in figures


def test_a_page_names_its_key_among_the_subprotocols(serve: Callable[..., Live]) -> None:
    """A WebSocket is let in by a key in its header or its subprotocols, and by no other."""
    live = serve(api_keys=(Key.of("good", "app"),))
    for way in (
        {"additional_headers": {"authorization": "Bearer good"}},
        {"subprotocols": ["tts", "api-key.good"]},
    ):
        with talking(live, **way) as talk:
            talk.say("ping")
            talk.hear("pong")
    with pytest.raises(InvalidStatus) as caught, talking(live, subprotocols=["api-key.bad"]):
        pass
    assert caught.value.response.status_code == 401


def test_a_server_that_stops_lets_a_context_finish(serve: Callable[..., Live]) -> None:
    """Once told to stop, no context is opened, the open one is spoken whole, and then the talk is over."""
    live = serve()
    with talking(live) as talk:
        talk.say("open")
        talk.hear("started")
        talk.say("text", text="Hello there.")
        talk.say("ping")
        talk.hear()
        live.server.stop()
        talk.say("open", "late")
        while (message := talk.hear())["type"] != "error":
            pass
        assert message["error"]["code"] == "stopping"
        talk.say("end")
        assert talk.hear_all()[2]["type"] == "done"
        with pytest.raises(ConnectionClosed):
            talk.hear()
