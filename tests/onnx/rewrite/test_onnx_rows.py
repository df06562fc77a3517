from __future__ import annotations

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper

from tts_onnx.rewrite.rows import with_rows

PARTS = ["loud", "low"]


def graph(*, cut: bool, perm: list[int]) -> bytes:
    """A voice that turns its row into a column and, if so, cuts that in two."""
    nodes = [helper.make_node("Transpose", ["row"], ["column"], perm=perm)]
    if cut:
        nodes.append(helper.make_node("Split", ["column"], PARTS, axis=1, num_outputs=2))
    else:
        nodes += [helper.make_node("Neg", ["column"], [part]) for part in PARTS]
    made = helper.make_graph(
        nodes,
        "voice",
        [helper.make_tensor_value_info("row", TensorProto.FLOAT, [1, "a", "b"])],
        [helper.make_tensor_value_info(part, TensorProto.FLOAT, None) for part in PARTS],
    )
    whole = helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    content: bytes = whole.SerializeToString()
    return content


@pytest.mark.parametrize(("cut", "perm"), [(True, [0, 2, 1]), (True, [2, 1, 0]), (False, [0, 2, 1])])
def test_rows_are_what_the_columns_were(cut: bool, perm: list[int]) -> None:
    """The rows are the columns of the parts turned back, whether they are found or have to be turned."""
    row = (
        np.arange(10, dtype=np.float32).reshape(1, 1, 10) if perm[0] == 0 else np.ones((1, 2, 1), np.float32)
    )
    data = graph(cut=cut, perm=perm)

    columns = onnxruntime.InferenceSession(data).run(PARTS, {"row": row})
    session = onnxruntime.InferenceSession(with_rows(data, PARTS, "rows"))
    (rows,) = session.run(["rows"], {"row": row})

    assert rows.tolist() == np.concatenate(columns, axis=1).transpose(0, 2, 1).tolist()
    assert [each.name for each in session.get_outputs()] == ["rows"]


def test_what_is_no_graph_is_left_alone() -> None:
    """Where nothing is a graph at all the file stays as it is, for the runtime to say so."""
    assert with_rows(b"no graph", PARTS, "rows") == b"no graph"


def test_found_rows_are_not_turned_at_all() -> None:
    """Where the row itself is found, neither the turning nor the cutting is left in the graph."""
    changed = with_rows(graph(cut=True, perm=[0, 2, 1]), PARTS, "rows")

    assert b"Transpose" not in changed
    assert b"Split" not in changed
