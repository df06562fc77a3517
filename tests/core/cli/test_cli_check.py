"""`tts-core check`: a model held to the laws from the command line."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tts_core import Registry
from tts_core.cli import Commands
from tts_core.testing import check_model, echo_model

if TYPE_CHECKING:
    from pathlib import Path

PLUGIN = """
from tts_core.testing import echo_model

model = echo_model("mine")
number = 7
"""


@pytest.fixture
def registry() -> Registry:
    mute = echo_model("mute", damage=lambda each: replace(each, samples=0 * each.samples))
    return Registry([echo_model(listed=True), mute])


def check(registry: Registry, *args: str) -> Result:
    return CliRunner().invoke(Commands(registry), ["check", *args])


def test_a_good_model_passes(registry: Registry) -> None:
    """A model that keeps every law ends with status 0, and the JSON is what `check_model` finds."""
    expected = [(each.name, each.law) for each in check_model(echo_model())]

    result = check(registry, "echo", "--json")
    told = json.loads(result.stdout)

    assert result.exit_code == 0
    assert (told["model"], told["passed"]) == ("echo", True)
    assert [(each["name"], each["law"]) for each in told["checks"]] == expected
    help_text = check(registry, "--help").stdout
    assert all(key in help_text for key in [*told, *told["checks"][0]])


def test_a_bad_model_fails_and_hears_why(registry: Registry) -> None:
    """A model that breaks a law ends with status 1, and people read which law and how."""
    result = check(registry, "mute")

    lines = result.stdout.splitlines()
    broken = next(
        number for number, line in enumerate(lines) if line.split() == ["failed", "speech_is_audible"]
    )
    assert result.exit_code == 1
    assert "Words make sound." in lines[broken + 1]
    assert lines[broken + 2].strip()
    assert " failed" in lines[-1]
    assert max(map(len, lines)) <= 80


def test_failures_are_said_again_at_the_end(registry: Registry) -> None:
    """What failed stands at the end once more, where it can be seen without scrolling."""
    lines = check(registry, "mute").stdout.splitlines()

    failed = [line.split()[1] for line in lines if line.startswith("failed")]

    half = len(failed) // 2
    assert half
    assert failed[:half] == failed[half:]


def test_only_those_asked_for_are_checked(registry: Registry) -> None:
    """--only takes the names of checks and of their tests, and patterns, and refuses what there is not."""
    asked = ("--only", "*speed*", "--only", "test_model_loads", "--json")
    told = json.loads(check(registry, "echo", *asked).stdout)
    wrong = check(registry, "echo", "--only", "model_lodes")

    names = [each["name"] for each in told["checks"]]
    assert "model_loads" in names
    assert "speed_scales_the_length" in names
    assert all("speed" in name for name in names if name != "model_loads")
    assert wrong.exit_code == 2
    assert "did you mean 'model_loads'" in wrong.stderr


def test_quick_leaves_out_the_slow_and_says_so(registry: Registry) -> None:
    """--quick leaves out what speaks much, and the last line says that it did."""
    result = check(registry, "echo", "--quick")

    assert result.exit_code == 0
    assert "limit_is_real" not in result.stdout
    assert "speech_is_audible" in result.stdout
    assert "--quick left out" in result.stdout.splitlines()[-1]


def test_a_model_in_the_making_is_found(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """module:attribute names a Model that is not packaged yet, in the current folder too."""
    (tmp_path / "my_unpackaged_plugin.py").write_text(PLUGIN, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [each for each in sys.path if each])

    result = check(registry, "my_unpackaged_plugin:model", "--json")

    assert json.loads(result.stdout)["model"] == "mine"
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ecoh", "did you mean 'echo'"),
        ("no_such_module:model", "cannot import 'no_such_module'"),
        ("json:nothing", "'json' has no 'nothing'"),
        ("json:dumps", "no tts_core.Model"),
        ("some:/folder", "no model 'some:/folder'"),
    ],
)
def test_what_is_no_model_is_refused(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    """What names no model ends with status 2 and one sentence."""
    monkeypatch.setattr(sys, "path", list(sys.path))

    result = check(registry, name)

    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
