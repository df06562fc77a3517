"""Models whose files are not here: nobody makes a server fetch them by asking."""

from __future__ import annotations

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
import openai
import pytest

from tts_core import ModelFile, Voice
from tts_core.testing import Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.server.conftest import Live

    from tts_core import Model

BODY: dict[str, Any] = {"model": "far", "voice": "ada", "input": "Hello there."}


def far(recorder: Recorder) -> Model:
    """A model whose load would fetch its files."""
    return replace(echo_model("far", recorder=recorder, listed=True), present=lambda _: False)


def test_asking_for_a_model_fetches_nothing(serve: Callable[..., Live]) -> None:
    """Whoever asks for a model that is not here is told so, and not to ask again; nothing is begun."""
    recorder = Recorder()
    live = serve(echo_model("echo", listed=True), far(recorder))
    with pytest.raises(openai.InternalServerError) as caught:
        live.client(max_retries=5).audio.speech.create(model="far", voice="ada", input="Hello.")

    assert (caught.value.status_code, caught.value.code) == (503, "model_not_here")
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert "/v1/engines" in caught.value.message
    assert recorder.loads == 0
    assert httpx.get(f"{live.url}/audio/voices", params={"model": "far"}).status_code == 200


def test_the_listings_say_what_is_here(serve: Callable[..., Live]) -> None:
    """Every listing tells of each model whether it can be asked for."""
    live = serve(echo_model("echo", listed=True), far(Recorder()))
    engines = httpx.get(f"{live.url}/engines").json()["engines"]
    models = httpx.get(f"{live.url}/models").json()["data"]
    harmony = httpx.get(f"{live.url}/audio/speech/models").json()["data"]

    assert {each["id"]: each["available"] for each in engines} == {"echo": True, "far": False}
    assert {each["id"]: each["state"] for each in engines} == {"echo": "loaded", "far": "absent"}
    assert [each["id"] for each in engines if each["current"]] == ["echo"]
    assert {each["id"]: each["available"] for each in harmony} == {"echo": True, "far": False}
    assert {each["id"] for each in models if not each["available"]} == {"far"}
    assert httpx.get(f"{live.url}/models/far").json()["available"] is False


@pytest.mark.parametrize("downloads", ["never", "start", "request"])
def test_the_settings_say_when_models_are_fetched(serve: Callable[..., Live], downloads: str) -> None:
    """Never, by default; at the start those that are preloaded; on request whichever is asked for."""
    recorder = Recorder()
    preload = ("far",) if downloads == "start" else ("echo",)
    live = serve(echo_model("echo", listed=True), far(recorder), downloads=downloads, preload=preload)
    answer = httpx.post(live.speech, json=BODY)

    assert answer.status_code == (503 if downloads == "never" else 200)
    assert bool(recorder.loads) == (downloads != "never")


class Hub(BaseHTTPRequestHandler):
    """Hands out one file, and notes who asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("content-length", "4")
        self.end_headers()
        self.wfile.write(b"data")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[str]:
    """Where files are."""
    Hub.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("downloads", ["never", "start", "request"])
def test_a_voices_files_are_fetched_as_the_models_are(
    serve: Callable[..., Live], hub: str, tmp_path: Path, downloads: str
) -> None:
    """The file of a model is fetched at the start where that is wanted, that of a voice on request alone."""
    graph, voice = (
        ModelFile(name=f"{name}.bin", url=f"{hub}/{name}.bin", bytes=4) for name in ("graph", "eva")
    )
    voices = (Voice(id="ada", language="en"), Voice(id="eva", language="en", files=(voice,)))
    files = (graph,) if downloads == "start" else ()
    model = echo_model("echo", listed=True, voices=voices, files=files)
    live = serve(model, model="echo", downloads=downloads, model_path=str(tmp_path))
    asked = [{**BODY, "model": "echo", "voice": name} for name in ("ada", "eva")]
    ada, eva = (httpx.post(live.speech, json=body) for body in asked)

    assert ada.status_code == 200
    assert Hub.asked == {"never": [], "start": ["/graph.bin"], "request": ["/eva.bin"]}[downloads]
    if downloads != "request":
        assert (eva.status_code, eva.json()["error"]["code"]) == (503, "model_not_here")
        assert eva.headers["x-should-retry"] == "false"


def test_a_server_whose_own_model_is_absent_says_how_to_get_it(serve: Callable[..., Live]) -> None:
    """A model that is to be preloaded and may not be fetched leaves the server unready, with the cure."""
    recorder = Recorder()
    live = serve(far(recorder), model="far", preload=("far",))

    assert recorder.loads == 0
    why = httpx.get(f"{live.root}/ready").json()["why"]
    assert "tts-core download far" in why
    assert "--downloads start" in why
