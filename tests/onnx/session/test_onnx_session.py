from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import pytest

from tts_onnx import kernel
from tts_onnx.session.kept import Kept, Trial
from tts_onnx.session.opening import open_session
from tts_onnx.session.session import BadGraph, Contract, Session
from tts_onnx.session.versions import CPU

if TYPE_CHECKING:
    from pathlib import Path

Layer = Callable[..., onnx.ModelProto]
CHANNELS = 4
LAYERS = Contract(
    family="Layers",
    inputs=dict.fromkeys(("x", "strength", "offset"), "tensor(float)"),
    outputs={"y": ("tensor(float)",), "beside": ("tensor(int64)",)},
    needed=("y",),
)


def feeds(length: int) -> dict[str, Any]:
    chance = np.random.default_rng(length)
    sizes = {"x": (1, CHANNELS, length), "strength": (1, CHANNELS, 1), "offset": (1, CHANNELS, 1)}
    return {name: chance.standard_normal(size).astype(np.float32) for name, size in sizes.items()}


TRIAL = Trial(feeds(3), feeds(40))


@pytest.fixture
def file(layer: Layer, tmp_path: Path) -> Path:
    """A graph of one layer."""
    path = tmp_path / "layer.onnx"
    onnx.save(layer(CHANNELS), path)
    return path


def opened(file: Path) -> Session:
    return open_session(file, LAYERS, TRIAL, threads=1, providers=CPU)


def test_report_names_the_passes_that_matched(file: Path) -> None:
    """A session tells which passes found their pattern in its graph, and how often."""
    told = opened(file).report()

    assert told["providers"] == "CPUExecutionProvider"
    assert told["rewritten"].startswith("normalization 1, convolution 1")
    assert "kept" not in told


def test_graph_that_is_rewritten_wrongly_runs_as_it_was_published(
    layer: Layer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the runtime refuses what a pass made, the published graph runs, and report and log say so."""
    path = tmp_path / "layer.onnx"
    onnx.save(layer(CHANNELS), path)
    monkeypatch.setattr("tts_onnx.rewrite.passes.Graph.written", lambda self: b"no graph any more")

    with caplog.at_level(logging.INFO, "tts_onnx"):
        session = opened(path)

    assert session.report()["rewritten"] == "as published, because the runtime refuses it rewritten"
    assert "onnxruntime refuses a quicker version" in caplog.text
    assert session.run(feeds(9))["y"].shape == (1, CHANNELS, 9)


@pytest.mark.skipif(kernel.library() is None, reason="there was no compiler when tts-onnx was installed")
def test_session_runs_on_our_operator_and_says_so(
    file: Path, without: Callable[[Path], None], tmp_path: Path
) -> None:
    """A graph gives the same with the compiled operator, kept or not, and without it, and says so."""
    quick = opened(file)
    assert quick.report()["operators"] == "onnxruntime, tts-onnx"
    Kept(file).want()
    opened(file)
    kept = opened(file)
    assert (kept.report()["operators"], kept.report()["kept"]) == ("onnxruntime, tts-onnx", "yes")
    assert kept.report()["rewritten"] == quick.report()["rewritten"]
    before = quick.run(feeds(50))["y"]
    assert kept.run(feeds(50))["y"].tobytes() == before.tobytes()
    without(tmp_path / "nothing")
    assert not Kept(file).is_valid()
    Kept(file).remove()
    plain = opened(file)
    assert plain.report()["operators"] == "onnxruntime"
    np.testing.assert_allclose(plain.run(feeds(50))["y"], before, rtol=1e-4, atol=1e-4)


@pytest.mark.skipif(kernel.library() is None, reason="there was no compiler when tts-onnx was installed")
def test_library_that_the_runtime_refuses_is_a_bad_graph(file: Path, tmp_path: Path) -> None:
    """A library that is none for the runtime is told like everything else that it cannot load."""
    path = tmp_path / "other.so"
    path.write_bytes(b"nothing")

    with pytest.raises(BadGraph, match="cannot load it"):
        Session(file, LAYERS, threads=1, providers=CPU, operators=path)


def test_outputs_that_a_graph_lacks_are_asked_for_where_they_are_there(file: Path) -> None:
    """What a contract does not need is had where the graph gives it, and missed nowhere else."""
    assert opened(file).outputs == ["y"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"inputs": {"x": "tensor(float)"}}, "asks for strength, offset, which Layers does not have"),
        ({"needed": ("waveform",)}, "no output 'waveform'; its outputs are y"),
        ({"outputs": {"y": ("tensor(int64)",)}}, r"'y' must be tensor\(int64\), not tensor\(float\)"),
    ],
)
def test_graph_is_held_to_its_contract(file: Path, change: dict[str, Any], told: str) -> None:
    """A graph that takes or gives something else than its family is refused when it is loaded."""
    fields = {name: getattr(LAYERS, name) for name in ("family", "inputs", "outputs", "needed")}

    with pytest.raises(BadGraph, match=told):
        Session(file, Contract(**(fields | change)), threads=1, providers=CPU)
