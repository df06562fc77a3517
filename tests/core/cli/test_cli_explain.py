"""`tts-core explain`: what would be said, for people and for programs."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

import tts_core
from tts_core import Registry
from tts_core.cli import Commands
from tts_core.testing import Recorder, echo_model


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def registry(recorder: Recorder) -> Registry:
    return Registry([echo_model(listed=True, recorder=recorder)])


def explain(registry: Registry, *args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(Commands(registry), ["explain", *args], input=stdin)


def test_people_see_what_changes(registry: Registry) -> None:
    """What is said otherwise than written is shown, with its class; plain words are not repeated."""
    shown = explain(registry, "Dr. Smith paid $3.50.").stdout

    assert "Doctor Smith paid three dollars and fifty cents." in shown
    assert any(
        "$3.50" in line and "three dollars and fifty cents" in line and "money" in line
        for line in shown.splitlines()
    )
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_programs_get_the_library_s_answer(registry: Registry) -> None:
    """The JSON is what `tts_core.explain` returns, and its keys are in the help."""
    text = "Dr. Smith paid $3.50."
    expected = tts_core.explain(text, registry=registry).as_dict()

    answer = json.loads(explain(registry, "--json", stdin=text).stdout)

    assert answer == json.loads(json.dumps(expected))
    told = explain(registry, "--help").stdout
    assert all(key in told for key in [*answer, *answer["pieces"][0], *answer["pieces"][0]["tokens"][0]])


def test_nothing_is_spoken(registry: Registry, recorder: Recorder) -> None:
    """Explaining never makes the model speak."""
    assert explain(registry, "Hello.").exit_code == 0

    assert not recorder.begun


def test_what_is_not_spoken_is_named(registry: Registry) -> None:
    """Every warning that the speech would carry is shown."""
    text = "Hello \U0001f642 world."
    expected = tts_core.explain(text, registry=registry).warnings
    assert expected

    shown = " ".join(explain(registry, text).stdout.split())

    assert all(each.message in shown for each in expected)


def test_brackets_are_text_to_people_too(registry: Registry) -> None:
    """Square brackets of the text are shown as they are, never taken for instructions of the terminal."""
    assert "[bold]" in explain(registry, "--no-normalize", "It is [bold] indeed.").stdout


def test_nothing_to_say_is_a_wrong_request(registry: Registry) -> None:
    """A text without words ends with status 2."""
    assert explain(registry, "...").exit_code == 2
