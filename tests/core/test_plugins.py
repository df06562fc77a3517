"""Plugins found as they are really installed: as distributions with entry points on the path."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tts_core import ModelUnavailable, Registry, UnknownModel
from tts_core.plugins import Plugins

if TYPE_CHECKING:
    from pathlib import Path

Install = Callable[..., None]

GOOD = """
from tts_core import Model, ModelCard, hookimpl

@hookimpl
def tts_models():
    return [Model(ModelCard(id="{id}", sample_rate=8000), lambda options: None)]
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a one-module distribution that announces itself as a plugin."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)

    def installed(name: str, source: str, version: str = "1.2") -> None:
        module = name.replace("-", "_")
        (tmp_path / f"{module}.py").write_text(textwrap.dedent(source), "utf-8")
        info = tmp_path / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[tts_core]\n{name.split('-', 1)[-1]} = {module}\n", "utf-8")

    yield installed

    for name in set(sys.modules) - before:
        if name.startswith("tts_") and not name.startswith("tts_core"):
            del sys.modules[name]


def ids(registry: Registry) -> set[str]:
    return {model.card.id for model in registry.models()}


def test_a_plugin_is_there_once_installed(install: Install) -> None:
    """The models of an installed plugin are listed, with the distribution that brought them."""
    install("tts-swift", GOOD.format(id="swift"))

    card = Registry.installed().model("swift").card

    assert card.plugin == "tts-swift"


@pytest.mark.parametrize(
    ("source", "phase", "says"),
    [
        ("raise ImportError('libfoo.so.1 not found')", "import", "libfoo"),
        ("import no_such_library_anywhere", "import", "no_such_library_anywhere"),
        ("raise SystemError('odd')", "import", "odd"),
        (
            "from tts_core import hookimpl\n@hookimpl\ndef tts_models():\n    raise KeyError('boom')\n",
            "models",
            "boom",
        ),
        (
            "from tts_core import hookimpl\n@hookimpl\ndef tts_models():\n    yield 'not a model'\n",
            "models",
            "not a model",
        ),
        (
            "from tts_core import hookimpl\n@hookimpl\ndef tts_models(flavour):\n    return []\n",
            "register",
            "flavour",
        ),
        (
            "from tts_core import hookimpl\n@hookimpl\ndef tts_smells():\n    return []\n",
            "register",
            "tts_smells",
        ),
        ("tts_core_api = '9.0'\n" + GOOD.format(id="future"), "api", "9.0"),
        ("tts_core_api = '0.3'\n" + GOOD.format(id="past"), "api", "0.3"),
        ("tts_core_api = 'latest'\n" + GOOD.format(id="odd"), "api", "latest"),
    ],
)
def test_a_broken_plugin_silences_nobody_else(install: Install, source: str, phase: str, says: str) -> None:
    """Whatever is wrong with one plugin, all others work, and the problem says what and what to do."""
    install("tts-bad", source)
    install("tts-swift", GOOD.format(id="swift"))
    install("tts-able", GOOD.format(id="able"))

    registry = Registry.installed()
    problem = next(each for each in registry.catalog.problems if each.distribution == "tts-bad")

    assert {"swift", "able"} <= ids(registry)
    assert (problem.phase, problem.version) == (phase, "1.2")
    assert says in str(problem)
    assert problem.fix


def test_a_broken_plugin_is_an_error_for_who_asks_for_it(install: Install) -> None:
    """Asking for a broken plugin's model raises its own exception as the cause, with the fix."""
    install("tts-bad", "raise ImportError('libfoo.so.1 not found')")
    registry = Registry.installed()

    with pytest.raises(ModelUnavailable, match=r"tts-bad 1\.2.*libfoo") as caught:
        registry.model("bad-large")

    assert isinstance(caught.value.__cause__, ImportError)
    assert "pip install" in caught.value.fix
    with pytest.raises(UnknownModel):
        registry.model("unrelated")


def test_two_plugins_of_one_model_are_named(install: Install) -> None:
    """A model that two plugins bring is refused by the names of both, and the other models work."""
    install("tts-one", GOOD.format(id="twin"))
    install("tts-two", GOOD.format(id="twin"))
    install("tts-able", GOOD.format(id="able"))
    registry = Registry.installed()

    with pytest.raises(ModelUnavailable, match="tts-one and tts-two"):
        registry.model("twin")

    assert "able" in ids(registry)
    assert "twin" not in ids(registry)
    assert registry.catalog.clashes() == {"twin": ["tts-one", "tts-two"]}


def test_a_plugin_may_make_models_of_references(install: Install) -> None:
    """A name with a colon is offered to the plugins, and what they make of it is a model."""
    install(
        "tts-folder",
        """
        from tts_core import Model, ModelCard, hookimpl

        @hookimpl
        def tts_model(reference):
            if reference.startswith("folder:"):
                return Model(ModelCard(id=reference, sample_rate=8000), lambda options: None)
        """,
    )
    registry = Registry.installed()

    assert registry.model("folder:/voices/anna").card.plugin == "tts-folder"
    with pytest.raises(UnknownModel):
        registry.model("drawer:/voices/anna")


def test_a_plugin_that_breaks_over_a_reference_hides_no_other(install: Install) -> None:
    """A plugin that fails on a name is blamed only when no other plugin knows that name."""
    making = """
    from tts_core import Model, ModelCard, hookimpl

    @hookimpl
    def tts_model(reference):
        {body}
    """
    install("tts-bad", making.format(body="raise KeyError('odd name')"))
    install(
        "tts-good",
        making.format(
            body="return Model(ModelCard(id=reference, sample_rate=8000), lambda options: None)"
            " if reference.startswith('good:') else None"
        ),
    )
    registry = Registry.installed()

    assert registry.model("good:one").card.plugin == "tts-good"
    with pytest.raises(ModelUnavailable, match="tts-bad failed on that name") as caught:
        registry.model("other:one")
    assert isinstance(caught.value.__cause__, KeyError)


def test_a_plugin_that_breaks_while_adding_commands_is_left_out(install: Install) -> None:
    """Commands of a plugin that fails half way are taken back, and those of the others stay."""
    import click

    adding = """
    import click
    from tts_core import hookimpl

    @hookimpl
    def tts_commands(group):
        group.add_command(click.Command("{name}"))
        {then}
    """
    install("tts-bad", adding.format(name="bad", then="raise RuntimeError('half way')"))
    install("tts-good", adding.format(name="good", then="pass"))
    plugins = Plugins.installed()
    group = click.Group()

    plugins.add_commands(group)

    assert "good" in group.commands
    assert "bad" not in group.commands
    assert any(problem.phase == "commands" for problem in plugins.problems)
