"""Help that teaches: its examples are right, and it can be read."""

from __future__ import annotations

import itertools
import shlex
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from tts_core import Registry
from tts_core.cli import Commands, Teaching
from tts_core.cli.group import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path


def context() -> click.Context:
    group = Commands(Registry())
    return click.Context(group, info_name="tts-core", obj=Registry())


def taught(name: str) -> Teaching:
    command = Commands(Registry()).get_command(context(), name)
    assert isinstance(command, Teaching)
    return command


def examples() -> list[str]:
    lines = [example.line for example in Commands(Registry()).examples]
    return lines + [example.line for name in BUILT_IN for example in taught(name).examples]


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_command_teaches_by_example(name: str) -> None:
    """The help of each of our commands ends with examples, none wrapped, all within 80 columns."""
    shown = CliRunner().invoke(Commands(Registry()), [name, "--help"]).stdout

    assert len(taught(name).examples) >= 2
    assert "Examples:" in shown
    assert all(example.line in shown for example in taught(name).examples)
    assert max(len(line) for line in shown.splitlines()) <= 80


@pytest.mark.parametrize("line", examples())
def test_every_example_can_be_typed(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example, up to where what it writes goes to, is a command line that we understand."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "letter.txt",
        "book.txt",
        "book.epub",
        "book.md",
        "book.m4b",
        "texts.jsonl",
        "texts.csv",
        "hello.mp3",
    ):
        (tmp_path / name).touch()
    words = shlex.split(line)
    words = words[words.index("tts-core") + 1 :]
    words = list(itertools.takewhile(lambda word: word not in ("|", ">>"), words))
    name, *rest = words

    with taught(name).make_context(name, rest) as made:
        assert made.params
