"""Plugins found as they are really installed: as distributions with entry points on the path."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import Budget, LoadOptions, ModelUnavailable, Registry, UnknownModel
from tts_core.plugins import Plugins
from tts_core.testing import echo_model

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
        ("import sys\nsys.exit(3)", "import", "SystemExit: 3"),
        ("raise KeyboardInterrupt", "import", "KeyboardInterrupt"),
        ("class Odd(BaseException): pass\nraise Odd('neither')", "import", "Odd: neither"),
        ("raise type('Mute', (Exception,), {'__str__': lambda self: 1 / 0})", "import", "Mute"),
        (
            "from tts_core import hookimpl\n@hookimpl\ndef tts_models():\n    raise SystemExit(3)\n",
            "models",
            "SystemExit",
        ),
        (
            "from tts_core import hookimpl\n@hookimpl\ndef tts_models():\n    return None\n",
            "models",
            "NoneType",
        ),
        (
            "def __getattr__(name):\n    raise RuntimeError('no ' + name)\n",
            "api",
            "no tts_core_api",
        ),
        ("class Odd:\n    def __str__(self): 1 / 0\ntts_core_api = Odd()\n", "api", "ZeroDivisionError"),
        (
            "from tts_core import Model, hookimpl\n@hookimpl\ndef tts_models():\n"
            "    return [Model(None, print)]\n",
            "models",
            "must be a ModelCard",
        ),
        (
            "from types import SimpleNamespace\nfrom tts_core import Model, hookimpl\n@hookimpl\n"
            "def tts_models():\n    return [Model(SimpleNamespace(id='odd', rank=99, listed=True), print)]\n",
            "models",
            "must be a ModelCard",
        ),
        (GOOD.format(id="odd").replace("8000)", "8000, rank='best')"), "models", "rank must be int"),
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
    assert {"swift", "able"} <= {card.id for card in tts_core.models(registry=registry)}
    assert tts_core.voices("able", registry=registry) == []
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


SPEAKS = """
from tts_core import Model, ModelCard, Voice, hookimpl
from tts_core.testing import echo_model

@hookimpl
def tts_models():
    echo = echo_model("able")
    return [Model(ModelCard(id="able", sample_rate=24000, voices=(Voice(id="anna"),)), echo.load)]
"""

LISTS = """
import sys
from tts_core import Model, ModelCard, Voice, hookimpl

def listing():
    {body}

@hookimpl
def tts_models():
    return [Model(ModelCard(id="bad", sample_rate=8000, rank=99, voices=listing), print)]
"""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("raise KeyError('boom')", "KeyError: 'boom'"),
        ("sys.exit()", "SystemExit"),
        ("return None", "NoneType"),
        ("return ['anna']", "no tts_core.Voice"),
        ("return [Voice(id=5)]", "id must be str"),
    ],
)
def test_voices_that_cannot_be_listed_hide_no_other(
    install: Install, caplog: pytest.LogCaptureFixture, body: str, says: str
) -> None:
    """A model that fails to list its voices is an error for who asks for them; all others are listed."""
    install("tts-bad", LISTS.format(body=body))
    install("tts-able", SPEAKS)
    registry = Registry.installed()

    with pytest.raises(ModelUnavailable, match="'bad'") as caught:
        tts_core.voices("bad", registry=registry)

    assert says in str(caught.value)
    assert caught.value.fix == "pip install -U tts-bad"
    assert "anna" in {voice.id for voice in tts_core.voices(registry=registry)}
    assert "'bad'" in caplog.text


@pytest.mark.parametrize("body", ["1 / 0", "raise SystemExit(3)", "raise KeyboardInterrupt"])
def test_a_model_that_cannot_tell_whether_it_is_here_is_taken_for_absent(
    install: Install, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    """A `present` that raises costs nobody the default model, and the log names who failed, once."""
    monkeypatch.delenv("TTS_CORE_MODEL", raising=False)
    install(
        "tts-bad",
        f"""
        from tts_core import Model, ModelCard, hookimpl

        def present(options):
            {body}

        @hookimpl
        def tts_models():
            return [Model(ModelCard(id="bad", sample_rate=8000, rank=99), print, present=present)]
        """,
    )
    install("tts-able", SPEAKS)
    registry = Registry.installed()

    assert registry.model().card.id != "bad"
    assert registry.model().card.id != "bad"
    assert not registry.is_here(registry.model("bad"))
    assert [record.args for record in caplog.records].count(caplog.records[0].args) == 1
    assert "'bad'" in caplog.text


def test_a_model_that_cannot_be_closed_harms_no_other(caplog: pytest.LogCaptureFixture) -> None:
    """A synthesizer whose `close` raises is named in the log, and whoever needs its room gets it."""
    echo = echo_model("echo")

    class Stuck:
        def __init__(self) -> None:
            self.speak = echo.load(LoadOptions()).speak

        def close(self) -> None:
            raise SystemExit("stuck")

    stuck = dataclasses.replace(echo, card=dataclasses.replace(echo.card, id="stuck"))
    stuck = dataclasses.replace(stuck, load=lambda options: Stuck())
    registry = Registry([echo, stuck], budget=Budget(models=1))
    tts_core.synthesize("Hello.", model="stuck", registry=registry)

    speech = tts_core.synthesize("Hello.", model="echo", registry=registry)

    assert speech.words
    assert registry.loaded() == ["echo"]
    assert "'stuck' was not closed" in caplog.text
    registry.close()


@pytest.mark.parametrize(
    ("load", "says"),
    [(lambda options: None, "no speak"), (lambda options: sys.exit(3), "SystemExit: 3")],
)
def test_a_load_that_brings_nothing_says_so(load: Callable[[object], None], says: str) -> None:
    """A `load` that returns no synthesizer, or leaves, is ModelUnavailable, and nobody waits for ever."""
    model = tts_core.Model(tts_core.ModelCard(id="empty", sample_rate=8000), load)  # type: ignore[arg-type]

    with pytest.raises(ModelUnavailable, match=says):
        tts_core.synthesize("Hello.", model="empty", registry=Registry([model]))


def test_a_report_that_is_no_report_is_an_error_of_its_model() -> None:
    """A `report` that returns rubbish fails the load, and nobody waits for ever."""

    class Odd:
        def report(self) -> int:
            return 5

        def speak(self, utterance: object) -> None: ...

        def close(self) -> None: ...

    card = tts_core.ModelCard(id="odd", sample_rate=8000)
    model = tts_core.Model(card, lambda options: Odd())  # type: ignore[arg-type, return-value]

    with pytest.raises(ModelUnavailable, match="failed to load"):
        tts_core.synthesize("Hello.", model="odd", registry=Registry([model]))


def test_an_import_that_hangs_is_named_and_can_be_interrupted(install: Install, tmp_path: Path) -> None:
    """Whoever waits for a plugin is told for which, and Ctrl-C ends the waiting as it ends everything."""
    install("tts-slow", "import sys\nsys.stdin.read()")
    code = """
        import signal, sys
        signal.signal(signal.SIGINT, signal.default_int_handler)  # A shell may have had it ignored.
        import tts_core.plugins
        tts_core.plugins.PATIENCE = 0.0
        from tts_core.cli import main
        main(["plugins"])
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
    ) as waiting:
        assert waiting.stderr is not None
        told = next(line for line in waiting.stderr if "slow" in line)
        waiting.send_signal(signal.SIGINT)
        waiting.stderr.read()

    assert "still waiting for plugin 'slow' (tts-slow 1.2)" in told
    assert waiting.returncode == 130
