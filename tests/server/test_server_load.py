"""More requests than a model can serve."""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import openai
import pytest

from tts_core import Model, ModelCard, Registry, Rendering, Request
from tts_core.testing import Gate, Recorder, echo_model
from tts_server import Settings
from tts_server.request_context import RequestContext
from tts_server.speaking.job import SpeechJob
from tts_server.speaking.session import SpeechSession
from tts_server.state import ServerState

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

    from tts_core import Utterance

BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "input": "Hello there."}


def test_who_finds_the_queue_full_is_told_when_to_come_again(serve: Callable[..., Live]) -> None:
    """One runs, one waits, and the third gets 429 with Retry-After; then both others are served."""
    gate = Gate()
    live = serve(echo_model("echo", gate=gate, listed=True), queue=1)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(httpx.post, live.speech, json=BODY)
        gate.arrived(1)
        second = threads.submit(httpx.post, live.speech, json=BODY)
        live.until(lambda: live.state.queue("echo").waiting == 1)
        with pytest.raises(openai.RateLimitError) as caught:
            live.client().audio.speech.create(model="echo", voice="ada", input="Hello.")
        gate.open()
        assert [first.result().status_code, second.result().status_code] == [200, 200]

    assert int(caught.value.response.headers["retry-after"]) >= 1
    assert caught.value.code == "queue_full"
    live.until(live.at_rest)


def test_the_official_client_comes_again(serve: Callable[..., Live]) -> None:
    """A client that obeys Retry-After is served in the end, without its user noticing."""
    gate = Gate()
    live = serve(echo_model("echo", gate=gate, listed=True), queue=0)
    refused = threading.Event()

    def notice(response: Any) -> None:
        if response.status_code == 429:
            refused.set()
            gate.open()

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(httpx.post, live.speech, json=BODY)
        gate.arrived(1)
        client = live.client(max_retries=5)
        client._client.event_hooks["response"].append(notice)
        answer = client.audio.speech.create(model="echo", voice="ada", input="Hello.")
        assert first.result().status_code == 200

    assert refused.is_set()
    assert answer.response.status_code == 200


def test_health_and_listings_never_wait_for_a_model(serve: Callable[..., Live]) -> None:
    """While every turn is taken and the queue is full, everything that is no speech is answered."""
    gate = Gate()
    live = serve(echo_model("echo", gate=gate, listed=True), queue=1)
    with ThreadPoolExecutor(2) as threads:
        held = [threads.submit(httpx.post, live.speech, json=BODY) for _ in range(2)]
        live.until(lambda: live.state.queue("echo").waiting == 1)
        paths = ("/health", "/ready", "/metrics", "/v1/models", "/v1/audio/voices", "/v1/engines", "/docs")
        assert [httpx.get(live.root + path).status_code for path in paths] == [200] * len(paths)
        engine = httpx.get(f"{live.url}/engines").json()["engines"][0]
        assert (engine["running"], engine["waiting"]) == (1, 1)
        gate.open()
        assert [each.result().status_code for each in held] == [200, 200]


def test_a_request_that_takes_too_long_has_failed(serve: Callable[..., Live]) -> None:
    """A model that hangs is given up at the deadline, with 504, and its call is cancelled."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, listed=True), deadline=0.2)
    answer = httpx.post(live.speech, json=BODY)

    assert (answer.status_code, answer.json()["error"]["code"]) == (504, "deadline_exceeded")
    live.until(lambda: live.at_rest() and recorder.running == 0)
    assert recorder.cancelled == 1


def test_a_model_that_never_comes_back_is_seen(serve: Callable[..., Live]) -> None:
    """When every thread is held beyond the deadline, /ready and new speeches say so, until one is free."""
    gate, recorder = Gate(), Recorder()
    live = serve(
        echo_model("echo", gate=gate, recorder=recorder, ignore_cancel=True, listed=True, concurrency=2),
        echo_model("other", listed=True),
        model="echo",
        deadline=0.2,
    )

    def stuck() -> str:
        lines = httpx.get(f"{live.root}/metrics").text.splitlines()
        return next(line for line in lines if line.startswith('tts_stuck{model="echo"}')).split()[-1]

    def beyond() -> int:
        return int(live.state.abandoned_runs.stuck()["echo"])

    assert httpx.post(live.speech, json=BODY).status_code == 504
    live.until(lambda: beyond() == 1)
    assert (stuck(), httpx.get(f"{live.root}/ready").status_code) == ("1", 200)
    assert httpx.post(live.speech, json=BODY).status_code == 504
    live.until(lambda: beyond() == 2)
    ready, refused = httpx.get(f"{live.root}/ready"), httpx.post(live.speech, json=BODY)

    assert (stuck(), ready.status_code) == ("2", 503)
    assert "does not stop" in ready.json()["why"]
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "model_unavailable")
    assert "retry-after" in refused.headers
    assert httpx.get(f"{live.root}/health").status_code == 200
    assert httpx.post(live.speech, json={**BODY, "model": "other"}).status_code == 200
    assert len(recorder.begun) == 2
    gate.let(1)
    live.until(lambda: beyond() == 1)
    assert (stuck(), httpx.get(f"{live.root}/ready").status_code) == ("1", 200)
    gate.open()
    live.until(lambda: beyond() == 0 and recorder.running == 0)
    assert httpx.post(live.speech, json=BODY).status_code == 200


class Reluctant:
    """A model that stops when it is told, but not before it may."""

    def __init__(self, at_once: int = 0) -> None:
        self.told, self.may, self.over = threading.Event(), threading.Event(), threading.Event()
        self._at_once = at_once
        """How many utterances are spoken before one is held."""

    def _stop(self) -> None:
        self.told.set()
        self.may.wait(20)
        self.over.set()

    def speak(self, utterance: Utterance) -> Rendering:
        self._at_once -= 1
        if self._at_once < 0:
            with utterance.cancel.calling(self._stop):
                self.over.wait(20)
            utterance.cancel.check()
        return Rendering(samples=np.full(2400, 0.1, dtype=np.float32), sample_rate=24000)

    def close(self) -> None:
        pass


def test_who_leaves_at_the_deadline_leaves_no_turn_behind(serve: Callable[..., Live]) -> None:
    """A client that goes just while its speech is given up takes nothing with it."""
    model = Reluctant()
    live = serve(Model(ModelCard(id="echo", sample_rate=24000), lambda _: model), deadline=0.2)
    body = {**BODY, "voice": "alloy"}
    request = httpx.Request("POST", live.speech, json=body)
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    with socket.create_connection(live.server.address) as line:
        line.sendall(f"POST /v1/audio/speech HTTP/1.1\r\n{head}\r\n".encode() + request.read())
        assert model.told.wait(20)
    live.until(lambda: not live.server.server_state.connections)
    model.may.set()
    live.until(live.at_rest)

    assert httpx.post(live.speech, json=body).status_code == 200


def test_closing_gives_the_turn_back_even_when_it_is_interrupted() -> None:
    """A turn is never lost, not even when its request is cancelled in the moment in which it is given up."""
    model = Reluctant(at_once=1)
    card = ModelCard(id="echo", sample_rate=24000, best=20, limit=40)
    state = ServerState(Registry([Model(card, lambda _: model)]), Settings())
    job = SpeechJob(
        request=Request(text="First sentence here. Second sentence here."), context=RequestContext()
    )

    async def work() -> None:
        session = await SpeechSession.begin(state, lambda: job)
        assert state.queue("echo").running == 1
        closing = asyncio.create_task(session.close())
        assert await asyncio.to_thread(model.told.wait, 20)
        closing.cancel()
        await asyncio.wait([closing])
        assert state.queue("echo").running == 0
        model.may.set()

    asyncio.run(work())


def test_who_waits_too_long_has_failed_too(serve: Callable[..., Live]) -> None:
    """The deadline holds while a request waits for its turn."""
    gate = Gate()
    live = serve(echo_model("echo", gate=gate, ignore_cancel=True, listed=True), deadline=0.2, queue=2)
    with ThreadPoolExecutor(2) as threads:
        held = [threads.submit(httpx.post, live.speech, json=BODY) for _ in range(2)]
        assert [each.result().status_code for each in held] == [504, 504]
    gate.open()
    live.until(live.at_rest)


def test_who_leaves_the_queue_leaves_no_gap(serve: Callable[..., Live]) -> None:
    """A client that leaves while it waits is never served, and the next one is."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, listed=True), queue=5)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(httpx.post, live.speech, json=BODY)
        gate.arrived(1)
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(live.speech, json={**BODY, "input": "Gone."}, timeout=0.2)
        last = threads.submit(httpx.post, live.speech, json=BODY)
        live.until(lambda: live.state.queue("echo").waiting == 1)
        gate.open()
        assert [first.result().status_code, last.result().status_code] == [200, 200]

    assert "Gone." not in [each.text for each in recorder.begun]


def test_many_clients_at_once_each_hear_their_own(
    serve: Callable[..., Live], hear: Callable[..., str]
) -> None:
    """Forty answers made at once do not mix, whatever is left early in between."""
    live = serve(echo_model("echo", listed=True, concurrency=3), queue=64)

    def ask(number: int) -> bool:
        text = f"This is number {number}. It has two sentences."
        body = {**BODY, "input": text, "response_format": "pcm", "normalize": False}
        if number % 4 == 3:
            with httpx.stream("POST", live.speech, json=body) as answer:
                return answer.status_code == 200
        return hear(httpx.post(live.speech, json=body).content, "pcm") == text

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(40)))
    live.until(live.at_rest)
