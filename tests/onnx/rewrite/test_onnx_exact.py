"""What counts as a jump: lengths and angles do, the steps of a quantisation do not."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tts_onnx.file.graph import Graph
from tts_onnx.rewrite.exact import before_jumps


def graph(*nodes: onnx.NodeProto, outputs: tuple[str, ...] = ("y",)) -> Graph:
    """Make a graph of these nodes behind a layer called "layer", which gives "x"."""
    made = helper.make_graph(
        [helper.make_node("MatMul", ["given", "weight"], ["x"], name="layer"), *nodes],
        "graph",
        [helper.make_tensor_value_info("given", TensorProto.FLOAT, [None, 2])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [
            numpy_helper.from_array(np.eye(2, dtype=np.float32), "weight"),
            numpy_helper.from_array(np.ones((2, 2), dtype=np.int8), "eight bits"),
        ],
    )
    return Graph(helper.make_model(made).SerializeToString())


def node(kind: str, taken: str, given: str, **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(kind, taken.split(","), [given], **attributes)


def is_exact(made: Graph) -> bool:
    """Whether the layer has to stay as it is."""
    return "layer" in {each.name for each in before_jumps(made)}


@pytest.mark.parametrize(
    "nodes",
    [
        [node("Round", "x", "y")],
        [node("Atan", "x", "y")],
        [node("Round", "x", "r"), node("Cast", "r", "y", to=TensorProto.INT64)],
        [node("Floor", "x", "r"), node("Sub", "x,r", "y")],
        [
            node("Round", "x", "r"),
            node("Cast", "r", "c", to=TensorProto.INT32),
            node("Range", "c,c,c", "y"),
        ],
    ],
    ids=["rounded", "angle", "length", "rest of a turn", "counted with"],
)
def test_what_jumps_keeps_what_it_is_calculated_from(nodes: list[onnx.NodeProto]) -> None:
    """Before a length or an angle nothing is rewritten, whatever it is used for."""
    assert is_exact(graph(*nodes))


@pytest.mark.parametrize(
    "nodes",
    [
        [
            node("Floor", "x", "f"),
            node("Cast", "f", "bias", to=TensorProto.INT32),
            node("MatMulInteger", "eight bits,eight bits", "m"),
            node("Add", "m,bias", "s"),
            node("Cast", "s", "y", to=TensorProto.FLOAT),
        ],
        [
            node("Round", "x", "r"),
            node("Clip", "r", "p"),
            node("Cast", "p", "zero", to=TensorProto.UINT8),
            node("QuantizeLinear", "given,weight,zero", "q"),
            node("Cast", "q", "y", to=TensorProto.FLOAT),
        ],
        [
            node("Round", "x", "r"),
            node("Cast", "r", "small", to=TensorProto.INT8),
            node("ConvInteger", "eight bits,small", "m"),
            node("Cast", "m", "y", to=TensorProto.FLOAT),
        ],
    ],
    ids=["bias", "point of zero", "weight"],
)
def test_steps_of_a_quantisation_are_no_jump(nodes: list[onnx.NodeProto]) -> None:
    """A rounding that feeds only a bias or what is quantised leaves what is before it free."""
    assert not is_exact(graph(*nodes))


def test_rounding_that_is_also_wanted_elsewhere_is_a_jump() -> None:
    """A rounded number that goes into a quantisation and out of the graph counts as it is."""
    nodes = [
        node("Round", "x", "r"),
        node("Cast", "r", "small", to=TensorProto.INT8),
        node("ConvInteger", "eight bits,small", "m"),
        node("Cast", "m", "y", to=TensorProto.FLOAT),
    ]
    assert is_exact(graph(*nodes, outputs=("y", "r")))
