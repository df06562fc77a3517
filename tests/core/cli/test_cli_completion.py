"""Completion, as a shell asks for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from tts_core import Registry
from tts_core.cli import Commands
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path


def completed(*words: str) -> list[str]:
    """Return what the last of *words* is completed to."""
    registry = Registry(
        [echo_model(listed=True), echo_model("other", listed=True, voices=(), default_voice=None)]
    )
    *before, incomplete = words
    asked = ShellComplete(Commands(registry), {}, "tts-core", "_TTS_CORE_COMPLETE")
    return [each.value for each in asked.get_completions(list(before), incomplete)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["inspe"], ["inspect"]),
        (["say", "-m", "e"], ["echo"]),
        (["models", "o"], ["other"]),
        (["download", "echo", "o"], ["other"]),
        (["say", "-v", "B"], ["bob"]),
        (["say", "-m", "other", "-v", ""], []),
        (["say", "-l", "de", "-v", ""], ["eva"]),
        (["say", "-m", "nobody", "-v", ""], []),
        (["say", "-m", "echo", "--option", ""], ["pitch="]),
        (["say", "-m", "nobody", "--option", ""], []),
        (["say", "--format", "o"], ["opus"]),
        (["say", "--thr"], ["--threads"]),
        (["completion", "z"], ["zsh"]),
    ],
)
def test_what_was_begun_is_completed(words: list[str], found: list[str]) -> None:
    """Commands, models, voices of the model and language on the line, options and formats are completed."""
    assert completed(*words) == found


def test_a_mistake_in_the_config_does_not_get_into_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell that completes is told nothing of other mistakes."""
    (tmp_path / "config.toml").write_text("voice = ", "utf-8")
    monkeypatch.setenv("TTS_CORE_CONFIG", str(tmp_path / "config.toml"))

    assert completed("say", "-v", "ad") == ["ada"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_lines_for_a_shell_are_clicks(shell: str) -> None:
    """`completion SHELL` writes what click has for it, for the program of our name."""
    written = CliRunner().invoke(Commands(Registry()), ["completion", shell]).stdout

    assert "_TTS_CORE_COMPLETE" in written
    assert "tts-core" in written


def test_bash_completes_with_what_it_is_given(tmp_path: Path) -> None:
    """A real bash that has read our lines asks us, and gets the answer."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    (tmp_path / "tts-core").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tts_core "$@"\n', "utf-8")
    (tmp_path / "tts-core").chmod(0o755)
    script = (
        f'PATH="{tmp_path}:$PATH"\neval "$(tts-core completion bash)"\n'
        "COMP_WORDS=(tts-core say -m ech); COMP_CWORD=3\n"
        '_tts_core_completion tts-core ech -m\necho "${COMPREPLY[@]}"\n'
        "COMP_WORDS=(tts-core inspe); COMP_CWORD=1\n"
        '_tts_core_completion tts-core inspe tts-core\necho "${COMPREPLY[@]}"\n'
    )

    done = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["inspect"]  # The echo model is not listed, and so is not named.
