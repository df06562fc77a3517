from __future__ import annotations

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

from tts_onnx.rewrite.durations import DURATION, with_durations


def graph(*, clips: int = 1, output: str = "sound") -> bytes:
    """A voice whose lengths are rounded and held to at least one, and only then laid out."""
    nodes = [helper.make_node("Round", ["lengths"], ["whole"])]
    nodes += [helper.make_node("Clip", ["whole", "one"], [f"held{number}"]) for number in range(clips)]
    nodes += [helper.make_node("Mul", [f"held{clips - 1}" if clips else "whole", "lengths"], [output])]
    one = helper.make_tensor("one", TensorProto.FLOAT, [], [1.0])
    made = helper.make_graph(
        nodes,
        "voice",
        [helper.make_tensor_value_info("lengths", TensorProto.FLOAT, [1, "n"])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, "n"])],
        [one],
    )
    opset = helper.make_opsetid("", 17)
    content: bytes = helper.make_model(made, opset_imports=[opset], ir_version=8).SerializeToString()
    return content


def test_durations_are_handed_out() -> None:
    """What a graph rounds its lengths to becomes an output, and its other outputs stay as they were."""
    lengths = np.array([[0.2, 2.6, 4.4]], dtype=np.float32)
    (plain,) = onnxruntime.InferenceSession(graph()).run(None, {"lengths": lengths})

    changed = with_durations(graph())
    session = onnxruntime.InferenceSession(changed)
    sound, durations = session.run(["sound", DURATION], {"lengths": lengths})

    assert durations.tolist() == [[1.0, 3.0, 4.0]]
    assert sound.tobytes() == plain.tobytes()


def test_what_is_not_clear_is_left_alone() -> None:
    """Without a rounding of this kind, with two of them, with such an output already, or where nothing
    is a graph at all, the file stays as it is.
    """
    for data in (graph(clips=0), graph(clips=2), graph(output=DURATION), b"no graph", b""):
        assert with_durations(data) == data
