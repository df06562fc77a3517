"""Plugins on the command line: shown with what is wrong, and free to add commands."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from tts_core import Registry
from tts_core.cli import Commands

if TYPE_CHECKING:
    from pathlib import Path

    from tts_core.plugins import Plugins

Install = Callable[[str, str], None]

MODEL = """
from tts_core import Model, ModelCard, hookimpl

@hookimpl
def tts_models():
    return [Model(ModelCard(id="{id}", sample_rate=8000), lambda options: None)]
"""

COMMAND = """
import click
from tts_core import hookimpl

@hookimpl
def tts_commands(group):
    @group.command("{name}")
    @click.pass_obj
    def added(registry):
        "Do what only this plugin can do."
        click.echo(" ".join(model.card.id for model in registry.models()))
"""

BREAKS = """
from tts_core import hookimpl

@hookimpl
def tts_commands(group):
    raise RuntimeError("no commands today")
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a one-module distribution that announces itself as a plugin."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)

    def installed(name: str, source: str) -> None:
        module = name.replace("-", "_")
        (tmp_path / f"{module}.py").write_text(textwrap.dedent(source), "utf-8")
        info = tmp_path / f"{module}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n", "utf-8")
        (info / "entry_points.txt").write_text(
            f"[tts_core]\n{name.removeprefix('tts-')} = {module}\n", "utf-8"
        )

    yield installed

    for name in set(sys.modules) - before:
        if name.startswith("tts_") and not name.startswith("tts_core"):
            del sys.modules[name]


def run(*args: str, registry: Registry | None = None) -> Result:
    return CliRunner().invoke(Commands(registry or Registry.installed()), args)


def plugins() -> Any:
    return json.loads(run("plugins", "--json").stdout)


def test_working_plugins_are_listed_with_their_models(install: Install) -> None:
    """An installed plugin is shown with its distribution, version and models."""
    install("tts-swift", MODEL.format(id="swift-1"))

    [swift] = [each for each in plugins()["working"] if each["plugin"] == "swift"]

    assert swift == {
        "plugin": "swift",
        "distribution": "tts-swift",
        "version": "1.2",
        "models": ["swift-1"],
        "effects": [],
    }
    assert "tts-swift 1.2" in run("plugins").stdout


def test_a_broken_plugin_says_why_and_what_to_do(install: Install) -> None:
    """A broken plugin is shown with its error and the way to mend it, and `models` points there."""
    install("tts-swift", MODEL.format(id="swift-1"))
    install("tts-heavy", "raise ImportError('libheavy.so is missing')")

    [broken] = plugins()["broken"]
    shown = run("plugins").stdout

    assert (broken["plugin"], broken["phase"]) == ("heavy", "import")
    assert "libheavy.so" in broken["error"]
    assert "pip install" in broken["fix"]
    assert "libheavy.so" in shown
    assert broken["fix"] in shown
    assert "tts-core plugins" in run("models").stderr
    assert "swift-1" in run("models").stdout


def test_two_of_one_name_are_shown(install: Install) -> None:
    """A name that two plugins claim is shown with both of them."""
    install("tts-one", MODEL.format(id="same"))
    install("tts-two", MODEL.format(id="same"))

    [clash] = plugins()["clashes"]

    assert clash["model"] == "same"
    assert clash["distributions"] == ["tts-one", "tts-two"]
    assert "tts-one and tts-two" in run("plugins").stdout


def test_a_plugin_adds_a_command(install: Install) -> None:
    """A plugin's command is in the help and gets the registry as click's object."""
    install("tts-swift", MODEL.format(id="swift-1"))
    install("tts-extra", COMMAND.format(name="extra"))

    assert "Do what only this plugin can do." in run("--help").stdout
    assert "swift-1" in run("extra").stdout


def test_a_plugin_that_breaks_while_adding_commands_is_alone(install: Install) -> None:
    """It is shown as broken, and every other command is there."""
    install("tts-aaa", BREAKS)
    install("tts-extra", COMMAND.format(name="extra"))

    [broken] = plugins()["broken"]

    assert (broken["plugin"], broken["phase"]) == ("aaa", "commands")
    assert run("extra").exit_code == 0
    assert run("models").exit_code == 0
    assert run("--help").exit_code == 0


@pytest.mark.parametrize("name", ["say", "extra"])
def test_a_taken_command_is_refused(install: Install, name: str) -> None:
    """A plugin can replace neither our commands nor another plugin's: it is shown as broken."""
    install("tts-extra", COMMAND.format(name="extra"))
    install("tts-thief", COMMAND.format(name=name))

    [broken] = plugins()["broken"]

    assert broken["plugin"] == "thief"
    assert f"'{name}' is already there" in broken["error"]
    assert "Speak TEXT" in run("say", "--help").stdout


def test_plugins_are_not_asked_for_commands_in_vain(install: Install) -> None:
    """Our own commands run without a plugin's hook for commands being called."""
    install("tts-aaa", BREAKS)
    registry = Registry.installed()

    assert run("models", registry=registry).exit_code == 0
    assert not registry.catalog.problems


def test_help_of_a_command_finds_no_plugin() -> None:
    """The help of one of our commands does not even look for plugins."""

    def never() -> Plugins:
        raise AssertionError("plugins were looked for")

    assert run("say", "--help", registry=Registry(discover=never)).exit_code == 0


def test_no_plugin_is_a_hint() -> None:
    """Where no plugin is installed, people are told how to get one."""
    assert "pip install" in run("plugins", registry=Registry()).stderr


def test_keys_are_documented(install: Install) -> None:
    """Every key of the JSON is named in the help, those within the lists too."""
    install("tts-one", MODEL.format(id="same"))
    install("tts-two", MODEL.format(id="same"))
    install("tts-heavy", "raise ImportError('libheavy.so is missing')")
    told = run("plugins", "--help").stdout

    answer = plugins()

    assert all(key in told for key in answer)
    assert all(key in told for part in answer.values() for key in part[0])


def test_a_misspelt_command_is_answered_with_the_near_one() -> None:
    """An unknown command ends with status 2 and one line that names the nearest."""
    result = run("sya", registry=Registry())

    assert result.exit_code == 2
    assert "did you mean 'say'" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_no_command_is_answered_with_the_help() -> None:
    """Without a command the help is on standard error, with status 2."""
    result = run(registry=Registry())

    assert result.exit_code == 2
    assert "Examples:" in result.stderr
    assert not result.stdout
