"""Files from addresses, packages and folders, and the paths that a model is loaded from."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tts_core import LoadOptions, Model, ModelCard, ModelFile, ModelUnavailable, Registry
from tts_core.files import fetch, find, remove
from tts_core.files.https import cache
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from tests.core.files.conftest import Hub


def card_of(*files: ModelFile) -> ModelCard:
    return ModelCard(id="tones", sample_rate=24000, files=files)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that must not be imported, and holds a file."""
    place = tmp_path / "some_voice" / "data"
    place.mkdir(parents=True)
    for folder in (place.parent, place):
        (folder / "__init__.py").write_text("raise RuntimeError('imported')")
    (place / "model.bin").write_bytes(b"model")
    monkeypatch.syspath_prepend(str(tmp_path))
    return place


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({}, "not from none"),
        ({"repo": "a/b", "url": "https://x"}, "not from repo and url"),
        ({"package": "p", "folder": Path("f")}, "not from package and folder"),
        ({"url": "file:///etc/passwd"}, "must be from an https address"),
        ({"url": "http://example.org/x"}, "must be from an https address"),
        ({"package": "p", "revision": "main"}, "only a repo has a revision"),
    ],
)
def test_a_file_is_from_one_place(where: dict[str, Any], told: str) -> None:
    """A file that is from nowhere, from two places, or from no place of the kind, is refused."""
    with pytest.raises(ValueError, match=told):
        ModelFile(name="x", **where)


@pytest.mark.parametrize("name", ["", "../x", "/etc/passwd", "a//b", "./x", "..\\x", "C:x"])
def test_a_name_stays_inside(name: str) -> None:
    """A name that leads out of the place that it is in is refused."""
    with pytest.raises(ValueError, match="must name a file inside the directory"):
        ModelFile(name=name, repo="a/b")


@pytest.mark.parametrize("pinned", [True, False])
def test_an_address_is_fetched_once(hub: Hub, tmp_path: Path, pinned: bool) -> None:
    """A file from an address is kept in a cache of ours, and is not asked for again."""
    card, options = hub.card_by_url(pinned=pinned), LoadOptions(cache_dir=tmp_path)

    assert find(card, options) is None
    files = fetch(card, options)

    assert files["model.bin"].read_bytes() == hub.files["model.bin"]
    assert fetch(card, replace(options, offline=True)) == find(card, options) == files
    assert hub.asked == ["GET /plain/model.bin"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [files["model.bin"]]


def test_an_unpinned_address_begins_anew(hub: Hub, tmp_path: Path) -> None:
    """Of a file that nobody pinned, two halves may not fit together: it comes whole."""
    hub.truncate["model.bin"] = 1

    fetch(hub.card_by_url(pinned=False), LoadOptions(cache_dir=tmp_path))

    assert hub.sent["model.bin"] == [None, None]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, r"no such file \(404\)"),
        (401, r"does not give the file to everybody \(401\)"),
        (429, r"asks us to wait \(429\)"),
        (503, "answers 503 instead of the file"),
    ],
)
def test_refusals_of_an_address(hub: Hub, tmp_path: Path, status: int, told: str) -> None:
    """What a server answers instead of a file is said in words, with what to do."""
    hub.refuse[""] = (status, "")

    with pytest.raises(ModelUnavailable, match=told) as caught:
        fetch(hub.card_by_url(), LoadOptions(cache_dir=tmp_path))

    assert caught.value.fix


def test_an_address_that_nobody_answers_at(tmp_path: Path) -> None:
    """An address that cannot be reached is said to be so, with what to do."""
    card = card_of(ModelFile(name="x", url="http://127.0.0.1:9/x"))

    with pytest.raises(ModelUnavailable, match=r"cannot be fetched: .*check the connection"):
        fetch(card, LoadOptions(cache_dir=tmp_path))


@pytest.mark.parametrize("pinned", [True, False])
def test_an_address_with_a_wrong_byte(hub: Hub, tmp_path: Path, pinned: bool) -> None:
    """A pinned file with a wrong bit is refused and not kept; without a pin nobody can know."""
    card, options = hub.card_by_url(pinned=pinned), LoadOptions(cache_dir=tmp_path)
    hub.flip.add("model.bin")

    if pinned:
        with pytest.raises(ModelUnavailable, match=r"model\.bin is not what it should be"):
            fetch(card, options)
    else:
        fetch(card, options)

    assert (find(card, options) is None) == pinned


def test_an_address_is_mended_and_removed(hub: Hub, tmp_path: Path) -> None:
    """A bad file comes again when asked for; removed, nothing of it stays."""
    card, options = hub.card_by_url(), LoadOptions(cache_dir=tmp_path)
    path = fetch(card, options)["model.bin"]
    path.write_bytes(b"?" * 900_000)

    with pytest.raises(ModelUnavailable, match="--force"):
        fetch(card, options)
    assert fetch(card, options, again=True)["model.bin"].read_bytes() == hub.files["model.bin"]
    assert remove(card, options) == [path]
    assert list(tmp_path.iterdir()) == []


def test_the_cache_of_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache is where the system keeps such things, or in the folder that was asked for."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")

    assert cache(LoadOptions()) == Path("/xdg/tts-core")
    assert cache(LoadOptions(cache_dir=Path("/mine"))) == Path("/mine")


def test_a_package_brings_its_files(package: Path) -> None:
    """A file in an installed package is found without importing it, and never removed."""
    card = card_of(ModelFile(name="model.bin", package="some_voice.data", bytes=5))

    assert fetch(card, LoadOptions(offline=True)) == {"model.bin": package / "model.bin"}
    assert remove(card, LoadOptions()) == []
    assert "some_voice" not in sys.modules
    assert (package / "model.bin").exists()


def test_a_package_that_is_not_installed() -> None:
    """A package that is missing is answered with the command that installs it."""
    card = card_of(ModelFile(name="model.bin", package="no_such_voice"))

    assert find(card, LoadOptions()) is None
    with pytest.raises(ModelUnavailable, match=r"'model\.bin' of the package no_such_voice .*no-such-voice"):
        fetch(card, LoadOptions())
    other = card_of(ModelFile(name="model.bin", package="no_such_voice", distribution="a-voice"))
    with pytest.raises(ModelUnavailable, match="pip install a-voice"):
        fetch(other, LoadOptions())


def test_a_folder_of_the_users(tmp_path: Path) -> None:
    """A file in a folder is taken from there, held to its pins, and never removed."""
    file = ModelFile(name="model.bin", folder=tmp_path, bytes=5)

    with pytest.raises(ModelUnavailable, match=r"there is no file '.*model\.bin'.*into that folder"):
        fetch(card_of(file), LoadOptions())
    (tmp_path / "model.bin").write_bytes(b"model")
    assert fetch(card_of(file), LoadOptions()) == {"model.bin": tmp_path / "model.bin"}
    (tmp_path / "model.bin").write_bytes(b"mode")
    with pytest.raises(ModelUnavailable, match="expected 5 bytes, found 4"):
        fetch(card_of(file), LoadOptions())
    assert remove(card_of(file), LoadOptions()) == []
    assert (tmp_path / "model.bin").exists()


def test_a_model_is_loaded_from_what_was_verified(hub: Hub, tmp_path: Path) -> None:
    """The registry brings the files before it loads a model, and hands it their paths."""
    given: list[LoadOptions] = []
    echo = echo_model("tones", files=hub.card_by_config().files)
    model = Model(echo.card, lambda options: given.append(options) or echo.load(options))  # type: ignore[func-returns-value]  # append gives None
    asked = LoadOptions(cache_dir=tmp_path)
    registry = Registry([model])

    assert not model.is_here(asked)
    with registry.lease("tones", asked), registry.lease("tones", asked):
        assert {name: path.read_bytes() for name, path in given[0].files.items()} == hub.files
    assert model.is_here(asked)
    assert len(given) == 1
    assert hash(given[0]) == hash(asked)
    registry.close()


def test_a_model_that_looks_after_its_files_itself(hub: Hub) -> None:
    """A model with a `present` of its own is asked whether it is here, and nothing is brought for it."""
    echo = echo_model("tones", files=hub.card().files)
    model = replace(echo, present=lambda options: True)
    registry = Registry([model])

    assert model.is_here()
    with registry.lease("tones"):
        assert hub.asked == []
    registry.close()


def test_a_model_with_a_bad_file_does_not_load(hub: Hub, tmp_path: Path) -> None:
    """A file that is not what it should be keeps the model from being loaded, with one sentence."""
    hub.flip.add("voices.bin")
    registry = Registry([echo_model("tones", files=hub.card().files)])

    with (
        pytest.raises(ModelUnavailable, match=r"voices\.bin is not what it should be"),
        registry.lease("tones", LoadOptions(cache_dir=tmp_path)),
    ):
        pass
    registry.close()
