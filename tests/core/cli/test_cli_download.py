"""`tts-core download`, `tts-core remove` and `tts-core models --here`."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tts_core import ModelFile, Registry, Voice
from tts_core.cli import Commands
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = bytes(range(256)) * 8000


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's own word)
        """Keep quiet."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A server with the file of a model."""
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "model.bin").write_bytes(DATA)
    handler = partial(Quiet, directory=str(tmp_path / "served"))
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def registry(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """A model with a file to download, one with a file of unknown size, and one that has all it needs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    sha256 = hashlib.sha256(DATA).hexdigest()
    pinned = ModelFile(name="model.bin", url=f"{server}/model.bin", bytes=len(DATA), sha256=sha256)
    vague = ModelFile(name="vague.bin", url=f"{server}/vague.bin")
    return Registry(
        [
            echo_model("tones", listed=True, files=(pinned,), rank=9),
            echo_model("vague", listed=True, files=(vague,)),
            echo_model("small", listed=True),
        ]
    )


def run(registry: Registry, *args: str) -> Result:
    return CliRunner().invoke(Commands(registry), args)


def here(registry: Registry) -> list[str]:
    return [each["id"] for each in json.loads(run(registry, "models", "--here", "--json").stdout)]


def test_voices_are_brought_and_removed_with_their_model(registry: Registry, server: str) -> None:
    """What a voice alone needs is downloaded with its model's files, and removed with them."""
    sha256 = hashlib.sha256(DATA).hexdigest()
    file = ModelFile(name="model.bin", url=f"{server}/model.bin?voice", bytes=len(DATA), sha256=sha256)
    voices = (Voice(id="a"), Voice(id="b", files=(file,)))
    (tones,) = (each.card.files for each in registry.models() if each.card.id == "tones")
    registry = Registry([echo_model("choir", listed=True, files=tones, voices=voices, default_voice="a")])

    brought = run(registry, "download", "choir")

    assert (brought.exit_code, brought.stderr) == (0, "")
    assert "and its voices b" in brought.stdout
    removed = run(registry, "remove", "choir")
    assert f"{2 * len(DATA) / 1e6:.0f} MB are free again" in removed.stdout
    assert run(registry, "remove", "choir").stderr == "Nothing that was downloaded for choir is here.\n"


def test_download_and_remove(registry: Registry) -> None:
    """A model that was downloaded is here, and removed it is not; what was freed is said."""
    assert here(registry) == ["small"]
    brought = run(registry, "download", "tones")
    assert (brought.exit_code, brought.stderr) == (0, "")
    assert "tones is here, whole and verified: " in brought.stdout
    assert here(registry) == ["tones", "small"]
    assert "tones" in run(registry, "models", "--here").stdout
    assert "vague" not in run(registry, "models", "--here").stdout

    removed = run(registry, "remove", "tones")

    assert (removed.exit_code, removed.stdout) == (0, "tones is removed: 2 MB are free again\n")
    assert here(registry) == ["small"]
    assert "Nothing that was downloaded for tones is here" in run(registry, "remove", "tones").stderr


def test_several_at_once(registry: Registry) -> None:
    """Several models are brought one after the other; one that needs no files is said to need none."""
    done = run(registry, "download", "small", "tones")

    assert done.exit_code == 0
    assert "small needs no files" in done.stderr
    assert "tones is here" in done.stdout


def test_force_mends_what_is_wrong(registry: Registry, tmp_path: Path) -> None:
    """What went bad in the cache is told, and with --force brought again."""
    run(registry, "download", "tones")
    [path] = [each for each in (tmp_path / "cache").rglob("*") if each.is_file()]
    path.write_bytes(b"?" * len(DATA))

    told = run(registry, "download", "tones")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "model.bin is not what it should be" in told.stderr
    assert run(registry, "download", "tones", "--force").exit_code == 0
    assert path.read_bytes() == DATA


def test_another_folder(registry: Registry, tmp_path: Path) -> None:
    """With --cache-dir the files come into that folder, and are removed from it."""
    folder = str(tmp_path / "mine")

    assert run(registry, "download", "tones", "--cache-dir", folder).exit_code == 0
    assert here(registry) == ["small"]
    assert "free again" in run(registry, "remove", "tones", "--cache-dir", folder).stdout
    assert list(Path(folder).iterdir()) == []


@pytest.mark.parametrize("command", ["download", "remove"])
def test_an_unknown_model_is_answered_with_the_near_one(registry: Registry, command: str) -> None:
    """A misspelt model is a wrong request, and nothing is done for the others."""
    result = run(registry, command, "tones", "smal")

    assert "did you mean 'small'" in result.stderr
    assert here(registry) == ["small"]


def test_a_size_that_nobody_knows(registry: Registry) -> None:
    """A download of unknown size is shown as such to people, and is null for programs."""
    sizes = {
        each["id"]: each["download_bytes"] for each in json.loads(run(registry, "models", "--json").stdout)
    }

    assert sizes == {"tones": len(DATA), "vague": None, "small": 0}
    shown = {line.split()[0]: line for line in run(registry, "models").stdout.splitlines() if "vague" in line}
    assert "unknown" in shown["vague"]
    assert "unknown" in run(registry, "models", "vague").stdout


def test_progress_is_shown_to_who_watches(server: str, tmp_path: Path) -> None:
    """On a terminal, every file that comes has a bar with its name."""
    code = (
        "from tts_core import ModelFile, Registry; from tts_core.cli import main;"
        "from tts_core.testing import echo_model;"
        f"file = ModelFile(name='model.bin', url='{server}/model.bin');"
        "main(['download', 'tones'], registry=Registry([echo_model('tones', files=(file,))]))"
    )
    environment = {**os.environ, "FORCE_COLOR": "1", "XDG_CACHE_HOME": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert "model.bin" in done.stderr
