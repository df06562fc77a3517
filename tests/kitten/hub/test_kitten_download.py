from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tts_core import LoadOptions
from tts_kitten.command import download
from tts_kitten.source import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kitten.hub.conftest import Hub

REFERENCE = "kitten:somebody/tones"


def environment(hub: Hub, home: Path) -> dict[str, str]:
    """The environment of a program that knows no other hub than ours."""
    return {**os.environ, "HF_ENDPOINT": hub.endpoint, "HF_HOME": str(home), "HF_HUB_DISABLE_XET": "1"}


def tts_core(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the command `tts-core`."""
    command = [sys.executable, "-m", "tts_core", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_command_downloads_and_speaks(hub: Hub, tmp_path: Path) -> None:
    """`tts-core download` brings a model here; then `tts-core say` speaks with it, without the hub."""
    env = environment(hub, tmp_path)

    brought = tts_core("download", REFERENCE, env=env)
    assert (brought.returncode, brought.stderr) == (0, "")
    assert "whole and verified" in brought.stdout
    asked = len(hub.asked)
    said = tts_core("say", "--model", REFERENCE, "-o", str(tmp_path / "said.wav"), "hello world.", env=env)

    assert said.returncode == 0, said.stderr
    assert (tmp_path / "said.wav").stat().st_size > 20_000
    assert len(hub.asked) == asked


def test_progress_is_shown_to_who_watches(hub: Hub, tmp_path: Path) -> None:
    """On a terminal, every file that comes has a bar with its name."""
    env = environment(hub, tmp_path) | {"FORCE_COLOR": "1"}

    brought = tts_core("download", REFERENCE, env=env)

    assert brought.returncode == 0
    assert all(name in brought.stderr for name in hub.files)


def test_offline_command_says_what_is_missing(hub: Hub, tmp_path: Path) -> None:
    """Offline, `tts-core say` says exactly what is missing and how to get it, without a traceback."""
    env = environment(hub, tmp_path) | {"HF_HUB_OFFLINE": "1"}

    said = tts_core("say", "--model", "kitten-nano", "-o", str(tmp_path / "said.wav"), "hello", env=env)

    assert said.returncode != 0
    assert "'config.json' of KittenML/kitten-tts-nano-0.8-fp32 is not here" in said.stderr
    assert "tts-core download kitten-nano" in said.stderr
    assert "Traceback" not in said.stderr
    assert not hub.asked


def test_killed_download_leaves_nothing_that_loads(hub: Hub, tmp_path: Path) -> None:
    """A download that is killed half way leaves no model; the next one finishes it."""
    options = LoadOptions(cache_dir=tmp_path / "hub")
    source = Repository("somebody/tones")
    env = environment(hub, tmp_path)
    hub.halfway = "tones.onnx"
    command = [sys.executable, "-m", "tts_core", "download", REFERENCE]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        assert hub.reached.wait(60)
        running.kill()
    hub.pause.set()

    assert source.find(options) is None
    assert tts_core("download", REFERENCE, env=env).returncode == 0
    assert source.find(options) is not None


@pytest.mark.parametrize("force", [False, True])
def test_force_mends_what_is_wrong(hub: Hub, tmp_path: Path, force: bool) -> None:
    """What went bad in the cache is told, and with --force brought again; only that."""
    options = LoadOptions(cache_dir=tmp_path)
    source = hub.repository(pinned=False)
    folder = source.fetch(options, "tones")
    (folder / "voices.npz").resolve().write_bytes(b"rotten")
    hub.asked.clear()

    env = environment(hub, tmp_path)
    arguments = ["download", REFERENCE, "--cache-dir", str(tmp_path), *(["--force"] if force else [])]
    done = tts_core(*arguments, env=env)

    assert (done.returncode == 0) == force, done.stderr
    assert ("voices.npz is not what it should be" in done.stderr) == (not force)
    assert {name for name in hub.files if any(name in asked for asked in hub.asked)} == (
        {"voices.npz"} if force else set()
    )


def test_others_are_refused() -> None:
    """A name that is no KittenTTS model is answered with those that there are."""
    result = CliRunner().invoke(download, ["espeak"])

    assert result.exit_code == 1
    assert "'espeak' is no KittenTTS model. There are kitten-nano," in result.output
