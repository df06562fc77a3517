"""What the API says of itself, held against what it does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tts_server.problem import CODES
from tts_server.routes.speech_body import SpeechBody

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.server.conftest import Live

EXAMPLES = "25"
MODELS, VOICES = ("echo", "tts-1"), ("ada", "bob", "alloy")
NAMES: dict[str, dict[str, tuple[str | None, ...]]] = {
    "SpeechBody": {"model": MODELS, "voice": VOICES, "language": ("en", None)},
    "HarmonyBody": {"model": MODELS, "voice": (*VOICES, None), "language": ("en", None)},
    "WorkBody": {"model": (*MODELS, None), "voice": (*VOICES, None)},
}
"""Names that exist, so that what is made of the schema gets past them."""


@pytest.fixture(scope="module")
def spec(echo: Live) -> dict[str, Any]:
    held: dict[str, Any] = httpx.get(f"{echo.root}/openapi.json").json()
    return held


@pytest.mark.parametrize("narrowed", [False, True], ids=["as it stands", "with names that exist"])
def test_schemathesis_finds_nothing(echo: Live, spec: dict[str, Any], tmp_path: Path, narrowed: bool) -> None:
    """Requests made from our own description, right and wrong, get the answers that it names."""
    path = tmp_path / "openapi.json"
    schemas = json.loads(json.dumps(spec["components"]["schemas"]))
    if narrowed:
        for kind, fields in NAMES.items():
            schemas[kind]["properties"].update({name: {"enum": list(each)} for name, each in fields.items()})
    path.write_text(json.dumps({**spec, "components": {**spec["components"], "schemas": schemas}}))
    command = [sys.executable, "-m", "schemathesis.cli", "run", str(path), "--url", echo.root]
    # Models, voices and options are names that no schema can list: what it allows may still be unknown.
    bounds = ["--exclude-checks", "positive_data_acceptance", "--max-examples", EXAMPLES, "--seed", "7"]
    ways = ["--phases", "coverage,fuzzing", "--generation-database", "none", "--no-color"]
    ended = subprocess.run(
        [*command, *bounds, *ways], capture_output=True, text=True, check=False, cwd=tmp_path
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    echo.until(echo.at_rest)


def test_every_code_is_named_where_it_may_come(spec: dict[str, Any]) -> None:
    """Each error of a speech is in the description of its route, by status and by code."""
    answers = spec["paths"]["/v1/audio/speech"]["post"]["responses"]
    missing = {status: codes for status, codes in CODES.items() if str(status) not in answers}

    assert set(missing) == {405}
    for status, codes in CODES.items():
        if status != 405:
            assert all(f"`{code}`" in answers[str(status)]["description"] for code in codes)


def test_every_field_says_what_it_is(spec: dict[str, Any]) -> None:
    """The fields of a speech request are described, and those that OpenAI does not have are marked."""
    fields = spec["components"]["schemas"]["SpeechBody"]
    theirs = {"model", "input", "voice", "instructions", "response_format", "speed", "stream_format"}
    marked = re.compile(r"Ours\.|Kokoro-FastAPI's")
    told = {name: field.get("description", "") for name, field in fields["properties"].items()}
    ours = {name for name, text in told.items() if marked.search(text)}

    assert set(SpeechBody.model_fields) - theirs == ours
    assert fields["additionalProperties"] is False
    assert fields["required"] == ["model", "input", "voice"]


def test_the_description_has_the_limits_of_its_server(serve: Callable[..., Live]) -> None:
    """The longest text in the description is the one that the settings allow."""
    live = serve(max_text_length=10)
    held = httpx.get(f"{live.root}/openapi.json").json()["components"]["schemas"]["SpeechBody"]
    body = {"model": "echo", "voice": "ada", "input": "a" * 11}

    assert held["properties"]["input"]["maxLength"] == 10
    assert httpx.post(live.speech, json=body).status_code == 400


def test_the_page_about_the_api_fetches_nothing(echo: Live, spec: dict[str, Any]) -> None:
    """/docs shows every path and field, and refers to nothing but this server."""
    page = httpx.get(f"{echo.root}/docs").text

    assert all(path in page for path in spec["paths"])
    assert all(name in page for name in SpeechBody.model_fields)
    assert not re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", page)
    assert "<script" not in page
