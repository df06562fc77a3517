from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tts_core import Feature, LoadOptions, ModelUnavailable, Registry
from tts_core.testing import check_model
from tts_kitten import tts_model, tts_models
from tts_kitten.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_OFF_LIMITS = ("numpy", "onnxruntime", "huggingface_hub", "click", "rich")


def test_seven_models_are_named() -> None:
    """All known models are offered, the default of them first by rank, the doubtful one with a warning."""
    cards = {model.card.id: model.card for model in tts_models()}

    assert sorted(cards, key=lambda name: -cards[name].rank)[0] == "kitten-nano"
    assert set(cards) == {
        "kitten-nano", "kitten-nano-int8", "kitten-micro", "kitten-mini",
        "kitten-nano-0.1", "kitten-nano-0.2", "kitten-mini-0.1",
    }  # fmt: skip
    assert any("noisy" in con for con in cards["kitten-nano-int8"].cons)
    assert not any(Feature.DETERMINISTIC in card.features for card in cards.values())


def test_models_are_pinned_to_the_byte() -> None:
    """Every file of the current models is pinned; files of the same name are told apart."""
    pins = [pin for entry in CATALOGUE for pin in entry.files]

    assert len(pins) == 12
    assert len({(pin.repo, pin.revision) for pin in pins}) == 4
    graphs = [pin.sha256 for pin in pins if pin.name == "kitten_tts_nano_v0_8.onnx"]
    assert len(set(graphs)) == len(graphs) == 2


def test_naming_models_imports_nothing_heavy() -> None:
    """Importing the plugin and naming its models loads no numerics, no runtime and no hub client."""
    script = (
        "import sys, tts_kitten; tts_kitten.tts_models(); tts_kitten.tts_model('kitten:nobody/nothing'); "
        f"print(*[name for name in {_OFF_LIMITS!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_absent_models_are_not_here(tmp_path: Path) -> None:
    """A model whose files are not here is not here, so that it cannot become the default by its rank."""
    options = LoadOptions(cache_dir=tmp_path)

    assert not any(model.is_here(options) for model in tts_models())


def test_voices_are_known_before_the_files_are_here(tmp_path: Path) -> None:
    """The voices of a known model can be listed, by friendly name and gender, without its files."""
    (model,) = [model for model in tts_models() if model.card.id == "kitten-nano"]

    voices = model.card.listed_voices(LoadOptions(cache_dir=tmp_path))

    assert voices[0].name == "Jasper"
    assert model.card.default_voice == voices[0].id == "expr-voice-2-m"
    assert {(voice.name, voice.gender) for voice in voices} == {
        ("Bella", "female"), ("Jasper", "male"), ("Luna", "female"), ("Bruno", "male"),
        ("Rosie", "female"), ("Hugo", "male"), ("Kiki", "female"), ("Leo", "male"),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Jasper", "jasper", "EXPR-VOICE-2-M"])
def test_voices_answer_to_either_name(build: Callable[..., Path], name: str) -> None:
    """A voice is had by its friendly name or its own, in whatever case, as files and config say."""
    model = tts_model(f"kitten:{build()}")
    assert model is not None
    voices = Registry([model]).voices(model)

    assert [voice.id for voice in voices if voice.answers_to(name)] == ["expr-voice-2-m"]
    assert {voice.name for voice in voices} == {"Bella", "Jasper", "Hugo", ""}


def test_voices_are_listed_from_the_folder_that_a_call_names(
    build: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The voices of a repository are those of its files where the call has them, and nowhere else."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    model = tts_model("kitten:somebody/tones")
    assert model is not None
    registry = Registry([model])

    mine = registry.voices(model, LoadOptions(cache_dir=build(), offline=True))

    assert {voice.name for voice in mine} == {"Bella", "Jasper", "Hugo", ""}
    with pytest.raises(ModelUnavailable, match="to work offline"):
        registry.voices(model, LoadOptions(offline=True))


def test_references_name_folders_and_repositories(tmp_path: Path) -> None:
    """A reference that looks like a repository is one, unless there is such a folder; others are folders."""
    (tmp_path / "owner" / "name").mkdir(parents=True)

    assert tts_model("echo:x") is None
    for reference, told in [
        ("kitten:owner/name@abc", "repository owner/name"),
        ("kitten:./owner/name", "files in /"),
        (f"kitten:{tmp_path}", f"files in {tmp_path}"),
    ]:
        model = tts_model(reference)
        assert model is not None
        assert (model.card.id, told in model.card.description) == (reference, True)
        assert tts_model(reference) is model


def test_features_are_those_of_the_export(build: Callable[..., Path]) -> None:
    """A folder's model declares what its own graph can do: timings, if it tells durations, and so on."""
    plain, untimed = tts_model(f"kitten:{build()}"), tts_model(f"kitten:{build(duration=False)}")
    assert plain is not None
    assert untimed is not None

    assert {Feature.DETERMINISTIC, Feature.TIMINGS} <= plain.card.features
    assert Feature.TIMINGS not in untimed.card.features


@pytest.mark.parametrize(
    "check", ["files_are_pinned", "card_can_be_sent", "options_are_sound", "licences_are_named"]
)
def test_cards_keep_the_contract(check: str) -> None:
    """The cards of all known models keep the laws about cards, without their files."""
    for model in tts_models():
        results = {}
        for result in check_model(model):
            results[result.name] = result
            if result.name == check:
                break
        assert results[check].outcome == "passed", results[check].message
