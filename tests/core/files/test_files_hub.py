"""Files from the hub: brought once, verified, shared with every other program."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import huggingface_hub
import pytest
from tests.core.files.conftest import COMMIT, REPO

from tts_core import LoadOptions, ModelCard, ModelFile, ModelUnavailable
from tts_core.files import fetch, find, remove
from tts_core.files.hub import cache, is_offline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.core.files.conftest import Hub


def left_over(folder: Path) -> list[Path]:
    """Whatever a download has left besides the files themselves."""
    return [path for path in folder.rglob("*") if path.name.endswith((".part", ".lock", ".incomplete"))]


def card_of(hub: Hub, *, pinned: bool) -> ModelCard:
    return hub.card() if pinned else hub.card_by_config()


@pytest.mark.parametrize("pinned", [True, False])
def test_brings_what_is_missing_once(hub: Hub, tmp_path: Path, pinned: bool) -> None:
    """What is missing comes through the hub's redirects; what is here is never asked for again."""
    card, options = card_of(hub, pinned=pinned), LoadOptions(cache_dir=tmp_path)

    assert find(card, options) is None
    files = fetch(card, options)

    assert {name: path.read_bytes() for name, path in files.items()} == hub.files
    assert left_over(tmp_path) == []
    asked = len(hub.asked)
    assert find(card, options) == files
    assert fetch(card, replace(options, offline=True)) == files
    assert len(hub.asked) == asked


def test_the_hubs_own_client_finds_the_files(hub: Hub, tmp_path: Path) -> None:
    """The cache is laid out as the hub's client does it: what we bring, it finds."""
    files = fetch(hub.card_by_config(), LoadOptions(cache_dir=tmp_path))

    for name, path in files.items():
        found = huggingface_hub.hf_hub_download(REPO, name, cache_dir=tmp_path, local_files_only=True)
        assert found == str(path)
    [repo] = huggingface_hub.scan_cache_dir(tmp_path).repos
    assert {file.file_name for revision in repo.revisions for file in revision.files} == set(hub.files)


def test_files_of_the_hubs_own_client_are_found(hub: Hub, tmp_path: Path) -> None:
    """What another program has brought through the hub's client need not come again."""
    for name in hub.files:
        huggingface_hub.hf_hub_download(REPO, name, cache_dir=tmp_path, endpoint=hub.endpoint)
    hub.asked.clear()

    assert fetch(hub.card_by_config(), LoadOptions(cache_dir=tmp_path)).keys() == hub.files.keys()
    assert hub.asked == []


def test_a_token_stays_with_the_hub(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's token is shown to the hub, and not to the host that it sends us to."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")

    fetch(hub.card(), LoadOptions(cache_dir=tmp_path))

    assert f"/{REPO}/resolve/{COMMIT}/model.bin" in hub.authorized
    assert not [path for path in hub.authorized if path.startswith("/store/")]


def test_files_copied_by_hand_will_do(hub: Hub, tmp_path: Path) -> None:
    """A cache folder that holds a model's very files needs no hub; others are refused."""
    for name, data in hub.files.items():
        (tmp_path / name).write_bytes(data)
    options = LoadOptions(cache_dir=tmp_path, offline=True)

    assert find(hub.card(), options) == {name: tmp_path / name for name in hub.files}
    assert fetch(hub.card(), options) == {name: tmp_path / name for name in hub.files}
    (tmp_path / "model.bin").write_bytes(hub.files["model.bin"][:-1] + b"?")
    with pytest.raises(ModelUnavailable, match=r"model\.bin is not what it should be"):
        fetch(hub.card(), options)
    assert hub.asked == []


@pytest.mark.parametrize("pinned", [True, False])
def test_offline_asks_nobody(hub: Hub, tmp_path: Path, pinned: bool) -> None:
    """Offline, what is missing is named with the way to get it, and nobody is asked."""
    options = LoadOptions(cache_dir=tmp_path, offline=True)

    with pytest.raises(ModelUnavailable, match=r"'config\.json' of somebody/tones .*offline.*download tones"):
        fetch(card_of(hub, pinned=pinned), options)
    assert hub.asked == []


@pytest.mark.parametrize("pinned", [True, False])
@pytest.mark.parametrize("name", ["config.json", "voices.bin", "model.bin"])
def test_a_wrong_byte_never_gets_into_the_cache(hub: Hub, tmp_path: Path, name: str, pinned: bool) -> None:
    """A file with one wrong bit, of a pin or of what the hub said, is refused and not kept."""
    hub.flip.add(name)

    with pytest.raises(ModelUnavailable, match=rf"{name} is not what it should be: expected \w+, found \w+"):
        fetch(card_of(hub, pinned=pinned), LoadOptions(cache_dir=tmp_path))

    assert left_over(tmp_path) == []
    assert not list(tmp_path.rglob(f"snapshots/*/{name}"))


def test_a_wrong_size_is_refused_before_it_comes(hub: Hub, tmp_path: Path) -> None:
    """A file of another length than its pin is refused when the hub tells of it."""
    card = hub.card()
    hub.files["model.bin"] += b"\0"

    with pytest.raises(ModelUnavailable, match=r"model\.bin .*expected 900000 bytes, found 900001"):
        fetch(card, LoadOptions(cache_dir=tmp_path))
    assert "model.bin" not in hub.sent


@pytest.mark.parametrize("pinned", [True, False])
def test_a_rotten_cache_is_refused_and_mended(hub: Hub, tmp_path: Path, pinned: bool) -> None:
    """A file that went bad in the cache is refused; with *again* that one, and only that, comes anew."""
    card, options = card_of(hub, pinned=pinned), LoadOptions(cache_dir=tmp_path)
    rotten = fetch(card, options)["model.bin"]
    rotten.write_bytes(rotten.read_bytes()[:-1] + b"\xff")
    hub.sent.clear()

    with pytest.raises(ModelUnavailable, match="download tones --force"):
        fetch(card, options)
    assert fetch(card, options, again=True)["model.bin"].read_bytes() == hub.files["model.bin"]
    assert hub.sent == {"model.bin": [None]}


@pytest.mark.parametrize(
    ("name", "answer", "told"),
    [
        ("", (404, "RepoNotFound"), "there is no repository somebody/tones"),
        ("", (401, ""), "there is no repository somebody/tones, or it is private.*hf auth login"),
        ("", (404, "RevisionNotFound"), "no such revision: somebody/tones@main"),
        ("config.json", (404, "EntryNotFound"), r"has no file 'config\.json'"),
        ("voices.bin", (404, "EntryNotFound"), r"has no file 'voices\.bin'"),
        ("", (403, "GatedRepo"), "asks for its terms to be accepted"),
        ("", (429, ""), "too many requests"),
        ("", (503, ""), "try again later"),
    ],
)
def test_refusals_are_told_apart(
    hub: Hub, tmp_path: Path, name: str, answer: tuple[int, str], told: str
) -> None:
    """What the hub answers instead of a file is said in words, with what to do."""
    hub.refuse[name] = answer

    with pytest.raises(ModelUnavailable, match=told) as caught:
        fetch(hub.card_by_config(), LoadOptions(cache_dir=tmp_path))

    assert caught.value.fix


def test_a_hub_that_is_gone(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub that cannot be reached is said to be so, with what to do."""
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")

    with pytest.raises(ModelUnavailable, match=r"cannot be fetched.*check the connection.*download tones"):
        fetch(hub.card(), LoadOptions(cache_dir=tmp_path))


def test_a_client_that_is_not_installed(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the hub's client, what is missing is answered with the command that installs it."""
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)

    with pytest.raises(ModelUnavailable, match=r'pip install "tts-core\[hub\]"'):
        fetch(hub.card(), LoadOptions(cache_dir=tmp_path))


def test_a_config_that_leads_outside(hub: Hub, tmp_path: Path) -> None:
    """A file that names one outside of its folder is refused, and that file is not asked for."""
    hub.files["config.json"] = b'{"files": ["../../secret"]}'

    with pytest.raises(ModelUnavailable, match="must name a file inside the directory"):
        fetch(hub.card_by_config(), LoadOptions(cache_dir=tmp_path))

    assert not [asked for asked in hub.asked if "secret" in asked]


def test_progress_adds_up(hub: Hub, tmp_path: Path) -> None:
    """Whoever watches is told every byte of every file once, even when a connection breaks."""
    hub.truncate["model.bin"] = 1
    came: dict[str, int] = {}
    totals: Mapping[str, set[int | None]] = {name: set() for name in hub.files}

    def progress(name: str, more: int, total: int | None) -> None:
        came[name] = came.get(name, 0) + more
        totals[name].add(total)

    fetch(hub.card(), LoadOptions(cache_dir=tmp_path), progress=progress)

    assert came == {name: len(data) for name, data in hub.files.items()}
    assert totals == {name: {len(data)} for name, data in hub.files.items()}


def test_remove_leaves_nothing(hub: Hub, tmp_path: Path) -> None:
    """What was brought, and what a plugin keeps beside it, is removed, and nothing stays behind."""
    card, options = hub.card_by_config(), LoadOptions(cache_dir=tmp_path)
    files = fetch(card, options)
    (files["model.bin"].parent / "model.bin.ready").write_bytes(b"made of it")

    removed = remove(card, options)

    assert {path.name for path in removed} >= {*hub.files, "model.bin.ready"}
    assert find(card, options) is None
    assert [path for path in tmp_path.rglob("*") if path.name != ".locks"] == []
    assert remove(card, options) == []


def test_remove_spares_what_others_use(hub: Hub, tmp_path: Path) -> None:
    """A file that another revision shares, and another file of the repository, stay."""
    huggingface_hub.hf_hub_download(REPO, "voices.bin", cache_dir=tmp_path, endpoint=hub.endpoint)
    only = replace(hub.card(), files=(hub.pin("model.bin"),))
    options = LoadOptions(cache_dir=tmp_path)
    model = fetch(only, options)["model.bin"]
    shared = model.parent.with_name("f" * 40) / "model.bin"
    shared.parent.mkdir()
    shared.symlink_to(model.readlink())

    assert remove(only, options) == [model]
    assert shared.read_bytes() == hub.files["model.bin"]
    assert (model.parent / "voices.bin").read_bytes() == hub.files["voices.bin"]


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"XDG_CACHE_HOME": "/xdg"},
        {"HF_HOME": "~/face"},
        {"HF_HOME": "$PLACE/face", "PLACE": "/there", "XDG_CACHE_HOME": "/xdg"},
        {"HUGGINGFACE_HUB_CACHE": "/older", "HF_HOME": "/home"},
        {"HF_HUB_CACHE": "~/cache", "HUGGINGFACE_HUB_CACHE": "/older"},
        {"HF_HUB_OFFLINE": "yes"},
        {"HF_HUB_OFFLINE": "0", "TRANSFORMERS_OFFLINE": "1"},
        {"HF_HUB_OFFLINE": "", "TRANSFORMERS_OFFLINE": "on"},
    ],
)
def test_the_hubs_rules_are_kept_without_its_client(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the cache is and whether to stay offline is found as the hub's client finds it."""
    for name in ("XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    code = "from huggingface_hub import constants as c; print(c.HF_HUB_CACHE, c.HF_HUB_OFFLINE)"

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == f"{cache(LoadOptions())} {is_offline(LoadOptions())}"


def test_looking_imports_no_client(tmp_path: Path) -> None:
    """Whether a file is here is found without importing the hub's client."""
    code = (
        "import sys; from tts_core import LoadOptions, Model, ModelCard, ModelFile;"
        "card = ModelCard(id='x', sample_rate=1, files=(ModelFile(name='x', repo='a/b'),));"
        "assert not Model(card, print).is_here(); assert 'huggingface_hub' not in sys.modules"
    )
    environment = {**os.environ, "HF_HOME": str(tmp_path)}

    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def test_a_branch_stays_where_it_was(hub: Hub, tmp_path: Path) -> None:
    """All files of a branch are of one commit, the one that its first file was of."""
    card, options = hub.card_by_config(), LoadOptions(cache_dir=tmp_path)
    fetch(replace(card, files=(ModelFile(repo=REPO, name="config.json"),)), options)

    fetch(card, options)

    assert f"GET /{REPO}/resolve/{COMMIT}/model.bin" in hub.asked
