"""`tts-core new-plugin`: what it writes is a plugin."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tts_core import Registry
from tts_core.cli import Commands

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, *arguments: str) -> Result:
    asked = ["new-plugin", *arguments, "--into", str(folder)]
    return CliRunner().invoke(Commands(Registry()), asked)


def test_what_it_writes_is_installed_and_passes_every_check(tmp_path: Path) -> None:
    """The package builds, is found as a plugin, and keeps every law before a line of it is changed."""
    told = json.loads(written(tmp_path, "my-voice", "--json").stdout)
    site = tmp_path / "site"
    pip = ["-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    built = subprocess.run(
        [sys.executable, *pip, "--target", str(site), told["folder"]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    paths = json.dumps([str(site), *sys.path])
    start = f"import sys; sys.path[:] = {paths}; from tts_core.cli import main; main()"

    checked = subprocess.run(
        [sys.executable, "-c", start, "check", "my-voice", "--json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
    outcomes = {each["name"]: each["outcome"] for each in json.loads(checked.stdout)["checks"]}
    assert outcomes["listing_imports_nothing_heavy"] == "passed"
    assert outcomes["timings_are_given"] == "passed"


def test_it_says_what_comes_next(tmp_path: Path) -> None:
    """People read which files there are and what to type next; every file named is there."""
    result = written(tmp_path, "zoe2")

    assert result.exit_code == 0
    assert "tts-core check tts_zoe2:model" in result.stdout
    for path in (tmp_path / "tts-zoe2").rglob("*.*"):
        assert path.is_dir() or path.name in result.stdout


@pytest.mark.parametrize("name", ["My-Voice", "my_voice", "1st", "a--b", "../up", ""])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    """A name that could be no distribution's is refused, and nothing is written."""
    result = written(tmp_path, name)

    assert result.exit_code == 2
    assert "small letters" in result.stderr
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that is there is left as it is."""
    written(tmp_path, "my-voice")
    mine = tmp_path / "tts-my-voice" / "README.md"
    mine.write_text("mine", "utf-8")

    result = written(tmp_path, "my-voice")

    assert result.exit_code == 2
    assert "already there" in result.stderr
    assert mine.read_text("utf-8") == "mine"
