"""Settings from flags, variables and one file."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tts_core import Registry
from tts_core.cli import Commands
from tts_server import Settings
from tts_server.openai_names import OPENAI_VOICES
from tts_server.routes.speech_body import SpeechBody
from tts_server.settings import env_name, settable
from tts_server.sources import misspelt_variables, settings_from
from tts_server.telemetry.logs import JSONLines

FILE = """
port = 1
max_text_length = 100
deadline = 5
preload = ["a", "b"]
cors_origins = ["https://one.example"]

[models]
tts-1 = "a"

[voices.a]
alloy = "ada"

[[api_keys]]
name = "app"
key = "secret"
requests_per_minute = 60
models = ["a"]
"""


def test_a_flag_wins_over_a_variable_and_a_variable_over_the_file(tmp_path: Path) -> None:
    """The three places are asked in one order, and what none of them says keeps its default."""
    path = tmp_path / "server.toml"
    path.write_text(FILE, "utf-8")
    given = settings_from({"port": "3"}, {"TTS_PORT": "2", "TTS_MAX_TEXT_LENGTH": "200"}, path)

    assert (given.port, given.max_text_length, given.deadline) == (3, 200, 5.0)
    assert given.preload == ("a", "b")
    assert given.models == {"tts-1": "a"}
    assert given.voices == {"a": {"alloy": "ada"}}
    assert given.host == Settings().host
    (key,) = given.api_keys
    assert (key.name, key.models, key.requests_per_minute) == ("app", ("a",), 60)
    assert key.sha256 == hashlib.sha256(b"secret").hexdigest()


@pytest.mark.parametrize("name", settable())
def test_every_setting_can_be_set_in_every_way(name: str) -> None:
    """Each setting has a flag and a variable of its name, and says what it does."""
    texts: dict[str, tuple[str, Any]] = {
        "log_level": ("debug", "debug"),
        "models": ("x=y", {"x": "y"}),
        "voices": ('{"m": {"alloy": "ada"}}', {"m": {"alloy": "ada"}}),
        "gpu": ("yes", True),
        "proxies": ("10.0.0.0/8, 127.0.0.1", ("10.0.0.0/8", "127.0.0.1")),
        "downloads": ("start", "start"),
        "isolated": ("yes", True),
        "preload": ("a,b", ("a", "b")),
        "cors_origins": ("*", ("*",)),
    }
    text, value = texts.get(name, ("7", None))
    flagged = settings_from({name: text}, {})
    named = settings_from({}, {env_name(name): text})

    assert getattr(flagged, name) == getattr(named, name) != getattr(Settings(), name)
    if value is not None:
        assert getattr(flagged, name) == value
    help_text = CliRunner().invoke(Commands(Registry.installed()), ["serve", "--help"]).output
    assert f"--{name.replace('_', '-')}" in help_text
    assert settable()[name].metadata["doc"].endswith((".", "all.")), name


def test_variables_of_other_services_mean_the_same() -> None:
    """USE_GPU is understood; our own name wins over it."""
    assert settings_from({}, {"USE_GPU": "true"}).gpu is True
    assert settings_from({}, {"USE_GPU": "true", "TTS_GPU": "0"}).gpu is False


@pytest.mark.parametrize(
    ("flags", "environ", "says"),
    [
        ({"port": "many"}, {}, "--port"),
        ({}, {"TTS_PORT": "70000"}, "port must be from 0 to 65535"),
        ({}, {"TTS_DEADLINE": "0"}, "deadline must be above 0"),
        ({}, {"TTS_DEADLINE": "nan"}, "deadline must be above 0"),
        ({}, {"TTS_PROXIES": "nobody"}, "'nobody' does not appear to be an IPv4 or IPv6 network"),
        ({}, {"TTS_DOWNLOADS": "always"}, "downloads must be"),
        ({}, {"TTS_ADMIN_PORT": "-1"}, "admin_port must be from 0 to 65535"),
        ({}, {"TTS_PARALLEL": "0"}, "parallel must be at least 1"),
        ({}, {"TTS_MODELS": "tts-1"}, "NAME=VALUE"),
        ({}, {"TTS_VOICES": '{"a": "b"}'}, "TTS_VOICES"),
        ({}, {"TTS_GPU": "maybe"}, "true or false"),
        ({}, {"TTS_LOG_LEVEL": "loud"}, "log_level"),
        ({}, {"TTS_API_KEYS": "sha256:12"}, "64 hexadecimal digits"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(
    flags: dict[str, str], environ: dict[str, str], says: str
) -> None:
    """A setting that cannot be is refused before anything is served, and the message names it."""
    with pytest.raises(ValueError, match=says):
        settings_from(flags, environ)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("prot = 1", "did you mean 'port'"),
        ("port = '1'", "port in .* must be a whole number"),
        ("port = ", "no TOML file"),
        ("[[api_keys]]\nname = 'x'", "must have a 'key' or a 'sha256'"),
        ("[[api_keys]]\nkey = 'x'\nlimit = 1", "'limit'"),
        ("models = {a = 1}", "a table of names"),
    ],
)
def test_a_file_with_mistakes_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """What is wrong in the file is said with the file's name, and what may have been meant."""
    path = tmp_path / "server.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=says):
        settings_from({}, {}, path)


def test_a_misspelt_variable_is_noticed() -> None:
    """A variable that is nearly a setting's is named; those of other programs are not."""
    assert misspelt_variables({"TTS_PROT": "1", "TTS_PORT": "1", "TTS_CORE_MODEL": "x"}) == {
        "TTS_PROT": "TTS_PORT"
    }


def test_the_readme_is_current() -> None:
    """The README names every setting with its variable, its default and its meaning, and every field."""
    readme = (Path(__file__).parents[2] / "src/tts_server/README.md").read_text("utf-8")
    for name, described in settable().items():
        assert f"| `--{name.replace('_', '-')}` | `{env_name(name)}`" in readme, name
        assert described.metadata["doc"] in readme, name
    for field in SpeechBody.model_fields:
        assert f"| `{field}` |" in readme, field
    for voice in OPENAI_VOICES:
        assert voice in readme


@pytest.mark.parametrize("level", ["INFO", "Info", "info"])
def test_a_level_may_be_written_in_any_case(level: str) -> None:
    """Other programs write their levels in capitals; it is the same level."""
    assert settings_from({}, {"TTS_LOG_LEVEL": level}).log_level == "info"


def test_every_line_of_the_log_says_in_which_environment() -> None:
    """Where the environment is set each line carries it; otherwise none speaks of it."""
    record = logging.LogRecord("tts_server", logging.INFO, __file__, 1, "hello", None, None)
    settings = settings_from({}, {"TTS_ENVIRONMENT": "staging"})

    assert json.loads(JSONLines(settings.environment).format(record))["environment"] == "staging"
    assert "environment" not in json.loads(JSONLines(Settings().environment).format(record))
