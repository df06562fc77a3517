"""`tts-core models` and `tts-core voices`: what people and programs are shown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tts_core import ModelFile, ModelUnavailable, Registry, Voice
from tts_core.cli import Commands
from tts_core.testing import Recorder, echo_model

FILE = ModelFile(repo="some/repo", revision="0" * 40, name="model.onnx", bytes=25_000_000, sha256="0" * 64)
MANY = tuple(
    Voice(id=f"voice-{number:03}", name=f"Speaker {number}", language=("en-GB", "de")[number % 2])
    for number in range(130)
)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def registry(recorder: Recorder) -> Registry:
    return Registry(
        [
            echo_model("small", listed=True, rank=1, recorder=recorder),
            echo_model("absent", listed=True, rank=9, files=(FILE,), recorder=recorder),
            echo_model("many", listed=True, voices=MANY, default_voice=None, recorder=recorder),
            echo_model("hidden", recorder=recorder),
        ]
    )


def run(registry: Registry, *args: str, **env: str) -> Result:
    return CliRunner(env=env).invoke(Commands(registry), args)


def answer(registry: Registry, *args: str) -> Any:
    return json.loads(run(registry, *args, "--json").stdout)


def test_models_come_best_first(registry: Registry) -> None:
    """Models are listed by rank; the default is the best that needs no download, and marked."""
    listed = answer(registry, "models")

    assert [each["id"] for each in listed] == ["absent", "small", "many"]
    assert [each["id"] for each in listed if each["default"]] == ["small"]
    assert [each["id"] for each in listed if not each["here"]] == ["absent"]
    assert "* small" in run(registry, "models").stdout


def test_a_hidden_model_is_shown_to_who_names_it(registry: Registry) -> None:
    """A model that is not listed is still described when it is asked for by name."""
    assert answer(registry, "models", "hidden")["id"] == "hidden"
    assert "pitch" in run(registry, "models", "hidden").stdout


def test_an_unknown_model_is_answered_with_the_near_one(registry: Registry) -> None:
    """A misspelt model is a wrong request, for each command that takes one."""
    for args in (["models", "smal"], ["voices", "--model", "smal"]):
        result = run(registry, *args)
        assert result.exit_code == 2
        assert "did you mean 'small'" in result.stderr


def test_listing_loads_nothing(registry: Registry, recorder: Recorder) -> None:
    """Looking at models and voices loads no model."""
    for args in (["models"], ["models", "small"], ["voices"], ["voices", "--json"]):
        assert run(registry, *args).exit_code == 0

    assert recorder.loads == 0


def test_no_model_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty list is an answer for programs and a hint for people, even when the default cannot be had."""
    monkeypatch.setenv("TTS_CORE_MODEL", "gone")

    assert answer(Registry(), "models") == []
    assert "pip install" in run(Registry(), "models").stderr


def test_voices_are_found_by_what_they_are(registry: Registry) -> None:
    """Language and gender narrow the list; en finds every English."""
    found = answer(registry, "voices", "--model", "small", "--language", "en")
    women = answer(registry, "voices", "--model", "small", "--gender", "female")

    assert [voice["id"] for voice in found] == ["ada", "bob"]
    assert [voice["id"] for voice in women] == ["ada", "eva"]
    assert {voice["model"] for voice in answer(registry, "voices")} == {"small", "absent", "many"}


def test_no_voice_is_an_empty_answer(registry: Registry) -> None:
    """Where no voice is like that, programs get an empty list and people a sentence."""
    result = run(registry, "voices", "--language", "xx")

    assert answer(registry, "voices", "--language", "xx") == []
    assert result.exit_code == 0
    assert "No voice" in result.stderr


def test_voices_that_cannot_be_listed_do_not_hide_the_others() -> None:
    """A model whose voices cannot be listed is named on standard error; the others' are listed."""

    def broken() -> tuple[Voice, ...]:
        raise ModelUnavailable("broken", "its library is missing")

    registry = Registry([echo_model("fine", listed=True), echo_model("broken", listed=True, voices=broken)])

    result = run(registry, "voices", "--json")

    assert {voice["model"] for voice in json.loads(result.stdout)} == {"fine"}
    assert "library is missing" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize("args", [["models"], ["models", "small"], ["voices"], ["voices", "--model", "many"]])
def test_tables_fit_80_columns(registry: Registry, args: list[str]) -> None:
    """A table is never wider than 80 columns, and holds no control code where it is not for a terminal."""
    shown = run(registry, *args).stdout

    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "\x1b" not in shown


def test_no_voice_is_cut_out_of_the_table(registry: Registry) -> None:
    """Every voice's id can be read whole in the table, however many there are."""
    shown = run(registry, "voices").stdout.split()

    assert all(voice.id in shown for voice in MANY)


@pytest.mark.parametrize("args", [["models"], ["voices"]])
def test_keys_are_documented(registry: Registry, args: list[str]) -> None:
    """Every key of the JSON is named in the command's help."""
    told = run(registry, *args, "--help").stdout

    assert all(key in told for key in answer(registry, *args)[0])


def test_options_are_there_for_programs(registry: Registry) -> None:
    """A model's own options are listed with their type, default and bounds."""
    [pitch] = answer(registry, "models", "small")["options"]

    assert (pitch["name"], pitch["type"], pitch["default"]) == ("pitch", "float", 0.0)
    assert (pitch["min"], pitch["max"]) == (-100.0, 100.0)
