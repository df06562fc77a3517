from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import onnx
import pytest
from onnx import TensorProto, helper

from tts_onnx.file.summary import Interface, Summary, interface, summarize

if TYPE_CHECKING:
    from pathlib import Path

Layer = Callable[..., onnx.ModelProto]


def test_outputs_are_known_without_loading(layer: Layer, tmp_path: Path) -> None:
    """What a graph gives is read from its file, and nothing in it throws dice."""
    path = tmp_path / "layer.onnx"
    onnx.save(layer(beside="a"), path)

    assert summarize(path) == Summary(frozenset({"y", "a"}), is_random=False)


def test_inputs_are_known_with_their_types(tmp_path: Path) -> None:
    """What a graph takes is read from its file, in the words of the runtime."""
    kinds = {"a": TensorProto.FLOAT, "b": TensorProto.INT64, "c": TensorProto.INT32, "d": TensorProto.STRING}
    given = [helper.make_tensor_value_info(name, kind, [1]) for name, kind in kinds.items()]
    node = helper.make_node("Identity", ["a"], ["y"])
    made = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])
    path = tmp_path / "inputs.onnx"
    onnx.save(helper.make_model(helper.make_graph([node], "inputs", given, [made])), path)

    told = {"a": "tensor(float)", "b": "tensor(int64)", "c": "tensor(int32)", "d": "another type"}
    assert interface(path) == Interface(told, frozenset({"y"}))


def test_dice_are_seen(tmp_path: Path) -> None:
    """A graph with an operator that draws numbers says so."""
    shaped = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None]) for name in "xy"]
    node = helper.make_node("RandomNormalLike", ["x"], ["y"])
    path = tmp_path / "dice.onnx"
    onnx.save(helper.make_model(helper.make_graph([node], "dice", shaped[:1], shaped[1:])), path)

    assert summarize(path).is_random


@pytest.mark.parametrize("content", [b"", b"no graph at all", b"\x3a\xff\xff\xff\xff\x0f", b"\x3a"])
def test_what_is_no_graph_gives_nothing(tmp_path: Path, content: bytes) -> None:
    """A file that is no graph has no outputs; loading it says what is wrong."""
    path = tmp_path / "none.onnx"
    path.write_bytes(content)

    assert summarize(path) == Summary(frozenset(), is_random=False)
    assert interface(path) == Interface({}, frozenset())
