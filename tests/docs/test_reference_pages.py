"""The reference pages are what the code says."""

from __future__ import annotations

import importlib.util
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import longform, testing

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_api_page_is_current(reference: ModuleType) -> None:
    """docs/api.md says what the docstrings say; `python docs/reference.py` writes it."""
    assert (DOCS / "api.md").read_text("utf-8") == reference.api()


def test_the_command_page_is_current(reference: ModuleType) -> None:
    """docs/cli.md says what the commands' help says; `python docs/reference.py` writes it."""
    assert (DOCS / "cli.md").read_text("utf-8") == reference.cli()


def test_every_public_name_is_there_documented_and_shown(reference: ModuleType) -> None:
    """Every name in `__all__` can be had, has a docstring, and stands in the API page."""
    page = (DOCS / "api.md").read_text("utf-8")
    for name in tts_core.__all__:
        value = getattr(tts_core, name)
        assert inspect.getdoc(value) or name in reference._CONSTANTS, name
        assert f"### {name}\n" in page, name


PUBLIC = {name: getattr(room, name) for room in (tts_core, testing, longform) for name in room.__all__}


def entry(name: str) -> str:
    """Return what the page says of one name."""
    page = (DOCS / "api.md").read_text("utf-8")
    return page.partition(f"\n### {name}\n")[2].partition("\n### ")[0]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_signature_is_there(name: str) -> None:
    """Each function, class and method is shown with every parameter, and with async where it is awaited."""
    value = PUBLIC[name]
    members = vars(value).items() if isinstance(value, type) else ()
    called = {f"- `{each}": held for each, held in members if inspect.isfunction(held) and each[0] != "_"}
    if inspect.isfunction(value):
        called[f"`{name}"] = value
    for begin, function in called.items():
        mark, _, shown = begin.rpartition("`")
        line = re.search(rf"^{mark}`(async |with )?{shown}\(.*$", entry(name), re.MULTILINE)
        assert line is not None, begin
        assert (line[1] == "async ") == inspect.iscoroutinefunction(function), line[0]
        for parameter in inspect.signature(function).parameters:
            assert parameter == "self" or parameter in line[0], line[0]


def test_a_coroutine_says_so() -> None:
    """Nobody forgets to await what must be: the page tells it of methods too."""
    assert "`async cancel() -> Delivered`" in entry("AsyncSpeechStream")
    assert "`cancel() -> Delivered`" in entry("SpeechStream")
    assert "`with lease(name=None, options=None) -> Synthesizer`" in entry("Registry")
    assert "`async asynthesize(" in entry("asynthesize")
    assert "`Sample(audio, text=None, consent='')`" in entry("Sample")


def test_the_public_names_are_sorted_and_fetched_lazily() -> None:
    """`__all__` is sorted as ruff sorts it and names exactly what the lazy table fetches."""
    assert set(tts_core.__all__) == set(tts_core._HOME)
    assert set(tts_core.__all__) <= set(dir(tts_core))


def test_every_command_teaches_by_example() -> None:
    """The help of every command, of the plugins too, ends with lines that can be typed."""
    _, *commands = (DOCS / "cli.md").read_text("utf-8").split("\n## ")
    assert len(commands) > 10
    for page in commands:
        name = page.partition("\n")[0]
        _, examples = page.split("Examples:")
        assert f"  tts-core {name} " in examples or f"| tts-core {name}" in examples, name


def test_where_to_change_what_is_there() -> None:
    """Every place that the page of the architecture sends its reader to is there, and there are thirty."""
    page = (DOCS.parent / "docs" / "architecture.md").read_text("utf-8")
    table = page.partition("## Where do I change what")[2].partition("\n## ")[0]
    places = re.findall(r"\| `(tts_[^`]+)` \|", table)

    assert len(places) >= 30
    assert not [place for place in places if not (DOCS.parent / "src" / place).is_file()]


def test_the_laws_name_their_tests() -> None:
    """Every test file that the table of laws names is there."""
    page = (DOCS.parent / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"`(?:tests/\S*/)?(test_\w+\.py)`", page.partition("## The laws")[2])
    there = {path.name for path in (DOCS.parent / "tests").rglob("test_*.py")}

    assert named
    assert not set(named) - there
