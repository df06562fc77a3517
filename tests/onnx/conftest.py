"""One layer of the kind that the models have dozens of, for tests of how a graph is rewritten and run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tts_onnx import kernel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def layer() -> Callable[..., onnx.ModelProto]:
    """What makes one layer as the models have it: normalise, style, snake, convolve."""
    return _layer


def _layer(
    channels: int = 4,
    *,
    width: int = 3,
    dilation: int = 1,
    exponent: float = 2.0,
    epsilon: float = 1e-5,
    beside: str = "",
    seed: int = 0,
    in_pieces: bool = False,
) -> onnx.ModelProto:
    chance = np.random.default_rng(seed)

    def weight(name: str, *shape: int) -> onnx.TensorProto:
        return numpy_helper.from_array(chance.uniform(0.3, 2.0, shape).astype(np.float32), name)

    reach = dilation * (width - 1) // 2
    spread: dict[str, Any] = {
        "pads": [reach, reach],
        "dilations": [dilation],
        "kernel_shape": [width],
    }
    whole = [helper.make_node("InstanceNormalization", ["x", "w", "b"], ["n"], epsilon=epsilon)]
    pieces = [
        helper.make_node("Conv", ["x", "k", "kb"], ["sound"], **spread),
        helper.make_node("ReduceMean", ["sound", "last"], ["mean"], keepdims=1),
        helper.make_node("Sub", ["sound", "mean"], ["rest"]),
        helper.make_node("Mul", ["rest", "rest"], ["square"]),
        helper.make_node("ReduceMean", ["square", "last"], ["variance"], keepdims=1),
        helper.make_node("Add", ["variance", "epsilon"], ["above_zero"]),
        helper.make_node("Sqrt", ["above_zero"], ["root"]),
        helper.make_node("Div", ["rest", "root"], ["n"]),
    ]
    nodes = [
        *(pieces if in_pieces else whole),
        helper.make_node("Mul", ["strength", "n"], ["m"]),
        helper.make_node("Add", ["m", "offset"], ["a"]),
        helper.make_node("Reciprocal", ["alpha"], ["one_by_alpha"]),
        helper.make_node("Mul", ["alpha", "a"], ["aa"]),
        helper.make_node("Sin", ["aa"], ["s"]),
        helper.make_node("Pow", ["s", "two"], ["p"]),
        helper.make_node("Mul", ["one_by_alpha", "p"], ["d"]),
        helper.make_node("Add", ["a", "d"], ["u"]),
        helper.make_node("Conv", ["u", "k", "kb"], ["c"], **spread),
        helper.make_node("Add", ["c", "x"], ["y"]),
    ]
    sizes = {"w": [channels], "b": [channels], "alpha": [1, channels, 1], "k": [channels, channels, width]}
    weights = [weight(name, *shape) for name, shape in (sizes | {"kb": [channels]}).items()]
    weights.append(numpy_helper.from_array(np.array(exponent, dtype=np.float32), "two"))
    weights.append(numpy_helper.from_array(np.array(epsilon, dtype=np.float32), "epsilon"))
    weights.append(numpy_helper.from_array(np.array([2], dtype=np.int64), "last"))
    wide: list[Any] = [1, channels, None]
    narrow: list[Any] = [1, channels, 1]
    inputs = {"x": wide, "strength": narrow, "offset": narrow}
    graph = helper.make_graph(
        nodes,
        "layer",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, wide) for name in ("y", beside) if name],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Let another file stand in the place of the compiled operator."""

    def exchange(path: Path) -> None:
        monkeypatch.setattr(kernel, "_PLACE", path)
        kernel.library.cache_clear()

    yield exchange
    monkeypatch.undo()
    kernel.library.cache_clear()
