from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tts_core import LoadOptions, Registry, Utterance, files
from tts_hibari.catalogue import FILES, GRAPH, SPELLING
from tts_onnx.command import optimise
from tts_onnx.session.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tts_core import Model


@pytest.fixture
def copied(model: Model, model_files: Mapping[str, Path], tmp_path: Path) -> Model:
    """The model with its files in a folder of the user's."""
    for file in model_files.values():
        shutil.copy(file, tmp_path)
    moved = tuple(replace(each, package="", distribution="", folder=tmp_path) for each in FILES)
    return replace(model, card=replace(model.card, files=moved))


def test_the_graph_is_kept_ready(copied: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`tts-core optimise hibari` keeps the graph that loading waits for, durations and all, and no other."""
    monkeypatch.setattr(Registry, "installed", classmethod(lambda cls: cls([copied])))

    done = CliRunner().invoke(optimise, ["hibari"])

    assert done.exit_code == 0, done.output
    assert Kept(tmp_path / GRAPH).is_valid()
    assert not Kept(tmp_path / SPELLING).is_wanted
    synthesizer = copied.load(LoadOptions(files=files.fetch(copied.card, LoadOptions())))
    assert synthesizer.report()["kept"] == "yes"  # type: ignore[attr-defined]  # what this plugin loads
    assert {word.quality for word in synthesizer.speak(Utterance(text="All is well.")).words} == {"model"}
    synthesizer.close()
