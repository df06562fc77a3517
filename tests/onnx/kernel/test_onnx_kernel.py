from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from tts_onnx import kernel
from tts_onnx.rewrite.passes import rewrite

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = kernel.library()
Layer = Callable[..., onnx.ModelProto]
PER_CHANNEL = ("weight", "bias", "strength", "offset", "alpha")
compiled = pytest.mark.skipif(
    LIBRARY is None, reason="tts-onnx was installed without a compiler, and has no operator of its own"
)


def operator() -> bytes:
    """Make a graph of nothing but the operator."""
    names = ["rows", *PER_CHANNEL, "epsilon"]
    node = helper.make_node(kernel.OPERATOR, names, ["out"], domain=kernel.DOMAIN)
    graph = helper.make_graph(
        [node],
        "graph",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, None)],
    )
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(kernel.DOMAIN, 1)]
    data: bytes = helper.make_model(graph, opset_imports=versions, ir_version=8).SerializeToString()
    return data


def session(data: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.register_custom_ops_library(str(LIBRARY))
    return onnxruntime.InferenceSession(data, options)


def snake(given_: dict[str, Any]) -> Any:
    """Calculate what the operator is for, with twice the digits."""
    exact = {name: np.asarray(value, dtype=np.float64) for name, value in given_.items()}
    weight, bias, strength, offset, alpha = (exact[name][:, None] for name in PER_CHANNEL)
    rows = exact["rows"]
    even = (rows - rows.mean(2, keepdims=True)) / np.sqrt(rows.var(2, keepdims=True) + exact["epsilon"])
    said = (even * weight + bias) * strength + offset
    return said + np.sin(alpha * said) ** 2 / alpha


@compiled
@settings(max_examples=25, deadline=None)
@given(
    batch=st.integers(1, 2),
    channels=st.integers(1, 5),
    length=st.integers(1, 200),
    strength=st.sampled_from([0.0, 0.01, 1.0, 30.0, 1000.0]),
    seed=st.integers(0, 1000),
)
def test_operator_gives_what_it_stands_for(
    batch: int, channels: int, length: int, strength: float, seed: int
) -> None:
    """Rows of any length come out normalised, in their style, and with the square of their sine added."""
    chance = np.random.default_rng(seed)
    feeds = {name: chance.standard_normal(channels).astype(np.float32) for name in PER_CHANNEL}
    feeds["strength"] *= np.float32(strength)
    feeds["alpha"] = chance.uniform(0.5, 2, channels).astype(np.float32)
    feeds["rows"] = chance.normal(3, 2, (batch, channels, length)).astype(np.float32)
    feeds["epsilon"] = np.array([1e-5], dtype=np.float32)
    (found,) = session(operator()).run(None, feeds)
    largest = max(1.0, strength) * 20  # A number of 32 bits has 24 digits, and its sine no more.
    np.testing.assert_allclose(found, snake(feeds), rtol=0, atol=largest * 4e-6)


@compiled
def test_numbers_beyond_all_measure_stay_numbers() -> None:
    """Where a sine means nothing any more, the numbers stay finite; what is no number stays none."""
    one = np.ones(1, dtype=np.float32)
    rows = np.array([[[1.0, -1.0, 1.0, -1.0]]], dtype=np.float32)
    feeds = {"rows": rows, "epsilon": one} | dict.fromkeys(PER_CHANNEL, one)
    (huge,) = session(operator()).run(None, feeds | {"strength": one * np.float32(1e30)})
    assert np.isfinite(huge).all()
    (lost,) = session(operator()).run(None, feeds | {"strength": one * np.float32(np.nan)})
    assert np.isnan(lost).all()


@compiled
@pytest.mark.parametrize(
    ("sizes", "why"),
    [
        ({"rows": (2, 9)}, "three dimensions"),
        ({"weight": (3,)}, "one number for each channel"),
        ({"strength": (1, 2, 9)}, "one number for each channel"),
        ({"alpha": (1,)}, "one number for each channel"),
        ({"epsilon": (2,)}, "one epsilon"),
    ],
)
def test_operator_reads_no_further_than_it_was_given(sizes: dict[str, tuple[int, ...]], why: str) -> None:
    """Inputs that do not belong together are an error of the runtime's, and nothing is read beyond them."""
    usual = {"rows": (1, 2, 9), "epsilon": (1,)} | dict.fromkeys(PER_CHANNEL, (2,))
    feeds = {name: np.ones(size, dtype=np.float32) for name, size in (usual | sizes).items()}
    with pytest.raises(Exception, match=why):
        session(operator()).run(None, feeds)


@compiled
@settings(max_examples=8, deadline=None)
@given(channels=st.integers(1, 9), length=st.integers(1, 80), beside=st.booleans())
def test_layer_with_our_operator_says_the_same(
    layer: Layer, channels: int, length: int, *, beside: bool
) -> None:
    """A layer gives with our operator what it gives with the runtime's own, whoever takes it."""
    made = layer(channels, beside="u" if beside else "", epsilon=2e-3)
    before = made.SerializeToString()
    after = rewrite(before, own=True).data
    counted = Counter(node.op_type for node in onnx.load_from_string(after).graph.node)
    assert counted[kernel.OPERATOR] == 1
    assert not counted.keys() & {"Sin", "Pow", "InstanceNormalization"}
    chance = np.random.default_rng(length)
    feeds = {
        "x": chance.standard_normal((1, channels, length)).astype(np.float32),
        "strength": chance.standard_normal((1, channels, 1)).astype(np.float32),
        "offset": chance.standard_normal((1, channels, 1)).astype(np.float32),
    }
    for one, two in zip(session(after).run(None, feeds), session(before).run(None, feeds), strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("content", [b"", b"not a library at all"])
def test_what_is_no_library_is_not_used(
    without: Callable[[Path], None],
    tmp_path: Path,
    content: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A file that cannot be loaded is not used, and a line in the log says so."""
    path = tmp_path / "_kernel.so"
    path.write_bytes(content)
    without(path)
    assert kernel.library() is None
    assert "cannot be used" in caplog.text


@pytest.mark.skipif(not shutil.which("cc"), reason="there is no C compiler here")
def test_library_that_calculates_wrongly_is_not_used(
    without: Callable[[Path], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A compiled operator whose numbers are wrong on this processor is not used, and the log says so."""
    source, path = tmp_path / "wrong.c", tmp_path / "wrong.so"
    source.write_text("void tts_onnx_snake(void) {}\n", "utf-8")
    subprocess.run(["cc", "-shared", "-fPIC", str(source), "-o", str(path)], check=True)
    without(path)
    assert kernel.library() is None
    assert "calculates wrongly" in caplog.text
