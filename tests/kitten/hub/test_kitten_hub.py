from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tts_core import LoadOptions, ModelUnavailable, Utterance
from tts_kitten.models import Offer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kitten.hub.conftest import Hub


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the waiting out of the client's second and third tries."""
    monkeypatch.setattr("huggingface_hub.utils._http.time.sleep", lambda seconds: None)


def offer(hub: Hub, *, pinned: bool = True) -> Offer:
    """Offer the hub's model under a name."""
    return Offer("tones", hub.repository(pinned=pinned))


def speaks(offered: Offer, options: LoadOptions) -> bool:
    """Whether the model loads and says something."""
    synthesizer = offered.load(options)
    try:
        return len(synthesizer.speak(Utterance(text="hello world.", voice="expr-voice-2-f")).samples) > 0
    finally:
        synthesizer.close()


@pytest.mark.parametrize("pinned", [True, False])
def test_downloads_once(hub: Hub, tmp_path: Path, pinned: bool) -> None:
    """What is missing is downloaded through the hub's redirects; what is here is never asked for again."""
    options = LoadOptions(cache_dir=tmp_path)
    offered = offer(hub, pinned=pinned)

    assert not offered.present(options)
    assert speaks(offered, options)
    assert offered.present(options)
    asked = len(hub.asked)
    assert speaks(offered, options)
    assert speaks(offered, LoadOptions(cache_dir=tmp_path, offline=True))
    assert len(hub.asked) == asked


def test_files_copied_by_hand_will_do(hub: Hub, tmp_path: Path) -> None:
    """A cache folder that holds a pinned model's very files needs no hub; others are refused."""
    for name, data in hub.files.items():
        (tmp_path / name).write_bytes(data)
    options = LoadOptions(cache_dir=tmp_path, offline=True)
    offered = offer(hub)

    assert offered.present(options)
    assert speaks(offered, options)
    (tmp_path / "tones.onnx").write_bytes(hub.files["tones.onnx"][:-1] + b"?")
    with pytest.raises(ModelUnavailable, match=r"tones\.onnx is not what it should be"):
        offered.load(options)
    assert not hub.asked


def test_offline_asks_nobody(hub: Hub, tmp_path: Path) -> None:
    """Offline, what is missing is named with the way to get it, and nobody is asked."""
    with pytest.raises(ModelUnavailable, match=r"'config.json' of somebody/tones .*download tones"):
        offer(hub).load(LoadOptions(cache_dir=tmp_path, offline=True))

    assert not hub.asked


@pytest.mark.parametrize("name", ["config.json", "voices.npz", "tones.onnx"])
def test_wrong_byte_is_never_loaded(hub: Hub, tmp_path: Path, name: str) -> None:
    """A file with one wrong bit is refused by name, with what was expected and what was found."""
    source = hub.repository()
    pin = next(pin for pin in source.pins if pin.name == name)
    hub.flip.add(name)

    with pytest.raises(ModelUnavailable, match=rf"{name} .*expected {pin.sha256}, found [0-9a-f]{{64}}"):
        Offer("tones", source).load(LoadOptions(cache_dir=tmp_path))


def test_wrong_size_is_refused(hub: Hub, tmp_path: Path) -> None:
    """A file of another length than its pin is refused before its checksum is looked at."""
    source = hub.repository()
    hub.files["tones.onnx"] += b"\0"

    with pytest.raises(ModelUnavailable, match=r"tones.onnx .*expected \d+ bytes, found \d+"):
        Offer("tones", source).load(LoadOptions(cache_dir=tmp_path))


@pytest.mark.parametrize("name", ["config.json", "voices.npz", "tones.onnx"])
def test_unpinned_is_held_to_the_hub(hub: Hub, tmp_path: Path, name: str) -> None:
    """Without pins, a file must be what the hub said it would be."""
    hub.flip.add(name)

    with pytest.raises(ModelUnavailable, match=rf"{name} is not what it should be"):
        offer(hub, pinned=False).load(LoadOptions(cache_dir=tmp_path))


def test_rotten_cache_is_refused_and_mended(hub: Hub, tmp_path: Path) -> None:
    """A file that went bad in the cache is refused; fetched anew where it is bad, the model speaks."""
    options = LoadOptions(cache_dir=tmp_path)
    offered = offer(hub)
    assert speaks(offered, options)
    folder = offered.source.find(options)
    assert folder is not None
    rotten = (folder / "tones.onnx").resolve()
    rotten.write_bytes(rotten.read_bytes()[:-1] + b"\xff")

    with pytest.raises(ModelUnavailable, match="download tones --force"):
        offered.load(options)
    hub.asked.clear()
    hub.repository().fetch(options, "tones", anew=lambda name: name == "tones.onnx")

    assert speaks(offered, options)
    assert not [asked for asked in hub.asked if "voices" in asked]


def test_torn_download_leaves_nothing(hub: Hub, tmp_path: Path) -> None:
    """A download that breaks off is an error, leaves nothing that loads, and is finished the next time."""
    options = LoadOptions(cache_dir=tmp_path)
    offered = offer(hub)
    hub.truncate.add("tones.onnx")

    with pytest.raises(ModelUnavailable, match=r"tones.onnx"):
        offered.load(options)
    assert not offered.present(options)
    hub.truncate.clear()

    assert speaks(offered, options)


@pytest.mark.parametrize(
    ("name", "answer", "told"),
    [
        ("", (404, "RepoNotFound"), "there is no repository somebody/tones"),
        ("", (404, "RevisionNotFound"), "no such revision"),
        ("config.json", (404, "EntryNotFound"), "has no file 'config.json'"),
        ("voices.npz", (404, "EntryNotFound"), "has no file 'voices.npz'"),
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
        offer(hub).load(LoadOptions(cache_dir=tmp_path))

    assert caught.value.fix


def test_hub_that_is_gone(hub: Hub, tmp_path: Path) -> None:
    """A hub that cannot be reached is said to be so, with what to do."""
    hub.endpoint = "http://127.0.0.1:9"

    with pytest.raises(ModelUnavailable, match=r"cannot be fetched.*check the connection.*download tones"):
        offer(hub).load(LoadOptions(cache_dir=tmp_path))


@pytest.mark.parametrize("name", ["../../secret.onnx", "/etc/passwd", "..\\x.onnx", "C:x.onnx"])
def test_config_cannot_lead_outside(hub: Hub, tmp_path: Path, name: str) -> None:
    """A config.json that names a file outside of its folder is refused, and that file is not asked for."""
    hub.files["config.json"] = hub.files["config.json"].replace(
        b'"tones.onnx"', f'"{name}"'.replace("\\", "\\\\").encode()
    )

    with pytest.raises(ModelUnavailable, match="must name a file inside the directory"):
        offer(hub, pinned=False).load(LoadOptions(cache_dir=tmp_path))

    assert all(asked.endswith("/config.json") for asked in hub.asked)


def test_config_is_held_to_the_pins(hub: Hub, tmp_path: Path) -> None:
    """A pinned model whose config names a file that is not pinned is refused."""
    hub.files["config.json"] = hub.files["config.json"].replace(b'"tones.onnx"', b'"other.onnx"')
    hub.files["other.onnx"] = hub.files["tones.onnx"]
    pinned = hub.repository()
    source = type(pinned)(
        pinned.repo, pinned.revision, tuple(p for p in pinned.pins if p.name != "other.onnx"), hub.endpoint
    )

    with pytest.raises(ModelUnavailable, match=r"'other.onnx' is not among the pinned files"):
        Offer("tones", source).load(LoadOptions(cache_dir=tmp_path))


def test_voices_need_no_graph(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To list the voices of a repository that is not here, its graph is not downloaded."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))

    voices = offer(hub, pinned=False).voices()

    assert [(voice.name, voice.gender) for voice in voices[:2]] == [("Jasper", "male"), ("Bella", "female")]
    assert not [asked for asked in hub.asked if "tones.onnx" in asked]
