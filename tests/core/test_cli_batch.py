"""`tts-core batch`, run as click runs it."""

from __future__ import annotations

import json
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
        (["gone.jsonl", "-o", "out"], 1, "gone.jsonl"),
        (["good.jsonl", "-o", "no/out"], 1, "no/out"),
        (["bad.txt", "-o", "out"], 2, "a .jsonl or a .csv file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(args: list[str], status: int, why: str) -> None:
    """A mistake of the whole batch ends in one sentence and a status."""
    result = batch(*args)

    assert result.exit_code == status
    assert why in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
