"""`tts-core batch`, run as click runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tts_core import Registry
from tts_core.cli import Commands
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a folder with two batches in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.jsonl").write_text('{"text": "One."}\n{"id": "b", "text": "Two."}\n', "utf-8")
    (tmp_path / "bad.csv").write_text("id,text\na,One.\nb,...\nc,Three.\n", "utf-8")
    return tmp_path


def batch(*args: str) -> Result:
    return CliRunner().invoke(Commands(Registry([echo_model(listed=True)])), ["batch", *args])


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_batch_that_succeeds(folder: Path) -> None:
    """Every text has its file, the status is 0, and a second run keeps all."""
    first = batch("good.jsonl", "-o", "out")
    second = batch("good.jsonl", "-o", "out")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert names(folder / "out") == ["00001.mp3", "b.mp3", "manifest.jsonl"]
    assert first.stdout == ""
    assert first.stderr.startswith("2 done, 0 kept, 0 failed; ")
    assert second.stderr.startswith("0 done, 2 kept, 0 failed; ")


def test_a_batch_with_failures_ends_in_1(folder: Path) -> None:
    """What failed is named, the rest is made, and the status says that not all is well."""
    said = batch("bad.csv", "-o", "out", "--format", "opus")
    told = batch("bad.csv", "-o", "out", "--format", "opus", "--json")

    assert (said.exit_code, told.exit_code) == (1, 1)
    assert "Line 2 (b): nothing to speak" in said.stderr
    answer = json.loads(told.stdout)
    assert (answer["done"], answer["kept"], answer["failed"]) == (0, 2, 1)
    assert [(each["line"], each["id"]) for each in answer["failures"]] == [(2, "b")]
    assert answer["manifest"] == "out/manifest.jsonl"
    assert names(folder / "out") == ["a.opus", "c.opus", "manifest.jsonl"]


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["good.jsonl", "-o", "out", "-v", "nobody"], 2, "no voice 'nobody'"),
        (["good.jsonl", "-o", "out", "--format", "xyz"], 2, "no format 'xyz'"),
        (["good.jsonl", "-o", "out", "-j", "0"], 2, "--jobs"),
        (["gone.jsonl", "-o", "out"], 2, "File 'gone.jsonl' does not exist"),
        (["good.jsonl", "-o", "no/out"], 1, "no/out"),
        (["bad.txt", "-o", "out"], 2, "a .jsonl or a .csv file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder: Path, args: list[str], status: int, why: str) -> None:
    """A mistake of the whole batch ends in one sentence and a status."""
    (folder / "bad.txt").touch()

    result = batch(*args)

    assert result.exit_code == status
    assert why in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


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
gate.let(1)
main(registry=Registry([echo_model(listed=True, gate=gate)]))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_batch_goes_on_where_it_was(folder: Path, how: signal.Signals) -> None:
    """Ctrl-C ends it at once without half files; what was done is kept by the next run."""
    command = [sys.executable, "-c", HOST, "batch", "good.jsonl", "-o", "out", "-j", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for _ in range(2):
            assert process.stderr.readline() == "speaking\n"
        process.send_signal(how)
        said = process.stderr.read()
    assert process.returncode != 0
    assert "Traceback" not in said
    assert names(folder / "out") == ["00001.mp3", "manifest.jsonl"]

    told = json.loads(batch("good.jsonl", "-o", "out", "--json").stdout)

    assert (told["done"], told["kept"], told["failed"]) == (1, 1, 0)
