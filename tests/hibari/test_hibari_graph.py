from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from tts_hibari.catalogue import GRAPH
from tts_hibari.graph import PITCH, SPECTRA, feeds, prepared
from tts_onnx.rewrite.durations import DURATION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PARTS = ["lh", "theta", "ln", "lr", "phi"]


def test_what_is_predicted_is_the_same_in_rows(model_files: Mapping[str, Path]) -> None:
    """The rows that the prepared graph hands out are the columns of the published one, bit for bit."""
    data = model_files[GRAPH].read_bytes()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    published, ours = (onnxruntime.InferenceSession(each, options) for each in (data, prepared(data)))
    line = feeds(range(43, 80))

    *columns, pitch = published.run([*PARTS, PITCH], line)
    rows, our_pitch, durations = ours.run([SPECTRA, PITCH, DURATION], line)

    assert rows[0].T.tobytes() == np.concatenate(columns, axis=1)[0].tobytes()
    assert our_pitch.tobytes() == pitch.tobytes()
    assert int(durations.sum()) * 2 == len(rows[0])
    assert {each.name for each in ours.get_outputs()} == {SPECTRA, PITCH, DURATION}
