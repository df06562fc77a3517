from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tts_core import LoadOptions, Model, ModelUnavailable, Registry
from tts_kokoro import models, tts_catalogue, tts_model, tts_models
from tts_kokoro.catalogue import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OFF_LIMITS = ("numpy", "onnxruntime", "tts_espeak", "hibari", "misaki", "huggingface_hub", "click")


def test_naming_the_models_imports_nothing_heavy() -> None:
    """Importing the plugin, listing its models and their voices loads no numerics, no runtime, no reader."""
    script = (
        "import sys, tts_kokoro; tts_kokoro.tts_models(); tts_kokoro.tts_catalogue(); "
        f"print(*[name for name in {OFF_LIMITS!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


@pytest.mark.parametrize(("quick", "form"), [(True, "int8"), (False, "fp32")])
def test_the_form_is_chosen_for_the_machine_and_said(
    monkeypatch: pytest.MonkeyPatch, quick: bool, form: str
) -> None:
    """`kokoro` is in 8 bits where the processor is quick at that, elsewhere in full precision; it says so."""
    monkeypatch.setattr(models, "multiplies_bytes", lambda: quick)

    usual = tts_catalogue()[0].card

    assert usual.id == "kokoro"
    assert usual.known_files == FORMS[form].files
    assert f"form {form}" in usual.description


def test_every_file_is_pinned() -> None:
    """Each form's graph is held to a commit, the voices to an address, and all to size and checksum."""
    for form in FORMS.values():
        graph, voices, *reading = form.files
        assert len(graph.revision) == 40
        assert voices.url.startswith("https://")
        assert all(file.bytes and len(file.sha256) == 64 for file in form.files)
        assert {file.package for file in reading} == {"hibari.assets"}


def test_every_form_is_had_by_its_name(tmp_path: Path) -> None:
    """The forms are in the catalogue, and each is told apart from the others by its files."""
    could = {model.card.id: model for model in tts_catalogue()}

    assert set(could) == {"kokoro", "kokoro-fp32", "kokoro-fp16", "kokoro-int8"}
    assert Registry.installed().model("kokoro-fp16").card.known_files == FORMS["fp16"].files
    assert not could["kokoro-fp16"].is_here(LoadOptions(offline=True, cache_dir=tmp_path))


def test_what_is_here_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the forms, those that were downloaded are listed, and the one for this machine once."""
    monkeypatch.setattr(models, "multiplies_bytes", lambda: True)
    monkeypatch.setattr(Model, "is_here", lambda model: model.card.id != "kokoro-fp32")

    assert [model.card.id for model in tts_models()] == ["kokoro", "kokoro-fp16"]


def test_voices_are_known_before_they_are_here() -> None:
    """A model that is not downloaded lists all of its voices that something here reads for."""
    usual = tts_catalogue()[0]
    voices = Registry([usual]).voices(usual)

    assert usual.card.default_voice == voices[0].id == "af_heart"
    assert len(voices) >= 28


def test_a_reference_names_a_file_or_its_folder(build: Callable[..., Path]) -> None:
    """The same model by its file or by its folder; the same name is the same model."""
    path = build()
    by_file, by_folder = tts_model(f"kokoro:{path}"), tts_model(f"kokoro:{path.parent}")

    assert by_file is not None
    assert by_folder is not None
    assert by_file is tts_model(f"kokoro:{path}")
    assert by_file.card.known_files == by_folder.card.known_files
    assert not by_file.card.listed
    assert tts_model("piper:/somewhere") is None


def test_a_clone_of_the_repository_is_a_folder(build: Callable[..., Path]) -> None:
    """The layout of the hub, a folder with graphs beside one with voices, is found as it is."""
    path = build(raw=True)
    (path.parent / "onnx").mkdir()
    moved = path.rename(path.parent / "onnx" / path.name)
    model = tts_model(f"kokoro:{moved.parent.parent}")

    assert model is not None
    assert model.is_here()


def test_what_is_not_there_is_said(build: Callable[..., Path], tmp_path: Path) -> None:
    """A file that is not there, is none, has no voices or too many is answered with what to do."""
    path = build()
    for place, told in (
        (tmp_path / "no.onnx", "there is no file"),
        (tmp_path, "holds none"),
        (path.parent / "voices-v1.0.bin", r"is no \.onnx file"),
    ):
        with pytest.raises(ModelUnavailable, match=told):
            tts_model(f"kokoro:{place}")
    (path.parent / "voices-other.bin").write_bytes((path.parent / "voices-v1.0.bin").read_bytes())
    with pytest.raises(ModelUnavailable, match="several files of voices"):
        tts_model(f"kokoro:{path}")
    for file in path.parent.glob("voices*"):
        file.unlink()
    with pytest.raises(ModelUnavailable, match=r"put voices-v1\.0\.bin beside it"):
        tts_model(f"kokoro:{path}")


def test_a_report_says_what_it_runs_on(small: Model) -> None:
    """A loaded model tells its execution provider and which passes went over its graph."""
    synthesizer = small.load(LoadOptions())

    assert {"providers", "operators", "rewritten"} <= set(synthesizer.report())  # type: ignore[attr-defined]  # what this plugin loads
    synthesizer.close()
