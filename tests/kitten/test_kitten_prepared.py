from __future__ import annotations

import json
import os
import zlib
from typing import TYPE_CHECKING

import onnx
import pytest
from click.testing import CliRunner
from onnx import helper

from tts_core import LoadOptions, ModelUnavailable, Utterance
from tts_kitten import loading
from tts_kitten.loading import load, optimise
from tts_kitten.optimise import optimise as command
from tts_kitten.prepared import Prepared
from tts_kitten.source import Folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


def spoken(folder: Path) -> NDArray[np.float32]:
    synthesizer = load(Folder(folder), "tones", LoadOptions())
    rendering = synthesizer.speak(Utterance(text="Once more, and once more."))
    synthesizer.close()
    return rendering.samples


def noted(prepared: Prepared, **changes: object) -> None:
    prepared.note.write_text(json.dumps(json.loads(prepared.note.read_bytes()) | changes), "utf-8")


@pytest.fixture
def folder(build: Callable[..., Path]) -> Path:
    """A model's folder, with nothing kept in it."""
    return build()


@pytest.fixture
def kept(folder: Path) -> Prepared:
    """What is kept of a model."""
    return optimise(Folder(folder), "tones", LoadOptions())


def test_what_is_kept_says_the_same(folder: Path) -> None:
    """A model gives the same samples, byte for byte, from the graph that is kept beside it."""
    before = spoken(folder)
    assert optimise(Folder(folder), "tones", LoadOptions()).is_valid()
    assert spoken(folder).tobytes() == before.tobytes()


def test_what_is_kept_is_what_is_loaded(
    folder: Path, kept: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While what is kept is valid, the graph itself is neither read nor rewritten."""
    assert kept.is_valid()

    def refuse(data: bytes, *_: object) -> None:
        raise AssertionError(f"{len(data)} bytes were to be rewritten")

    monkeypatch.setattr(loading, "quickest", refuse)
    assert len(spoken(folder))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: noted(kept, onnxruntime="1.0.0"),
        lambda kept: noted(kept, processor="another"),
        lambda kept: noted(kept, edition=0),
        lambda kept: noted(kept, crc32=0),
        lambda kept: kept.note.write_text("nothing", "utf-8"),
        lambda kept: kept.path.write_bytes(kept.path.read_bytes()[:-1]),
        lambda kept: kept.path.write_bytes(b"\x00" + kept.path.read_bytes()[1:]),
        lambda kept: kept.path.unlink(),
        lambda kept: os.utime(kept.graph, ns=(1, 1)),
    ],
)
def test_what_is_stale_or_spoilt_is_made_anew(
    folder: Path, kept: Prepared, spoil: Callable[[Prepared], object]
) -> None:
    """What does not fit the model, the runtime, the processor or its checksum is renewed, never loaded."""
    before = spoken(folder)
    spoil(kept)
    assert not kept.is_valid()
    assert spoken(folder).tobytes() == before.tobytes()
    assert kept.is_valid()


def test_what_the_runtime_refuses_is_made_anew(
    folder: Path, kept: Prepared, caplog: pytest.LogCaptureFixture
) -> None:
    """What is kept as it was noted, and yet cannot be loaded, is replaced, and the log says so."""
    before = spoken(folder)
    kept.path.write_bytes(b"no graph")
    noted(kept, crc32=zlib.crc32(b"no graph"))
    assert kept.is_valid()
    assert spoken(folder).tobytes() == before.tobytes()
    assert "made anew" in caplog.text
    assert kept.is_valid()
    assert kept.path.read_bytes() != b"no graph"


def test_nothing_is_kept_unasked(folder: Path) -> None:
    """Loading a model writes nothing into its folder."""
    before = {file.name for file in folder.iterdir()}
    spoken(folder)
    assert {file.name for file in folder.iterdir()} == before


def test_model_speaks_where_nothing_can_be_written(
    folder: Path, kept: Prepared, caplog: pytest.LogCaptureFixture
) -> None:
    """Where what is stale cannot be made anew, the model speaks as before, and the log says why."""
    before = spoken(folder)
    kept.path.unlink()
    (kept.path / "in the way").mkdir(parents=True)
    assert spoken(folder).tobytes() == before.tobytes()
    assert "cannot be made anew" in caplog.text
    assert {file.name for file in folder.iterdir() if file.name.startswith(".")} == set()


def test_model_that_throws_dice_is_not_kept(folder: Path) -> None:
    """Of a graph that never says the same twice nothing is kept, and the error says so."""
    path = folder / "tones.onnx"
    changed = onnx.load(path)
    last = next(node for node in changed.graph.node if "waveform" in node.output)
    place = list(changed.graph.node).index(last)
    loud = helper.make_node("RandomNormalLike", [last.input[0]], ["loud"], scale=3.0)
    plus = helper.make_node("Mul", ["loud", last.input[0]], ["after"])
    last.input[0] = "after"
    changed.graph.node.insert(place, loud)
    changed.graph.node.insert(place + 1, plus)
    onnx.save(changed, path)
    with pytest.raises(ModelUnavailable, match="throw dice"):
        optimise(Folder(folder), "tones", LoadOptions())
    assert not Prepared(path).is_wanted
    assert {file.name for file in folder.iterdir()} == {"tones.onnx", "voices.npz", "config.json"}


def test_command_keeps_and_removes(folder: Path) -> None:
    """The command says how much sooner the model is there and where it is kept, and takes it away again."""
    done = CliRunner().invoke(command, [f"kitten:{folder}"])
    assert done.exit_code == 0, done.output
    assert " s instead of " in done.output
    prepared = Prepared(folder / "tones.onnx")
    assert str(prepared.path) in done.output
    assert prepared.is_valid()
    gone = CliRunner().invoke(command, [f"kitten:{folder}", "--remove"])
    assert gone.exit_code == 0, gone.output
    assert {file.name for file in folder.iterdir()} == {"tones.onnx", "voices.npz", "config.json"}


@pytest.mark.parametrize(
    ("model", "told"), [("espeak", "no KittenTTS model"), ("kitten:./nowhere at all", "nowhere at all")]
)
def test_command_refuses_what_it_cannot_keep(model: str, told: str) -> None:
    """For what is no KittenTTS model, or is not there, the command says so and fails."""
    done = CliRunner().invoke(command, [model])
    assert done.exit_code == 1
    assert told in done.output
