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

from tts_core import LoadOptions, UnsupportedOption, Utterance
from tts_kitten.faster import faster
from tts_kitten.loading import load, optimise
from tts_kitten.protobuf import encoded, fields
from tts_kitten.source import Folder

if TYPE_CHECKING:
    from pathlib import Path

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
    kernel=st.sampled_from([1, 3, 7]),
    dilation=st.sampled_from([1, 3, 5]),
    seed=st.integers(0, 1000),
)
def test_rewritten_layer_says_the_same(
    layer: Layer, channels: int, kernel: int, dilation: int, seed: int
) -> None:
    """A layer that was rewritten gives what it gave before, but for the last bits."""
    before = layer(channels, kernel=kernel, dilation=dilation, seed=seed).SerializeToString()
    after = faster(before)
    assert after is not before
    given_ = feeds(channels, seed)
    np.testing.assert_allclose(outcome(after, given_)[0], outcome(before, given_)[0], rtol=1e-4, atol=1e-4)


def test_rewriting_leaves_less_to_do(layer: Layer) -> None:
    """Behind a rewritten normalisation nothing is multiplied but the sine by itself."""
    after = onnx.load_from_string(faster(layer().SerializeToString()))
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
    for one, two in zip(outcome(faster(before), feeds(4)), outcome(before, feeds(4)), strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-4)


def noise(kind: str, **attributes: Any) -> bytes:
    shaped = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None]) for name in "xy"]
    node = helper.make_node(kind, ["x"], ["y"], **attributes)
    data: bytes = model([node], shaped[:1], shaped[1:], []).SerializeToString()
    return data


@pytest.mark.parametrize(("kind", "mean", "spread"), [("Normal", 0.0, 1.0), ("Uniform", 0.5, 12**-0.5)])
def test_noise_is_the_same_each_time(kind: str, mean: float, spread: float) -> None:
    """Random nodes give the same noise each time, of the distribution that they had, in any shape."""
    data = faster(noise(f"Random{kind}Like"))
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
    assert faster(data) is data


def test_old_operators_are_left_alone(layer: Layer) -> None:
    """A graph in operators that take their axes in another way is left as it is."""
    old = layer()
    old.opset_import[0].version = 11
    data = old.SerializeToString()
    assert faster(data) is data


def test_taking_apart_and_putting_together_changes_nothing(layer: Layer) -> None:
    """A file that is read field by field and written again is the same to the byte."""
    data = layer().SerializeToString()
    assert b"".join(encoded(fields(data))) == data


def test_broken_file_is_left_alone(layer: Layer) -> None:
    """A file that ends in the middle of a field is not made another one; the runtime says what is wrong."""
    data = layer().SerializeToString()[:-3]
    assert faster(data) is data
    with pytest.raises(ValueError, match="longer than what it is in"):
        list(fields(data))


def behind(folder: Path, add: Callable[[str], list[onnx.NodeProto]], *weights: onnx.TensorProto) -> None:
    """Put nodes between the waveform of a model and its output; they take the name given and make "after"."""
    path = folder / "tones.onnx"
    changed = onnx.load(path)
    last = next(node for node in changed.graph.node if "waveform" in node.output)
    new = add(last.input[0])
    place = list(changed.graph.node).index(last)
    last.input[0] = "after"
    for offset, node in enumerate(new):
        changed.graph.node.insert(place + offset, node)
    changed.graph.initializer.extend(weights)
    onnx.save(changed, path)


def spoken(folder: Path) -> NDArray[np.float32]:
    synthesizer = load(Folder(folder), "tones", LoadOptions())
    rendering = synthesizer.speak(Utterance(text="Once more, and once more."))
    synthesizer.close()
    return rendering.samples


def test_model_with_breath_says_the_same_each_time(build: Callable[..., Path]) -> None:
    """A model that draws its breath by lot gives the same samples each time it is loaded."""
    folder = build()
    quiet = spoken(folder)
    breathing(folder)
    one, two = spoken(folder), spoken(folder)
    assert one.tobytes() == two.tobytes()
    assert one.tobytes() != quiet.tobytes()


def test_graph_of_other_shapes_is_run_as_it_was_published(build: Callable[..., Path]) -> None:
    """Where what is multiplied behind a normalisation is no style, the model speaks as before."""
    folder = build()
    before = spoken(folder)
    behind(
        folder,
        lambda name: [
            helper.make_node("Reshape", [name, "row"], ["rows"]),
            helper.make_node("InstanceNormalization", ["rows", "one", "none"], ["even"]),
            helper.make_node("Mul", ["rows", "even"], ["times"]),
            helper.make_node("Add", ["times", "rows"], ["plus"]),
            helper.make_node("Sub", ["plus", "times"], ["back"]),
            helper.make_node("Reshape", ["back", "flat"], ["after"]),
        ],
        numpy_helper.from_array(np.array([1, 1, -1], dtype=np.int64), "row"),
        numpy_helper.from_array(np.array([-1], dtype=np.int64), "flat"),
        numpy_helper.from_array(np.ones(1, dtype=np.float32), "one"),
        numpy_helper.from_array(np.zeros(1, dtype=np.float32), "none"),
    )
    np.testing.assert_allclose(spoken(folder), before, atol=1e-5)


def breathing(folder: Path) -> Path:
    """Let a model draw its breath by lot."""
    behind(
        folder,
        lambda name: [
            helper.make_node("RandomNormalLike", [name], ["drawn"]),
            helper.make_node("Mul", ["drawn", "little"], ["breath"]),
            helper.make_node("Add", [name, "breath"], ["after"]),
        ],
        numpy_helper.from_array(np.array(1e-3, dtype=np.float32), "little"),
    )
    return folder


def seeded(folder: Path, seed: int) -> bytes:
    synthesizer = load(Folder(folder), "tones", LoadOptions())
    rendering = synthesizer.speak(Utterance(text="Once more, and once more.", options={"seed": seed}))
    synthesizer.close()
    return rendering.samples.tobytes()


def test_seed_is_another_breath(build: Callable[..., Path]) -> None:
    """The same seed gives the same samples, another one others, also from a graph that is kept beside."""
    folder = breathing(build())
    usual, first, second = (seeded(folder, seed) for seed in (0, 1, 2**31 - 1))
    assert usual == spoken(folder).tobytes()
    assert len({usual, first, second}) == 3
    assert seeded(folder, 1) == first
    optimise(Folder(folder), "tones", LoadOptions())
    assert [seeded(folder, seed) for seed in (0, 1)] == [usual, first]


def test_model_without_dice_takes_any_seed(build: Callable[..., Path]) -> None:
    """A model that draws nothing by lot says the same for every seed."""
    folder = build()
    assert seeded(folder, 0) == seeded(folder, 7)


def test_seed_that_would_change_nothing_is_refused(build: Callable[..., Path]) -> None:
    """A model whose dice cannot be told anything refuses a seed instead of ignoring it."""
    folder = build()
    behind(
        folder,
        lambda name: [
            helper.make_node("RandomNormalLike", [name], ["drawn"], scale=3.0),
            helper.make_node("Mul", ["drawn", "little"], ["breath"]),
            helper.make_node("Add", [name, "breath"], ["after"]),
        ],
        numpy_helper.from_array(np.array(1e-4, dtype=np.float32), "little"),
    )
    assert seeded(folder, 0)
    with pytest.raises(UnsupportedOption, match="seed"):
        seeded(folder, 7)


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
    after = faster(data, own=True)
    for one, two in zip(outcome(after, feeds(4)), outcome(data, feeds(4)), strict=True):
        assert one.tobytes() == two.tobytes()
