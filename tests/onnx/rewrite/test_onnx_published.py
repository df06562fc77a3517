"""The rewritten graph beside the published one, on a graph of the shape and the size of kitten-nano."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import pytest

from tts_onnx import kernel
from tts_onnx.file.graph import Graph
from tts_onnx.rewrite.noise import settled
from tts_onnx.rewrite.passes import rewrite
from tts_onnx.voice.styles import read_styles, style

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNPACK = Path(__file__).parents[4] / "shared" / "bench" / "unpack.py"
pytestmark = pytest.mark.skipif(
    not UNPACK.is_file(), reason="there is no graph of that size beside the checkout"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model, unpacked."""
    made = tmp_path_factory.mktemp("shaped")
    subprocess.run([sys.executable, str(UNPACK), str(made)], check=True)
    return made


@pytest.fixture(scope="module")
def published(folder: Path) -> Any:
    """The graph as it was published, but that its breath comes from the same table as ours."""
    graph = Graph(next(folder.glob("*.onnx")).read_bytes())
    settled(graph)
    return session(graph.written())


def session(data: bytes, *, own: bool = False) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    if own:
        options.register_custom_ops_library(str(kernel.library()))
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def said(session: Any, folder: Path, length: int, voice: int) -> tuple[NDArray[np.float32], bytes]:
    """Return the waveform of so many tokens, and the durations of each."""
    styles = list(read_styles((folder / "voices.npz").read_bytes()).values())
    tokens = np.random.default_rng(length).integers(43, 157, length)
    feeds = {
        "input_ids": np.array([[0, *tokens, 10, 0]], dtype=np.int64),
        "style": style(styles[voice], length),
        "speed": np.array([1.0], dtype=np.float32),
    }
    waveform, durations = session.run(["waveform", "duration"], feeds)
    return waveform.reshape(-1), durations.tobytes()


@pytest.mark.parametrize(
    "own",
    [
        False,
        pytest.param(True, marks=pytest.mark.skipif(not kernel.library(), reason="there was no compiler")),
    ],
)
def test_rewritten_model_says_the_same(folder: Path, published: Any, *, own: bool) -> None:
    """Every token lasts as long as in the published graph, and no sample differs by 1e-5 of the peak."""
    quick = session(rewrite(next(folder.glob("*.onnx")).read_bytes(), own=own).data, own=own)
    for length, voice in ((1, 0), (22, 1), (57, 3), (118, 5), (200, 7)):
        (before, lengths), (after, ours) = (
            said(published, folder, length, voice),
            said(quick, folder, length, voice),
        )
        assert ours == lengths
        np.testing.assert_allclose(after, before, rtol=0, atol=1e-5 * float(np.abs(before).max()))
