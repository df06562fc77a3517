from __future__ import annotations

import json
import os
import stat
import sys
import zlib
from typing import TYPE_CHECKING

import onnx
import pytest
from click.testing import CliRunner
from onnx import helper

from tts_core import Utterance
from tts_onnx.command import optimise
from tts_onnx.session import opening
from tts_onnx.session.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from tts_kitten.synthesizer import KittenSynthesizer

    Load = Callable[..., KittenSynthesizer]
    Spoken = Callable[[], NDArray[np.float32]]


@pytest.fixture
def spoken(load: Load, folder: Path) -> Callable[[], NDArray[np.float32]]:
    """What loads the model and lets it speak."""

    def speak() -> NDArray[np.float32]:
        return said(load(folder))

    return speak


def said(synthesizer: KittenSynthesizer) -> NDArray[np.float32]:
    rendering = synthesizer.speak(Utterance(text="Once more, and once more."))
    synthesizer.close()
    return rendering.samples


def noted(prepared: Kept, **changes: object) -> None:
    prepared.note.write_text(json.dumps(json.loads(prepared.note.read_bytes()) | changes), "utf-8")


@pytest.fixture
def folder(build: Callable[..., Path]) -> Path:
    """A model's folder, with nothing kept in it."""
    return build()


@pytest.fixture
def kept(folder: Path, load: Load) -> Kept:
    """What is kept of a model."""
    return keep(folder, load)


def keep(folder: Path, load: Load) -> Kept:
    kept = Kept(folder / "tones.onnx")
    kept.want()
    load(folder).close()
    return kept


def test_what_is_kept_says_the_same(folder: Path, load: Load, spoken: Spoken) -> None:
    """A model gives the same samples, byte for byte, from the graph that is kept beside it."""
    before = spoken()
    assert keep(folder, load).is_valid()
    assert spoken().tobytes() == before.tobytes()


def test_what_is_kept_is_what_is_loaded(spoken: Spoken, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """While what is kept is valid, the graph itself is not rewritten."""
    assert kept.is_valid()

    def refuse(data: bytes, *_: object, **__: object) -> None:
        raise AssertionError(f"{len(data)} bytes were to be rewritten")

    monkeypatch.setattr(opening, "quickest", refuse)
    assert len(spoken())


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
    spoken: Spoken, kept: Kept, spoil: Callable[[Kept], object]
) -> None:
    """What does not fit the model, the runtime, the processor or its checksum is renewed, never loaded."""
    before = spoken()
    spoil(kept)
    assert not kept.is_valid()
    assert spoken().tobytes() == before.tobytes()
    assert kept.is_valid()


def to_a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("which", ["path", "note"])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda path: path.chmod(0o664), "can be written by other users"),
        (lambda path: path.chmod(0o666), "can be written by other users"),
        (to_a_link, "is a link"),
        pytest.param(
            lambda path: os.chown(path, 65534, 65534),
            "belongs to another user",
            marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away"),
        ),
    ],
    ids=["group", "world", "link", "owner"],
)
def test_what_others_can_have_written_is_not_loaded(
    load: Load, kept: Kept, which: str, change: Callable[[Path], None], says: str
) -> None:
    """Whatever stands beside a model is loaded only where nobody but the user can have written it."""
    change(getattr(kept, which))

    synthesizer = load(kept.graph.parent)
    report = synthesizer.report()
    synthesizer.close()

    assert not kept.is_valid()
    assert report["kept"].startswith("no: ")
    assert says in report["kept"]
    assert "tts-core optimise" in report["kept"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_nobody_else_can_write_what_is_kept(folder: Path, load: Load) -> None:
    """What is kept can be written by its owner only, however lax the rights of new files are."""
    before = os.umask(0)
    try:
        kept = keep(folder, load)
    finally:
        os.umask(before)

    assert kept.is_valid()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (kept.path, kept.note)} == {0o644}


def test_what_the_runtime_refuses_is_made_anew(
    spoken: Spoken, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    """What is kept as it was noted, and yet cannot be loaded, is replaced, and the log says so."""
    before = spoken()
    kept.path.write_bytes(b"no graph")
    noted(kept, crc32=zlib.crc32(b"no graph"))
    assert kept.is_valid()
    assert spoken().tobytes() == before.tobytes()
    assert "made anew" in caplog.text
    assert kept.is_valid()
    assert kept.path.read_bytes() != b"no graph"


def test_nothing_is_kept_unasked(folder: Path, spoken: Spoken) -> None:
    """Loading a model writes nothing into its folder."""
    before = {file.name for file in folder.iterdir()}
    spoken()
    assert {file.name for file in folder.iterdir()} == before


def test_model_speaks_where_nothing_can_be_written(
    folder: Path, spoken: Spoken, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    """Where what is stale cannot be made anew, the model speaks as before, and the log says why."""
    before = spoken()
    kept.path.unlink()
    (kept.path / "in the way").mkdir(parents=True)
    assert spoken().tobytes() == before.tobytes()
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
    done = CliRunner().invoke(optimise, [f"kitten:{folder}"])
    assert done.exit_code == 1
    assert "throw dice" in done.output
    assert not Kept(path).is_wanted
    assert {file.name for file in folder.iterdir()} == {"tones.onnx", "voices.npz", "config.json"}


def test_command_keeps_and_removes(folder: Path) -> None:
    """The command says how much sooner the model is there and where it is kept, and takes it away again."""
    done = CliRunner().invoke(optimise, [f"kitten:{folder}"])
    assert done.exit_code == 0, done.output
    assert " s instead of " in done.output
    prepared = Kept(folder / "tones.onnx")
    assert str(prepared.path) in done.output
    assert prepared.is_valid()
    gone = CliRunner().invoke(optimise, [f"kitten:{folder}", "--remove"])
    assert gone.exit_code == 0, gone.output
    assert {file.name for file in folder.iterdir()} == {"tones.onnx", "voices.npz", "config.json"}


@pytest.mark.parametrize(
    ("model", "told"),
    [("espeak", "no graph in ONNX's format"), ("kitten:./nowhere at all", "nowhere at all")],
)
def test_command_refuses_what_it_cannot_keep(model: str, told: str) -> None:
    """For what has no graph, or is not there, the command says so and fails."""
    done = CliRunner().invoke(optimise, [model])
    assert done.exit_code == 1
    assert told in done.output
