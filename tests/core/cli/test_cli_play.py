"""`tts-core say --play`, `voices --play` and `devices`, on the device that plays into nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import tts_core
from tts_core import Registry
from tts_core.cli import Commands
from tts_core.playback import device as devices
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def registry() -> Registry:
    return Registry([echo_model(listed=True)])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(registry: Registry, *args: str) -> Result:
    return CliRunner().invoke(Commands(registry), args)


def test_what_is_played_is_no_file(registry: Registry, folder: Path) -> None:
    """--play says who was heard, and leaves no file behind."""
    result = run(registry, "say", "Hello.", "--play", "--output-device", "null")

    assert result.exit_code == 0, result.stderr
    assert result.stderr.startswith("Played: ")
    assert "echo, voice ada" in result.stderr
    assert not list(folder.iterdir())


def test_what_is_played_may_be_written_too(registry: Registry, folder: Path) -> None:
    """With -o the file is what it is without --play, of the stream; captions are written beside it."""
    asked = ["say", "Hello world.", "-o", "a.wav", "--srt", "a.srt"]

    result = run(registry, *asked, "--play", "--output-device", "null")
    played = (folder / "a.wav").read_bytes(), (folder / "a.srt").read_bytes()
    run(registry, *asked)

    assert result.exit_code == 0, result.stderr
    assert played == ((folder / "a.wav").read_bytes(), (folder / "a.srt").read_bytes())


def test_without_a_device_nothing_is_spoken(
    registry: Registry, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no device the command fails, says what to do, and leaves no file."""
    library = devices._miniaudio()
    monkeypatch.setattr(library, "get_enabled_backends", lambda: {library.Backend.NULL, library.Backend.JACK})

    result = run(registry, "say", "Hello.", "--play", "-o", "a.wav")

    assert result.exit_code == 1
    assert "no sound device" in result.stderr
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["say", "Hello.", "--play", "--format", "mp3"], "--format is for a file"),
        (["say", "Hello.", "--play", "--receipt"], "--receipt is for a file"),
        (["say", "Hello.", "--output-device", "null"], "is for --play"),
        (["voices", "--play", "--json"], "ask for one"),
    ],
)
def test_what_nothing_could_come_of_is_refused(registry: Registry, args: list[str], says: str) -> None:
    """Options that would have no effect are refused, not ignored."""
    result = run(registry, *args)

    assert result.exit_code == 2
    assert says in result.stderr


def test_the_answer_in_json_says_that_no_file_was_written(registry: Registry) -> None:
    """With --json, what was only played has no output and no format."""
    told = json.loads(run(registry, "say", "Hi.", "--play", "--output-device", "null", "--json").stdout)

    assert told["output"] is told["format"] is None
    assert told["seconds"] == pytest.approx(tts_core.synthesize("Hi.", registry=registry).duration, abs=0.001)


def test_every_voice_introduces_itself(registry: Registry) -> None:
    """`voices --play` names each voice that is asked for and plays it; one that fails silences no other."""
    broken = echo_model("broken", listed=True, fail_on="Ada")
    both = Registry([*registry.models(), broken])

    result = run(both, "voices", "--language", "en", "--play", "--output-device", "null")

    assert result.stdout.splitlines() == [
        "broken  ada  en-US",
        "broken  bob  en-GB",
        "echo  ada  en-US",
        "echo  bob  en-GB",
    ]
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_the_devices_are_listed(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """`devices` names what --output-device takes; where there is none, it says so."""
    monkeypatch.setattr("tts_core.playback.output_devices", lambda: ["Desk", "Headset"])

    assert run(registry, "devices").stdout.split() == ["Desk", "Headset"]
    assert json.loads(run(registry, "devices", "--json").stdout) == ["Desk", "Headset"]

    monkeypatch.setattr("tts_core.playback.output_devices", list)
    assert "no device" in run(registry, "devices").stderr


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal only there")
def test_ctrl_c_says_what_was_heard(tmp_path: Path) -> None:
    """Ctrl-C ends what is played with status 130, and says how far it was heard."""
    host = (
        "import signal, sys\n"
        "from tts_core import Registry\n"
        "from tts_core.cli import main\n"
        "from tts_core.testing import echo_model\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from tts_core.playback.player import Playback\n"
        "pulled = Playback._pulled\n"
        "def told(self, count):\n"
        "    if self._position > 24000 * 0.5:\n"
        "        print('heard', file=sys.stderr, flush=True)\n"
        "    return pulled(self, count)\n"
        "Playback._pulled = told\n"
        "main(registry=Registry([echo_model(listed=True)]))\n"
    )
    text = "Hello again. " * 100
    asked = [sys.executable, "-c", host, "say", text, "--play", "--output-device", "null"]
    with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "heard\n"
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()

    assert running.returncode == 130
    assert "Heard up to 'again'." in said or "Heard up to 'Hello'." in said
    assert said.endswith("Stopped.\n")
