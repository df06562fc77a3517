"""Running a server: who may come in, what is counted, what is logged, what is loaded."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import openai
import pytest

from tts_core import Registry
from tts_core.testing import Gate, Recorder, echo_model
from tts_server import create_app
from tts_server.limits.keys import Key
from tts_server.telemetry.logs import JSONLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live

BODY: dict[str, Any] = {"model": "echo", "voice": "ada", "input": "A secret sentence."}
SAMPLE = re.compile(r'^[a-z_]+(\{([a-z]+="(\\.|[^"\\])*",?)+\})? (\d|[+-.einf])+$')


def keyed(**limits: Any) -> Key:
    return Key(name="app", sha256=Key.of("good", "x").sha256, **limits)


def test_importing_the_plugin_imports_nothing_heavy() -> None:
    """The plugin adds a command to the command line without loading a web framework or numpy."""
    code = (
        "import sys, tts_server; tts_server.tts_commands; import tts_server.command; "
        "print([m for m in ('fastapi', 'uvicorn', 'numpy', 'pydantic', 'starlette') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_only_who_has_a_key_is_let_in(serve: Callable[..., Live]) -> None:
    """Without a key or with a wrong one there is 401, except for what probes and people need."""
    live = serve(echo_model("echo", listed=True), api_keys=(keyed(),))

    for wrong in ("bad", "goo", "good "):
        with pytest.raises(openai.AuthenticationError) as caught:
            live.client(wrong.strip() + "x").audio.speech.create(model="echo", voice="ada", input="Hello.")
        assert caught.value.code == "invalid_api_key"
    assert httpx.get(f"{live.url}/models").json()["error"]["code"] == "missing_api_key"
    assert live.client("good").audio.speech.create(model="echo", voice="ada", input="Hello.").content
    assert httpx.get(f"{live.url}/models", headers={"api-key": "good"}).status_code == 200
    for path in ("/health", "/ready", "/metrics", "/docs", "/openapi.json"):
        assert httpx.get(live.root + path).status_code == 200


def test_a_key_opens_only_its_models(serve: Callable[..., Live]) -> None:
    """A key that is for one model gets 403 for another, also by another name."""
    live = serve(
        echo_model("echo", listed=True),
        echo_model("other", listed=True),
        models={"tts-1": "other"},
        api_keys=(keyed(models=("echo",)),),
    )
    create = live.client("good").audio.speech.create

    assert create(model="echo", voice="ada", input="Hello.").content
    for name in ("other", "tts-1"):
        with pytest.raises(openai.PermissionDeniedError):
            create(model=name, voice="ada", input="Hello.")


def test_a_key_has_its_limits(serve: Callable[..., Live]) -> None:
    """A key gets 429 beyond its requests a minute and beyond those under way; another key does not."""
    gate = Gate()
    other = Key.of("better", "other")
    live = serve(
        echo_model("echo", gate=gate, listed=True, concurrency=4),
        api_keys=(keyed(requests_per_minute=2, parallel=1), other),
    )
    mine, theirs = ({"authorization": f"Bearer {key}"} for key in ("good", "better"))
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(httpx.post, live.speech, json=BODY, headers=mine)
        gate.arrived(1)
        refused = httpx.post(live.speech, json=BODY, headers=mine)
        gate.open()
        assert first.result().status_code == 200
    answers = [httpx.post(live.speech, json=BODY, headers=mine) for _ in range(2)]

    assert refused.json()["error"]["code"] == "rate_limit_exceeded"
    assert [each.status_code for each in answers] == [200, 429]
    assert 0 < int(answers[1].headers["retry-after"]) <= 60
    assert httpx.post(live.speech, json=BODY, headers=theirs).status_code == 200


def test_figures_are_written_as_prometheus_reads_them(serve: Callable[..., Live]) -> None:
    """Every line of /metrics is a comment or a sample, and what was done is counted."""
    live = serve()
    assert httpx.post(live.speech, json=BODY).status_code == 200
    assert httpx.post(live.speech, json={**BODY, "voice": "x"}).status_code == 400
    live.until(live.at_rest)
    lines = httpx.get(f"{live.root}/metrics").text.splitlines()
    samples = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))

    assert all(line.startswith(("# HELP ", "# TYPE ")) or SAMPLE.match(line) for line in lines)
    where = 'route="/v1/audio/speech"'
    assert samples[f'tts_requests_total{{{where},status="200",outcome="answered"}}'] == "1"
    assert samples[f'tts_requests_total{{{where},status="400",outcome="answered"}}'] == "1"
    assert samples[f'tts_errors_total{{{where},code="voice_not_found"}}'] == "1"
    assert samples['tts_first_audio_seconds_count{model="echo"}'] == "1"
    assert samples['tts_characters_total{model="echo"}'] == str(len(BODY["input"]))
    assert float(samples['tts_audio_seconds_total{model="echo"}']) > 0
    assert samples['tts_running{model="echo"}'] == "0"
    assert samples['tts_model_loaded{model="echo"}'] == "1"


def test_the_log_tells_everything_but_the_text(
    serve: Callable[..., Live], caplog: pytest.LogCaptureFixture
) -> None:
    """Each speech is one line of JSON with its figures; no line, of whatever level, holds what was said."""
    caplog.set_level(logging.DEBUG)
    live = serve(echo_model("echo", fail_on="broken", error=RuntimeError("about a secret"), listed=True))
    httpx.post(live.speech, json=BODY, headers={"x-request-id": "mine"})
    httpx.post(live.speech, json={**BODY, "input": "A broken secret."})
    httpx.post(live.speech, json={**BODY, "input": "A secret.", "secret": 1})
    live.until(live.at_rest)
    ours = [record for record in caplog.records if record.name.startswith(("tts", "uvicorn"))]
    lines = [json.loads(JSONLines().format(record)) for record in ours]
    (line,) = (each for each in lines if each.get("request_id") == "mine")

    assert (line["event"], line["status"], line["model"], line["voice"]) == ("request", 200, "echo", "ada")
    assert line["characters"] == len(BODY["input"])
    assert line["first_audio_ms"] > 0
    assert not [each for each in lines if "secret" in json.dumps(each)]


def test_the_trace_of_a_fault_is_logged_without_its_message() -> None:
    """Where something broke is in the log; the words of the exception, which may hold the text, are not."""
    try:
        raise RuntimeError("a secret")
    except RuntimeError:
        record = logging.LogRecord("tts_server", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    line = JSONLines().format(record)

    assert "test_server_operations.py" in line
    assert "secret" not in line


def test_the_server_is_ready_when_its_model_is_loaded(serve: Callable[..., Live]) -> None:
    """Until the default model is loaded /ready says 503 and why, while /health says 200."""
    gate = Gate()
    live = serve(echo_model("echo", load_gate=gate, listed=True), preload=())
    assert httpx.get(f"{live.root}/ready").status_code == 200

    held = serve_without_waiting(serve, gate)
    answer = httpx.get(f"{held.root}/ready")
    assert (answer.status_code, httpx.get(f"{held.root}/health").status_code) == (503, 200)
    assert "being loaded" in answer.json()["why"]
    gate.open()
    held.until(lambda: held.state.unready() is None)
    assert httpx.get(f"{held.root}/ready").status_code == 200


def serve_without_waiting(serve: Callable[..., Live], gate: Gate) -> Live:
    """Start a server whose default model is loaded by nobody but the gate's keeper."""
    live = serve(echo_model("echo", load_gate=gate, listed=True), preload=("echo",), model="echo", wait=False)
    gate.arrived(1)
    return live


def test_a_model_that_cannot_be_loaded_leaves_the_server_unready(serve: Callable[..., Live]) -> None:
    """A failed preload is said by /ready, and asking is answered with 503 and Retry-After."""
    live = serve(echo_model("echo", fail_load=RuntimeError("no weights"), listed=True))
    ready, asked = httpx.get(f"{live.root}/ready"), httpx.post(live.speech, json=BODY)

    assert ready.status_code == 503
    assert "no weights" in ready.json()["why"]
    assert (asked.status_code, asked.json()["error"]["code"]) == (503, "model_unavailable")
    assert "retry-after" in asked.headers


def test_an_idle_model_is_unloaded_and_comes_back(serve: Callable[..., Live]) -> None:
    """A model that nobody asks for is unloaded; who asks again is served, and the server stays ready."""
    recorder = Recorder()
    live = serve(echo_model("echo", recorder=recorder, listed=True), idle_unload=0.05)
    live.until(lambda: recorder.closes == 1)

    assert httpx.get(f"{live.root}/ready").status_code == 200
    assert httpx.post(live.speech, json=BODY).status_code == 200
    assert recorder.loads == 2


def test_pages_of_other_origins_may_call_only_when_allowed(serve: Callable[..., Live]) -> None:
    """Without the setting no answer invites other origins; with it, those that are named."""
    origin = {"origin": "https://one.example"}
    closed = httpx.get(f"{serve().root}/health", headers=origin)
    live = serve(cors_origins=("https://one.example",), api_keys=(keyed(),))
    asked = {**origin, "access-control-request-method": "POST"}
    preflight = httpx.options(live.speech, headers=asked)
    refused = httpx.post(live.speech, json=BODY, headers=origin)
    other = httpx.get(f"{live.root}/health", headers={"origin": "https://two.example"})

    assert "access-control-allow-origin" not in closed.headers
    assert preflight.headers["access-control-allow-origin"] == "https://one.example"
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, origin["origin"])
    assert "access-control-allow-origin" not in other.headers


def test_a_connection_outlives_a_balancers(serve: Callable[..., Live]) -> None:
    """Between two requests a connection is kept longer than the minute after which balancers drop it."""
    assert serve().server.config.timeout_keep_alive > 60


def test_an_application_may_be_made_twice() -> None:
    """Two applications share nothing but what is given to both."""
    registry = Registry([echo_model("echo", listed=True)])
    one, other = create_app(registry), create_app(registry)

    assert one.state.server is not other.state.server


@pytest.mark.parametrize("device", [True, False])
def test_models_are_loaded_as_the_settings_say(serve: Callable[..., Live], device: bool) -> None:
    """The settings about where files are and what models run on reach every load."""
    live = serve(gpu=device, model_path="somewhere")

    assert live.state.load_options.device == ("cuda" if device else "cpu")
    assert str(live.state.load_options.cache_dir) == "somewhere"


def test_a_speech_is_a_span_of_the_callers_trace(serve: Callable[..., Live]) -> None:
    """Where OpenTelemetry is installed, each speech is a span under the caller's, without the text."""
    pytest.importorskip("opentelemetry.sdk")
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    trace.set_tracer_provider(provider)
    live = serve()
    caller = f"00-{'ab' * 16}-{'cd' * 8}-01"
    httpx.post(live.speech, json=BODY, headers={"traceparent": caller})
    httpx.post(live.speech, json={**BODY, "voice": "nobody"})
    live.until(live.at_rest)
    good, bad = (span for span in spans.get_finished_spans() if span.name == "tts.speech")

    assert good.context is not None
    assert f"{good.context.trace_id:032x}" == "ab" * 16
    assert dict(good.attributes or {})["tts.model"] == "echo"
    assert bad.status.description == "voice_not_found"
    assert "secret" not in good.to_json() + bad.to_json()
