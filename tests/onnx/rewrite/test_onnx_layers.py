from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from tts_onnx.rewrite.passes import rewrite

WIDTH = 64


def stack(
    layers: int, *, given: str = "x", name: str = "", odd: int | None = None
) -> tuple[list[onnx.NodeProto], str, list[onnx.TensorProto]]:
    """
    Make layers that share their weights, as they are exported: all but the first by other names for them.

    Of the layer *odd*, one number is another.
    """
    chance = np.random.default_rng(len(name))
    weights = [
        numpy_helper.from_array(chance.uniform(-0.2, 0.2, (WIDTH, WIDTH)).astype(np.float32), f"{name}w1"),
        numpy_helper.from_array(chance.uniform(-0.2, 0.2, (WIDTH, WIDTH)).astype(np.float32), f"{name}w2"),
        numpy_helper.from_array(chance.uniform(-1, 1, WIDTH).astype(np.float32), f"{name}b"),
    ]
    nodes: list[onnx.NodeProto] = []
    state = given
    for each in range(layers):
        here = f"{name}{each}/"
        first, second, bias = (weight.name if each == 0 else f"{here}{weight.name}" for weight in weights)
        if each:
            nodes += [
                helper.make_node("Identity", [weight.name], [f"{here}{weight.name}"]) for weight in weights
            ]
        half = numpy_helper.from_array(np.array(0.25 if each == odd else 0.5, dtype=np.float32))
        nodes += [
            helper.make_node("Constant", [], [f"{here}half"], value=half),
            helper.make_node("MatMul", [state, first], [f"{here}in"]),
            helper.make_node("Add", [bias, f"{here}in"], [f"{here}biased"]),
            helper.make_node("Add", [f"{here}biased", "mask"], [f"{here}masked"]),
            helper.make_node("Tanh", [f"{here}masked"], [f"{here}bent"]),
            helper.make_node("MatMul", [f"{here}bent", second], [f"{here}out"]),
            helper.make_node("Mul", [f"{here}out", f"{here}half"], [f"{here}less"]),
            helper.make_node("Add", [f"{here}less", state], [f"{here}state"]),
        ]
        state = f"{here}state"
    return nodes, state, weights


def model(
    *stacks: tuple[list[onnx.NodeProto], str, list[onnx.TensorProto]], more: tuple[str, ...] = ()
) -> bytes:
    """Make a graph of stacks, one behind the other, that gives the last state and what else is wanted."""
    shape = [1, None, WIDTH]
    graph = helper.make_graph(
        [helper.make_node("Abs", ["m"], ["mask"]), *(node for nodes, _, _ in stacks for node in nodes)],
        "graph",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("x", "m")],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in (stacks[-1][1], *more)],
        [weight for _, _, weights in stacks for weight in weights],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    data: bytes = made.SerializeToString()
    return data


def outcome(data: bytes, rows: int = 7) -> list[Any]:
    chance = np.random.default_rng(rows)
    feeds = {name: chance.standard_normal((1, rows, WIDTH)).astype(np.float32) for name in ("x", "m")}
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    found: list[Any] = onnxruntime.InferenceSession(data, options).run(None, feeds)
    return found


def kinds(data: bytes) -> Counter[str]:
    return Counter(node.op_type for node in onnx.load_from_string(data).graph.node)


@settings(max_examples=8, deadline=None)
@given(layers=st.integers(3, 13), rows=st.integers(1, 40))
def test_layers_in_a_loop_say_the_same(layers: int, rows: int) -> None:
    """Layers with the same weights give the same in a loop as one after the other."""
    before = model(stack(layers))
    after = rewrite(before).data
    onnx.checker.check_model(after)
    assert kinds(after) == {"Abs": 1, "Loop": 1}
    np.testing.assert_allclose(outcome(after, rows)[0], outcome(before, rows)[0], rtol=1e-5, atol=1e-5)


def test_each_stack_has_its_own_loop() -> None:
    """Two stacks of layers, one behind the other, become two loops."""
    first = stack(4)
    before = model(first, stack(5, given=first[1], name="next"))
    after = rewrite(before).data
    assert kinds(after) == {"Abs": 1, "Loop": 2}
    np.testing.assert_allclose(outcome(after)[0], outcome(before)[0], rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    "data",
    [
        model(stack(5), more=("2/state",)),
        model(stack(5), more=("3/bent",)),
        model(stack(5, odd=2)),
        model(stack(5, odd=4)),
        model(stack(2)),
    ],
    ids=[
        "state wanted elsewhere",
        "something within wanted elsewhere",
        "odd in the middle",
        "odd last",
        "two",
    ],
)
def test_layers_that_are_not_alike_stay(data: bytes) -> None:
    """Where a layer differs from the others, or its insides are wanted, all of them stay as they are."""
    after = rewrite(data).data
    assert "Loop" not in kinds(after)
    for one, two in zip(outcome(after), outcome(data), strict=True):
        assert one.tobytes() == two.tobytes()


def test_other_names_for_a_constant_are_not_kept() -> None:
    """A weight is taken by its own name, so that the runtime has not to make copies of it."""
    data = model(stack(2))
    assert kinds(data)["Identity"] == 3
    after = rewrite(data).data
    assert "Identity" not in kinds(after)
    assert outcome(after)[0].tobytes() == outcome(data)[0].tobytes()
