"""Graphs as quantisers and other exporters write them: their patterns are found, and mean the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import quantize_dynamic

from tts_onnx.rewrite.passes import rewrite

if TYPE_CHECKING:
    from pathlib import Path

Layer = Callable[..., onnx.ModelProto]


def outcome(data: bytes, given: dict[str, Any]) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(data, options).run(None, given)


def products(*behind: onnx.NodeProto) -> onnx.ModelProto:
    """Make a convolution with a bias, one without, and a product of matrices, all of floats."""
    chance = np.random.default_rng(4)
    weights = {"c": (6, 4, 3), "cb": (6,), "d": (4, 6, 1), "m": (4, 5)}
    nodes = [
        helper.make_node("Conv", ["x", "c", "cb"], ["a"], kernel_shape=[3], pads=[1, 1]),
        helper.make_node("Conv", ["a", "d"], ["b"], kernel_shape=[1]),
        helper.make_node("Transpose", ["b"], ["t"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["t", "m"], ["y"]),
        *behind,
    ]
    graph = helper.make_graph(
        nodes,
        "products",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4, None])],
        [helper.make_tensor_value_info(behind[-1].output[0] if behind else "y", TensorProto.FLOAT, None)],
        [
            numpy_helper.from_array(chance.standard_normal(shape).astype(np.float32), name)
            for name, shape in weights.items()
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)


def quantised(model: onnx.ModelProto, folder: Path, *, per_channel: bool = False) -> bytes:
    onnx.save(model, folder / "floats.onnx")
    quantize_dynamic(folder / "floats.onnx", folder / "bytes.onnx", per_channel=per_channel)
    return (folder / "bytes.onnx").read_bytes()


@pytest.mark.parametrize("per_channel", [False, True])
def test_products_of_bytes_become_products_of_floats(tmp_path: Path, per_channel: bool) -> None:
    """What goes into a product is no longer rounded, and its weights are those that the bytes stand for."""
    model = products()
    published = quantised(model, tmp_path, per_channel=per_channel)
    tensors = {
        each.name: numpy_helper.to_array(each) for each in onnx.load_from_string(published).graph.initializer
    }
    for weight in model.graph.initializer:
        if (steps := tensors.get(f"{weight.name}_quantized")) is not None:
            sizes = (-1, *(1,) * (steps.ndim - 1)) if steps.ndim == 3 else (-1,)
            zero, scale = (
                tensors[f"{weight.name}_{each}"].reshape(sizes) for each in ("zero_point", "scale")
            )
            floats = (steps.astype(np.float32) - zero) * scale
            weight.CopyFrom(numpy_helper.from_array(floats.astype(np.float32), weight.name))
    after = rewrite(published, floats=True)
    x = {"x": np.random.default_rng(5).standard_normal((1, 4, 50)).astype(np.float32)}

    assert after.matched["dequantization"] == 3
    np.testing.assert_allclose(
        outcome(after.data, x)[0], outcome(model.SerializeToString(), x)[0], 1e-3, 1e-3
    )
    kinds = {node.op_type for node in onnx.load_from_string(after.data).graph.node}
    assert not kinds & {"ConvInteger", "MatMulInteger", "DynamicQuantizeLinear"}


def test_products_of_bytes_stay_where_they_are_quick(tmp_path: Path) -> None:
    """Nobody who did not ask for floats gets them."""
    published = quantised(products(), tmp_path)
    assert rewrite(published).data is published


def test_what_a_length_hangs_on_stays_in_bytes(tmp_path: Path) -> None:
    """Before a rounding to whole frames the published products stay, so that no sound becomes longer."""
    published = quantised(products(helper.make_node("Round", ["y"], ["r"])), tmp_path)
    assert rewrite(published, floats=True).data is published


@pytest.mark.parametrize("more", [0, 2])
def test_a_normalisation_in_pieces_is_put_together(layer: Layer, more: int) -> None:
    """What was exported in pieces becomes one operator for each that takes it, which then takes the style."""
    model = layer(in_pieces=True)
    for number in range(more):
        model.graph.node.append(helper.make_node("Mul", ["strength", "n"], [f"m{number}"]))
        model.graph.node.append(helper.make_node("Add", [f"m{number}", "offset"], [f"a{number}"]))
        model.graph.output.append(helper.make_tensor_value_info(f"a{number}", TensorProto.FLOAT, None))
    before = model.SerializeToString()
    after = rewrite(before)
    chance = np.random.default_rng(1)
    given = {
        name: chance.standard_normal((1, 4, size)).astype(np.float32)
        for name, size in (("x", 37), ("strength", 1), ("offset", 1))
    }

    assert (after.matched["composition"], after.matched["normalization"]) == (1, 1 + more)
    for one, other in zip(outcome(after.data, given), outcome(before, given), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("number", "name"), [(0, "last"), (3, "epsilon")], ids=["over the channels", "of another form"]
)
def test_what_is_no_such_normalisation_stays(layer: Layer, number: int, name: str) -> None:
    """Over another dimension, or with another constant in it, the pieces stay pieces."""
    model = layer(in_pieces=True)
    for tensor in model.graph.initializer:
        if tensor.name == name:
            tensor.CopyFrom(numpy_helper.from_array(np.array([number or 1] * (number or 1), np.int64), name))
    assert "composition" not in rewrite(model.SerializeToString()).matched


@pytest.mark.parametrize(("padded", "flat"), [("NOTSET", 1), ("SAME_UPPER", 0)])
def test_padding_that_is_told_is_understood(layer: Layer, padded: str, flat: int) -> None:
    """A convolution that says that its padding is told is one whose padding is told; others stay."""
    model = layer()
    (conv,) = (node for node in model.graph.node if node.op_type == "Conv")
    conv.attribute.append(helper.make_attribute("auto_pad", padded))
    assert rewrite(model.SerializeToString()).matched.get("convolution", 0) == flat
