from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from tts_onnx.file.protobuf import encoded, fields
from tts_onnx.rewrite.passes import rewrite

if TYPE_CHECKING:
    from numpy.typing import NDArray

LENGTH = 37
Layer = Callable[..., onnx.ModelProto]


def model(nodes: Any, inputs: Any, outputs: Any, weights: Any, opset: int = 17) -> onnx.ModelProto:
    graph = helper.make_graph(nodes, "graph", inputs, outputs, weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def outcome(data: bytes, feeds: dict[str, NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    found: list[NDArray[np.float32]] = onnxruntime.InferenceSession(data, options).run(None, feeds)
    return found


def feeds(channels: int, seed: int = 1) -> dict[str, NDArray[np.float32]]:
    chance = np.random.default_rng(seed)
    return {
        "x": chance.standard_normal((1, channels, LENGTH)).astype(np.float32),
        "strength": chance.standard_normal((1, channels, 1)).astype(np.float32),
        "offset": chance.standard_normal((1, channels, 1)).astype(np.float32),
    }


@settings(max_examples=12, deadline=None)
@given(
    channels=st.integers(1, 9),
    width=st.sampled_from([1, 3, 7]),
    dilation=st.sampled_from([1, 3, 5]),
    seed=st.integers(0, 1000),
)
def test_rewritten_layer_says_the_same(
    layer: Layer, channels: int, width: int, dilation: int, seed: int
) -> None:
    """A layer that was rewritten gives what it gave before, but for the last bits."""
    before = layer(channels, width=width, dilation=dilation, seed=seed).SerializeToString()
    after = rewrite(before).data
    assert after is not before
    given_ = feeds(channels, seed)
    np.testing.assert_allclose(outcome(after, given_)[0], outcome(before, given_)[0], rtol=1e-4, atol=1e-4)


def test_rewriting_leaves_less_to_do(layer: Layer) -> None:
    """Behind a rewritten normalisation nothing is multiplied but the sine by itself."""
    after = onnx.load_from_string(rewrite(layer().SerializeToString()).data)
    kinds = [node.op_type for node in after.graph.node]
    begin = kinds.index("InstanceNormalization")
    assert [kind for kind in kinds[begin:] if kind != "Reciprocal"] == [
        *("InstanceNormalization", "Sin", "Mul", "Add"),
        *("Unsqueeze", "Conv", "Squeeze", "Add"),
    ]
    onnx.checker.check_model(after)


@pytest.mark.parametrize("other", [{"exponent": 3.0}, {"beside": "a"}])
def test_what_is_not_quite_the_pattern_says_the_same(layer: Layer, other: dict[str, Any]) -> None:
    """Where a number is another, or something in between is wanted elsewhere, the outcome stays the same."""
    before = layer(**other).SerializeToString()
    for one, two in zip(outcome(rewrite(before).data, feeds(4)), outcome(before, feeds(4)), strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-4)


def noise(kind: str, **attributes: Any) -> bytes:
    shaped = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None]) for name in "xy"]
    node = helper.make_node(kind, ["x"], ["y"], **attributes)
    data: bytes = model([node], shaped[:1], shaped[1:], []).SerializeToString()
    return data


@pytest.mark.parametrize(("kind", "mean", "spread"), [("Normal", 0.0, 1.0), ("Uniform", 0.5, 12**-0.5)])
def test_noise_is_the_same_each_time(kind: str, mean: float, spread: float) -> None:
    """Random nodes give the same noise each time, of the distribution that they had, in any shape."""
    data = rewrite(noise(f"Random{kind}Like")).data
    for shape in ((1, 9), (20_000, 9), (65_537, 1)):
        x = np.zeros(shape, dtype=np.float32)
        one, two = outcome(data, {"x": x})[0], outcome(data, {"x": x})[0]
        assert one.shape == shape
        assert one.tobytes() == two.tobytes()
    assert one.mean() == pytest.approx(mean, abs=0.02)
    assert one.std() == pytest.approx(spread, abs=0.02)


def test_other_noise_stays() -> None:
    """Noise of a distribution that the table does not hold is drawn as before."""
    data = noise("RandomNormalLike", scale=3.0)
    assert rewrite(data).data is data


def test_old_operators_are_left_alone(layer: Layer) -> None:
    """A graph in operators that take their axes in another way is left as it is."""
    old = layer()
    old.opset_import[0].version = 11
    data = old.SerializeToString()
    assert rewrite(data).data is data


def test_taking_apart_and_putting_together_changes_nothing(layer: Layer) -> None:
    """A file that is read field by field and written again is the same to the byte."""
    data = layer().SerializeToString()
    assert b"".join(encoded(fields(data))) == data


def test_broken_file_is_left_alone(layer: Layer) -> None:
    """A file that ends in the middle of a field is not made another one; the runtime says what is wrong."""
    data = layer().SerializeToString()[:-3]
    assert rewrite(data).data is data
    with pytest.raises(ValueError, match="longer than what it is in"):
        list(fields(data))


def test_what_an_angle_is_taken_of_is_the_same_to_the_last_bit(layer: Layer) -> None:
    """Before something that jumps, such as an angle or a rounding, nothing is calculated in another way."""
    whole = layer()
    graph = whole.graph
    graph.node.extend(
        [
            helper.make_node("Atan", ["y"], ["angle"]),
            helper.make_node("Conv", ["angle", "k", "kb"], ["behind"], pads=[1, 1], kernel_shape=[3]),
        ]
    )
    graph.output.append(helper.make_tensor_value_info("behind", TensorProto.FLOAT, [1, 4, None]))
    data = whole.SerializeToString()
    after = rewrite(data, own=True).data
    for one, two in zip(outcome(after, feeds(4)), outcome(data, feeds(4)), strict=True):
        assert one.tobytes() == two.tobytes()


def halved(made: onnx.ModelProto) -> bytes:
    """Keep the weights of a model in 16 bits, with nodes that make 32 of them."""
    nodes = list(made.graph.node)
    for weight in made.graph.initializer:
        name, half = weight.name, numpy_helper.to_array(weight).astype(np.float16)
        weight.CopyFrom(numpy_helper.from_array(half, f"{name}/half"))
        nodes.insert(0, helper.make_node("Cast", [f"{name}/half"], [name], to=TensorProto.FLOAT))
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    data: bytes = made.SerializeToString()
    return data


def test_weights_in_16_bits_are_read(layer: Layer) -> None:
    """A graph that makes 32 bits of its weights is rewritten like one that has them, and says the same."""
    before = halved(layer())

    after = rewrite(before)

    assert after.matched.items() >= rewrite(layer().SerializeToString()).matched.items()
    np.testing.assert_allclose(
        outcome(after.data, feeds(4))[0], outcome(before, feeds(4))[0], rtol=1e-4, atol=1e-4
    )


def test_a_graph_in_16_bits_is_left_as_published() -> None:
    """Where the arithmetic itself is in 16 bits, no pass takes the weights for what they are not."""
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT16, [1, 4, None]) for name in "xy")
    weight = numpy_helper.from_array(np.ones((4, 4, 3), dtype=np.float16), "k")
    node = helper.make_node("Conv", ["x", "k"], ["y"], kernel_shape=[3], pads=[1, 1])
    data = model([node], [x], [y], [weight]).SerializeToString()

    assert str(rewrite(data)) == "no pass matched"
    assert rewrite(data).data == data
