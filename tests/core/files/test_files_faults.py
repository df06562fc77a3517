"""Downloads that break, are killed, meet each other, or find no room."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from shutil import which
from typing import TYPE_CHECKING

import pytest
from tests.core.files.conftest import ALWAYS, COMMIT, REPO
from tests.core.files.test_files_hub import left_over

from tts_core import LoadOptions, ModelUnavailable
from tts_core.files import fetch, find, transfer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.core.files.conftest import Hub

HALF = 450_000

FETCH = f"""
import sys
from pathlib import Path
from tts_core import LoadOptions, ModelCard, ModelFile
from tts_core.files import fetch
names = ("config.json", "voices.bin", "model.bin")
files = tuple(ModelFile(name=name, repo={REPO!r}, revision={COMMIT!r}) for name in names)
fetch(ModelCard(id="tones", sample_rate=24000, files=files), LoadOptions(cache_dir=Path(sys.argv[1])))
"""


def fetching(folder: Path) -> subprocess.Popen[bytes]:
    """Fetch the hub's model in another process."""
    return subprocess.Popen([sys.executable, "-c", FETCH, str(folder)], stderr=subprocess.PIPE)


@pytest.mark.parametrize("kind", ["hub", "url"])
def test_a_broken_connection_goes_on_where_it_broke(hub: Hub, tmp_path: Path, kind: str) -> None:
    """When a connection breaks half way, only the other half is asked for, and the file is whole."""
    card, options = hub.card() if kind == "hub" else hub.card_by_url(), LoadOptions(cache_dir=tmp_path)
    hub.truncate["model.bin"] = 1

    files = fetch(card, options)

    assert files["model.bin"].read_bytes() == hub.files["model.bin"]
    assert hub.sent["model.bin"] == [None, f"bytes={HALF}-"]
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("kind", ["hub", "url"])
def test_a_connection_that_breaks_again_and_again(hub: Hub, tmp_path: Path, kind: str) -> None:
    """It is an error, nothing that loads is left, and the next fetch goes on where this one ended."""
    card, options = hub.card() if kind == "hub" else hub.card_by_url(), LoadOptions(cache_dir=tmp_path)
    hub.truncate["model.bin"] = ALWAYS

    with pytest.raises(
        ModelUnavailable, match=r"'model\.bin' of .* broke off.*go on: tts-core download tones"
    ):
        fetch(card, options)
    assert find(card, options) is None
    hub.truncate.clear()
    hub.sent.clear()

    assert fetch(card, options)["model.bin"].read_bytes() == hub.files["model.bin"]
    assert hub.sent["model.bin"] == [f"bytes={787_500}-"]
    assert left_over(tmp_path) == []


def test_a_server_without_ranges(hub: Hub, tmp_path: Path) -> None:
    """Where only the whole can be had, it comes whole, and is not put behind what is there."""
    hub.ranges = False
    hub.truncate["model.bin"] = 1

    files = fetch(hub.card(), LoadOptions(cache_dir=tmp_path))

    assert files["model.bin"].read_bytes() == hub.files["model.bin"]


@pytest.mark.parametrize("rotten", [b"?" * HALF, b"?" * 900_000, b"?" * 900_001])
@pytest.mark.parametrize("kind", ["hub", "url", "url of unknown size"])
def test_a_rotten_half_is_thrown_away(hub: Hub, tmp_path: Path, rotten: bytes, kind: str) -> None:
    """A part that is not of the file is found out at the end at the latest, and the file comes whole."""
    card, options = hub.card() if kind == "hub" else hub.card_by_url(), LoadOptions(cache_dir=tmp_path)
    if kind == "url of unknown size":
        card = replace(card, files=tuple(replace(file, bytes=None) for file in card.known_files))
    hub.truncate["model.bin"] = ALWAYS
    with pytest.raises(ModelUnavailable):
        fetch(card, options)
    [part] = left_over(tmp_path)
    part.write_bytes(rotten)
    hub.truncate.clear()

    assert fetch(card, options)["model.bin"].read_bytes() == hub.files["model.bin"]


def test_a_killed_download_goes_on(
    hub: Hub, tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    """A process that is killed half way leaves no model; the next fetch brings the rest of it."""
    hub.halfway = "model.bin"
    with fetching(tmp_path) as running:
        assert hub.reached.wait(60)
        part = next(tmp_path.rglob("*.part"))
        until(lambda: part.stat().st_size == HALF)
        running.kill()
    hub.pause.set()
    hub.sent.clear()
    card, options = hub.card(), LoadOptions(cache_dir=tmp_path)

    assert find(card, options) is None
    assert fetch(card, options)["model.bin"].read_bytes() == hub.files["model.bin"]
    assert hub.sent == {"model.bin": [f"bytes={HALF}-"]}
    assert left_over(tmp_path) == []


def test_two_processes_fetch_once(
    hub: Hub, tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    """Of two processes at once, one brings each file, and the other waits and takes it."""
    hub.halfway = "model.bin"
    with fetching(tmp_path) as one, fetching(tmp_path) as other:
        asked = f"HEAD /{REPO}/resolve/{COMMIT}/model.bin"
        until(lambda: hub.asked.count(asked) == 2)
        hub.pause.set()
        assert one.wait(60) == other.wait(60) == 0

    assert {name: len(bodies) for name, bodies in hub.sent.items()} == dict.fromkeys(hub.files, 1)
    assert find(hub.card(), LoadOptions(cache_dir=tmp_path)) is not None
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("kind", ["hub", "hub without links", "url"])
def test_many_threads_fetch_once(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Of many threads at once, one brings each file, be there symbolic links on the disk or not."""
    card, options = hub.card_by_url() if kind == "url" else hub.card(), LoadOptions(cache_dir=tmp_path)
    if kind == "hub without links":

        def refused(*_: object) -> None:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr("pathlib.Path.symlink_to", refused)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: fetch(card, options), range(8)))

    assert all(each == found[0] for each in found)
    assert {len(bodies) for bodies in hub.sent.values()} == {1}
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("kind", ["hub", "url"])
def test_a_full_disk(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """On a full disk the error says so and what to do, and what came is not left to fill it."""
    card, options = hub.card() if kind == "hub" else hub.card_by_url(), LoadOptions(cache_dir=tmp_path)

    def full(handle: int, data: bytes) -> None:
        os.write(handle, data[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(transfer, "_write", full)

    with pytest.raises(ModelUnavailable, match=r"No space left on device.*make room there.*--cache-dir"):
        fetch(card, options)
    assert left_over(tmp_path) == []
    assert find(card, options) is None


def test_a_disk_that_is_really_full(hub: Hub, tmp_path: Path) -> None:
    """A file system without room for the file is named, and has its room back when the fetch has failed."""
    if which("unshare") is None:
        pytest.skip("no file system can be mounted here")
    script = f"""
mount -t tmpfs -o size={HALF} none "$1" || exit 77
"$2" -c "$3" "$1"
find "$1" -name "model.bin*" -o -size +100k
"""
    told = ("sh", str(tmp_path), sys.executable, FETCH)

    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, *told], check=False, capture_output=True, text=True
    )

    if done.returncode in (1, 77):
        pytest.skip("no file system can be mounted here")
    assert hub.asked
    assert f"cannot be kept in {str(tmp_path)!r}: No space left on device" in done.stderr
    assert "make room there" in done.stderr
    assert not done.stdout


@pytest.mark.parametrize("kind", ["hub", "url"])
def test_a_cache_that_cannot_be_written(hub: Hub, tmp_path: Path, kind: str) -> None:
    """Where nothing can be kept, the error says where and why, and how to keep it elsewhere."""
    card = hub.card() if kind == "hub" else hub.card_by_url()
    (tmp_path / "cache").write_bytes(b"a file, and no folder")

    with pytest.raises(ModelUnavailable, match=r"cannot be kept in '.*cache': .*choose another folder"):
        fetch(card, LoadOptions(cache_dir=tmp_path / "cache"))


def test_a_cache_that_is_whole_is_not_written_to(hub: Hub, tmp_path: Path) -> None:
    """Where everything is here, nothing in the cache is touched, so that it may be read-only."""
    card, options = hub.card(), LoadOptions(cache_dir=tmp_path)
    fetch(card, options)
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}

    fetch(card, options)

    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before
