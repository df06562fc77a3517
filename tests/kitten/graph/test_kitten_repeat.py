from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from tts_kitten.faster import faster


def whole(values: Any, name: str) -> onnx.NodeProto:
    tensor = numpy_helper.from_array(np.asarray(values, dtype=np.int64), name)
    return helper.make_node("Constant", [], [name], value=tensor)


def filled(name: str, shape: str, value: int) -> onnx.NodeProto:
    tensor = numpy_helper.from_array(np.array([value], dtype=np.int64))
    return helper.make_node("ConstantOfShape", [shape], [name], value=tensor)


def repeating(*, twice: bool = False) -> bytes:
    """Make the loop that PyTorch writes for repeat_interleave; *twice* says everything two times."""
    body = helper.make_graph(
        [
            helper.make_node("SequenceAt", ["lengths", "i"], ["length"]),
            helper.make_node("SequenceAt", ["values", "i"], ["value"]),
            whole([-1], "behind"),
            helper.make_node("Unsqueeze", ["value", "behind"], ["column"]),
            whole([2] if twice else [1], "rows"),
            whole([], "nothing"),
            helper.make_node("Concat", ["rows", "length", "nothing"], ["sizes"], axis=0),
            helper.make_node("Shape", ["sizes"], ["rank"]),
            filled("ones", "rank", 1),
            whole(-1, "minus"),
            helper.make_node("Mul", ["ones", "minus"], ["any"]),
            helper.make_node("Equal", ["sizes", "any"], ["free"]),
            helper.make_node("Where", ["free", "ones", "sizes"], ["shape"]),
            helper.make_node("Expand", ["column", "shape"], ["wide"]),
            whole([-1], "flat"),
            helper.make_node("Reshape", ["wide", "flat"], ["row"]),
            helper.make_node("SequenceInsert", ["before", "row"], ["after"]),
            helper.make_node("Cast", ["always"], ["going"], to=TensorProto.BOOL),
        ],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("was", TensorProto.BOOL, []),
            helper.make_tensor_sequence_value_info("before", TensorProto.INT64, None),
        ],
        [
            helper.make_tensor_value_info("going", TensorProto.BOOL, []),
            helper.make_tensor_sequence_value_info("after", TensorProto.INT64, None),
        ],
    )
    nodes = [
        helper.make_node("Shape", ["x"], ["count"]),
        filled("each", "count", 1),
        helper.make_node("SplitToSequence", ["x", "each"], ["values"], axis=0),
        helper.make_node("SplitToSequence", ["d", "each"], ["lengths"], axis=0),
        whole(0, "none"),
        helper.make_node("Gather", ["count", "none"], ["times"], axis=0),
        helper.make_node(
            "Constant",
            [],
            ["always"],
            value=numpy_helper.from_array(np.array(True)),
        ),
        helper.make_node("SequenceEmpty", [], ["empty"], dtype=TensorProto.INT64),
        helper.make_node("Loop", ["times", "always", "empty"], ["said"], body=body),
        helper.make_node("ConcatFromSequence", ["said"], ["y"], axis=0),
    ]
    row = {name: helper.make_tensor_value_info(name, TensorProto.INT64, [None]) for name in "xdy"}
    graph = helper.make_graph(nodes, "graph", [row["x"], row["d"]], [row["y"]])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    data: bytes = made.SerializeToString()
    return data


def outcome(data: bytes, values: list[int], lengths: list[int]) -> list[int]:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    feeds = {"x": np.array(values, dtype=np.int64), "d": np.array(lengths, dtype=np.int64)}
    found: list[int] = onnxruntime.InferenceSession(data, options).run(None, feeds)[0].tolist()
    return found


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 30)), min_size=1, max_size=12))
def test_repeating_without_a_loop_says_the_same(pairs: list[tuple[int, int]]) -> None:
    """Each value comes as many times as its length tells, with the loop and without it."""
    values, lengths = [value for value, _ in pairs], [length for _, length in pairs]
    before = repeating()
    after = faster(before)
    assert not {node.op_type for node in onnx.load_from_string(after).graph.node} & {"Loop", "SequenceInsert"}
    expected = np.repeat(values, lengths).tolist()
    assert outcome(after, values, lengths) == outcome(before, values, lengths) == expected


def test_loop_that_does_something_else_stays() -> None:
    """A loop that is not quite the one that is known is run as it is."""
    data = repeating(twice=True)
    assert faster(data) is data
    assert outcome(data, [4, 5], [1, 2]) == [4, 4, 5, 5, 5, 5]


@pytest.mark.parametrize("length", [1, 400])
def test_one_token_may_be_all(length: int) -> None:
    """A single token that lasts for all frames is repeated for all of them."""
    assert outcome(faster(repeating()), [3], [length]) == [3] * length
