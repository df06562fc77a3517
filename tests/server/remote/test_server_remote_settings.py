from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from tts_core import Feature, ModelUnavailable, Registry
from tts_core.plugins import Plugins
from tts_server.remote import REMOTES, remote_model
from tts_server.remote.configured import configured_settings
from tts_server.remote.error_response import retry_after

ENTRY = EntryPoint("remote", "tts_server.remote", "tts_core")
PYPROJECT = Path(__file__).parents[3] / "src" / "tts_server" / "pyproject.toml"

WHOLE = """
[remotes.studio]
urls = ["http://10.0.0.5:8000/v1", "https://tts.example.org/voice/"]
model = "kokoro"
voice = "af_heart"
language = "en-US"
api_key_env = "STUDIO_KEY"
max_parallel = 2
read_timeout = 30
speed = false
extra = { instructions = "Speak calmly." }

[remotes.plain]
url = "http://127.0.0.1:9"
"""


def written(folder: Path, text: str) -> str:
    path = folder / "remotes.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_file_names_remote_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of the file is a model, each key a field of it, and the key itself may stay out of the file."""
    monkeypatch.setenv("STUDIO_KEY", "s3cret")

    studio, plain = configured_settings(written(tmp_path, WHOLE))

    assert studio.urls == ("http://10.0.0.5:8000", "https://tts.example.org/voice")
    assert (studio.id, studio.model, studio.voice, studio.api_key) == (
        "studio",
        "kokoro",
        "af_heart",
        "s3cret",
    )
    assert (studio.max_parallel, studio.concurrency, studio.read_timeout) == (2, 4, 30)
    assert studio.extra == {"instructions": "Speak calmly."}
    assert (plain.id, plain.urls, plain.model) == ("plain", ("http://127.0.0.1:9",), "tts-1")
    assert "s3cret" not in repr(studio)


def test_a_variable_names_remote_models() -> None:
    """Without a file, models are written name=url,url#model with spaces between."""
    remotes = configured_settings("studio=http://a:8000,http://b:8000#kokoro  other=https://c")

    assert [(each.id, each.urls, each.model) for each in remotes] == [
        ("studio", ("http://a:8000", "http://b:8000"), "kokoro"),
        ("other", ("https://c",), "tts-1"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[remotes.a]\nmodel = 'x'", "no urls"),
        ("[remotes.a]\nurl = 'http://a'\nvoise = 'x'", "unknown key 'voise'"),
        ("[remotes.a]\nurl = 'ftp://a'", "must look like"),
        ("[remotes.a]\nurl = 'http://me:pw@a'", "api_key"),
        ("[remotes.a]\nurl = 'http://a?x=1'", "end with its path"),
        ("[remotes.a]\nurls = 'http://a'", "list of strings"),
        ("[remotes.a]\nurls = []", "at least one URL"),
        ("[remotes.a]\nurls = ['http://a', 'http://a/v1/']", "twice"),
        ("[remotes.a]\nurl = 'http://a'\nmax_parallel = 0", "at least 1"),
        ("[remotes.a]\nurl = 'http://a'\nmax_parallel = true", "whole number"),
        ("[remotes.a]\nurl = 'http://a'\ntimeout = -1", "above 0"),
        ("[remotes.a]\nurl = 'http://a'\nmodel = 3", "string"),
        ("[remotes.a]\nurl = 'http://a'\nspeed = 'no'", "true or false"),
        ("[remotes.a]\nurl = 'http://a'\nresponse_format = 'mp3'", "pcm or wav"),
        ("[remotes.a]\nurl = 'http://a'\ntimings = true\nresponse_format = 'wav'", "pcm only"),
        ("[remotes.a]\nurl = 'http://a'\nextra = { input = 'x' }", "must not hold 'input'"),
        ("[remotes.a]\nurl = 'http://a'\napi_key_env = 'TTS_NOT_SET'", "not set"),
        ("[remotes.a]\nurl = 'http://a'\nvoice = 'x'\nvoices = ['y']", "none of"),
        ("remotes = 3", "tables"),
        ("[other]", "names no remote model"),
        ("[remotes", "no TOML"),
    ],
)
def test_a_mistake_in_the_file_is_said(tmp_path: Path, text: str, why: str) -> None:
    """What would be ignored or cannot work is refused by name."""
    with pytest.raises(ValueError, match=why):
        configured_settings(written(tmp_path, text))


@pytest.mark.parametrize("entry", ["http://a", "=http://a", "a=", "a"])
def test_a_mistake_in_the_variable_is_said(entry: str) -> None:
    """An entry that names no model or no server is shown how it is written."""
    with pytest.raises(ValueError, match=r"name=http|must look like"):
        configured_settings(entry)


def test_the_plugin_brings_what_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remote models of the environment are there like any plugin's, and ask nobody before they are used."""
    monkeypatch.setenv(REMOTES, "studio=http://127.0.0.1:9#kokoro")
    registry = Registry(discover=lambda: Plugins([ENTRY]))

    (card,) = (model.card for model in registry.models())
    reference = registry.model("remote:http://127.0.0.1:9#kokoro").card

    assert (card.id, reference.id) == ("studio", "remote:http://127.0.0.1:9#kokoro")
    assert Feature.CANCEL in card.features


def test_a_mistake_hurts_remote_models_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A faulty environment is told to who asks for a remote model; it is a plugin of its own."""
    monkeypatch.setenv(REMOTES, "nonsense")
    registry = Registry(discover=lambda: Plugins([ENTRY]))

    assert registry.models() == []
    with pytest.raises(ModelUnavailable, match="a remote model is written"):
        registry.model("remote:http://127.0.0.1:9")


def test_the_plugin_is_installed_with_the_server() -> None:
    """The distribution announces the remote models and brings the HTTP library they need."""
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]

    assert project["entry-points"]["tts_core"]["remote"] == ENTRY.value
    assert any(each.startswith("httpx") for each in project["dependencies"])


def test_naming_models_imports_no_http() -> None:
    """Listing remote models stays light: no HTTP library and no numpy are imported."""
    code = (
        "import sys, tts_server.remote as r; r.remote_model('a', 'http://a'); r.model_of('remote:http://a');"
        "from tts_server.remote.configured import configured_models; configured_models('a=http://a');"
        "print([name for name in ('httpx', 'numpy', 'asyncio') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["speeed", "id", "model"])
def test_an_unknown_argument_is_named(name: str) -> None:
    """A keyword that means nothing here is an error that lists those that do."""
    fields: dict[str, Any] = {name: None}

    with pytest.raises(TypeError, match=r"max_parallel|multiple values"):
        remote_model("a", "http://a", **fields)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "9", "retry-after-ms": "250"}, 0.25),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-1"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds and dates are understood, and nonsense is none."""
    assert retry_after(headers) == seconds
