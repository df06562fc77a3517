"""`tts-core book`, run as click runs it and as a process that is killed."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import soundfile
from click.testing import CliRunner, Result

from tts_core import Audio, Registry
from tts_core.cli import Commands
from tts_core.encoding import read_tags
from tts_core.testing import decode, echo_model

if TYPE_CHECKING:
    from pathlib import Path

TALE = "Chapter One\n\nIt was night.\n\nChapter Two\n\nMorning came.\n"

HOST = """
import signal, sys
from tts_core import Registry
from tts_core.cli import main
from tts_core.testing import Gate, echo_model

signal.signal(signal.SIGINT, signal.default_int_handler)

class Announced(Gate):
    def hold(self, cancel=None):
        print("speaking", file=sys.stderr, flush=True)
        super().hold(cancel)

gate = Announced()
gate.let(2)
main(registry=Registry([echo_model(listed=True, gate=gate)]))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a folder with a book in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tale.txt").write_text(TALE, "utf-8")
    return tmp_path


def book(*args: str) -> Result:
    return CliRunner().invoke(Commands(Registry([echo_model(listed=True)])), ["book", *args])


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def heard(file: Path) -> str:
    samples, rate = soundfile.read(file, dtype="float32")
    return " ".join(each.text for each in decode(Audio(samples, rate)))


def test_a_book_is_written_with_all_that_was_asked_for(folder: Path) -> None:
    """Sound, captions and page are there, and the JSON names them."""
    result = book("tale.txt", "-o", "tale.mp3", "--srt", "--vtt", "--read-along", "--title", "Tale", "--json")

    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["files"] == ["tale.mp3", "tale.srt", "tale.vtt", "tale.html"]
    assert [each["title"] for each in told["chapters"]] == ["Chapter One", "Chapter Two"]
    assert (told["spoken"], told["pieces"], told["warnings"]) == (4, 4, [])
    assert heard(folder / "tale.mp3").split() == TALE.split()
    assert read_tags(folder / "tale.mp3").title == "Tale"


def test_people_are_told_in_a_sentence() -> None:
    """Without --json standard output stays empty, and standard error says what was made."""
    result = book("tale.txt", "-o", "tale.mp3")

    assert result.stdout == ""
    assert result.stderr.startswith("Wrote tale.mp3: 2 chapters, 0:00:0")
    assert result.stderr.endswith("spoke 4 of 4 pieces.\n")


def test_a_check_costs_nothing(folder: Path) -> None:
    """--check names what would be spoken, in words and in JSON, and writes nothing."""
    said = book("tale.txt", "-o", "tale.mp3", "--check")
    told = json.loads(book("tale.txt", "-o", "tale.mp3", "--check", "--json").stdout)

    assert said.stdout.startswith("4 of 4 pieces would be spoken.")
    assert "It was night." in said.stdout
    assert (told["missing"], told["pieces"]) == (4, 4)
    assert told["chapters"][1] == {
        "number": 2,
        "title": "Chapter Two",
        "missing": [{"text": "Chapter Two", "span": [0, 13]}, {"text": "Morning came.", "span": [13, 26]}],
    }
    assert names(folder) == ["tale.txt"]


def test_split_makes_a_folder(folder: Path) -> None:
    """--split writes a file per chapter in the format that was named."""
    result = book("tale.txt", "-o", "out", "--split", "--format", "flac")

    assert result.exit_code == 0, result.stderr
    assert names(folder / "out") == ["01 - Chapter One.flac", "02 - Chapter Two.flac"]


def test_the_bitrate_can_be_chosen(folder: Path) -> None:
    """--bitrate reaches the encoder, and is refused where a format has none."""
    for rate in ("32", "64"):
        assert book("tale.txt", "-o", f"{rate}.mp3", "--bitrate", rate).exit_code == 0
    refused = book("tale.txt", "-o", "a.wav", "--bitrate", "64")

    assert (folder / "64.mp3").stat().st_size > 1.8 * (folder / "32.mp3").stat().st_size
    assert refused.exit_code == 2
    assert "has no option 'bitrate'" in refused.stderr


def test_chapters_may_have_their_own_voices(folder: Path) -> None:
    """--chapter-voice takes a chapter or several."""
    result = book("tale.txt", "-o", "tale.flac", "--chapter-voice", "1-2=bob", "-s", "2")

    assert result.exit_code == 0, result.stderr
    samples, rate = soundfile.read(folder / "tale.flac", dtype="float32")
    assert {(each.voice, each.speed) for each in decode(Audio(samples, rate))} == {("bob", 2.0)}


@pytest.mark.parametrize("given", ["2", "x=bob", "2-1=bob", "1-=bob", "1="])
def test_a_chapter_voice_that_says_nothing_is_refused(given: str) -> None:
    """What is no NUMBER=VOICE is a mistake of the command line."""
    result = book("tale.txt", "-o", "tale.mp3", "--chapter-voice", given)

    assert result.exit_code == 2
    assert "must be NUMBER=VOICE" in result.stderr


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["gone.txt", "-o", "a.mp3"], 2, "File 'gone.txt' does not exist"),
        (["tale.txt", "-o", "a.mp3", "--format", "opus"], 2, "call the file 'a.opus'"),
        (["tale.txt", "-o", "a.xyz"], 2, "no format for the extension"),
        (["tale.txt", "-o", "no/a.mp3"], 1, "there is no folder"),
        (["tale.txt"], 2, "--output"),
        (["tale.txt", "-o", "a.mp3", "-v", "nobody"], 2, "no voice 'nobody'"),
        (["tale.txt", "-o", "a.mp3", "--chapter-voice", "9=bob"], 2, "there is no chapter 9"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder: Path, args: list[str], status: int, why: str) -> None:
    """A mistake ends in one sentence and a status, and leaves nothing behind."""
    result = book(*args)

    assert result.exit_code == status
    assert why in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert names(folder) == ["tale.txt"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_killed_book_goes_on_where_it_was(folder: Path, how: signal.Signals) -> None:
    """However the process ends, there is no half file, and the next run speaks only the rest."""
    command = [sys.executable, "-c", HOST, "book", "tale.txt", "-o", "tale.mp3"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for _ in range(3):
            assert process.stderr.readline() == "speaking\n"
        process.send_signal(how)
        process.stderr.read()
    assert process.returncode == (130 if how == signal.SIGINT else process.returncode) != 0
    assert names(folder) == ["tale.mp3.pieces", "tale.txt"]

    told = json.loads(book("tale.txt", "-o", "tale.mp3", "--json").stdout)
    whole = book("tale.txt", "-o", "whole.mp3", "--title", "tale")

    assert whole.exit_code == 0
    assert (told["spoken"], told["damaged"]) == (2, 0)
    assert (folder / "tale.mp3").read_bytes() == (folder / "whole.mp3").read_bytes()


def test_a_terminal_shows_how_long_it_will_take() -> None:
    """On a terminal a bar with the time left runs along; nothing of it stays."""
    main_side, terminal = pty.openpty()
    code = HOST.replace("gate.let(2)", "gate.open()").replace(
        'print("speaking", file=sys.stderr, flush=True)', "pass"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "book", "tale.txt", "-o", "tale.mp3"],
        stderr=terminal,
        check=False,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            data = os.read(main_side, 65536)
        except OSError:  # Linux says so when the other side is closed.
            break
        if not data:
            break
        shown += data
    os.close(main_side)

    assert done.returncode == 0
    assert b"Speaking" in shown
    assert b"Writing" in shown
    assert b"Wrote tale.mp3" in shown
