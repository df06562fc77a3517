"""Several utterances in one run of a graph, padded to one length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

import tts_core
from tts_core import Model, ModelCard, Registry, Rendering
from tts_onnx.session.session import Contract, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tts_core import Utterance

RATE, HOP = 8000, 400
CONTRACT = Contract(
    "Batched", {"ids": "tensor(int64)"}, {"waveform": ("tensor(float)",)}, needed=("waveform",)
)


def graph() -> bytes:
    """Make a graph that has a sound for each of 128 symbols, and takes any number of texts at once."""
    time = np.arange(HOP, dtype=np.float32) / RATE
    table = np.stack([0.5 * np.sin(2 * np.pi * (150 + 20 * symbol) * time) for symbol in range(128)])
    table[0] = 0.0  # Padding is silent.
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["sounds"]),
        helper.make_node("Reshape", ["sounds", "rows"], ["waveform"]),
    ]
    weights = [
        numpy_helper.from_array(table.astype(np.float32), "table"),
        numpy_helper.from_array(np.array([0, -1], np.int64), "rows"),
    ]
    takes = [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])]
    gives = [helper.make_tensor_value_info("waveform", TensorProto.FLOAT, ["batch", "samples"])]
    made = helper.make_model(
        helper.make_graph(nodes, "batched", takes, gives, weights),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    onnx.checker.check_model(made)
    return bytes(made.SerializeToString())


class Batched:
    """Speaks texts of plain letters, many in one run."""

    def __init__(self) -> None:
        self.session = Session(graph(), CONTRACT, threads=1, providers=("CPUExecutionProvider",))
        self.runs: list[int] = []

    def speak(self, utterance: Utterance) -> Rendering:
        """Speak one."""
        return self.speak_many([utterance])[0]

    def speak_many(self, utterances: Sequence[Utterance]) -> list[Rendering]:
        """Speak all in one run: padded behind their ends, and cut there."""
        self.runs.append(len(utterances))
        texts = [[ord(letter) % 128 for letter in each.text] for each in utterances]
        ids = np.zeros((len(texts), max(map(len, texts))), np.int64)
        for row, text in zip(ids, texts, strict=True):
            row[: len(text)] = text
        sounds: NDArray[np.float32] = self.session.run({"ids": ids})["waveform"]
        return [
            Rendering(samples=sound[: HOP * len(text)], sample_rate=RATE)
            for sound, text in zip(sounds, texts, strict=True)
        ]

    def close(self) -> None:
        """Nothing to free."""


@pytest.mark.parametrize("batch", [4, 16])
def test_sixteen_in_few_runs_equal_sixteen_alone(batch: int) -> None:
    """A graph that takes several texts gives each the very samples that it has alone."""
    together, alone = Batched(), Batched()
    card = ModelCard(id="batched", sample_rate=RATE, languages=("en",), batch=batch)
    many = Registry([Model(card, lambda _: together)])
    one = Registry([Model(card, lambda _: alone)])
    texts = [f"This is {'very ' * index}much." for index in range(16)]

    speeches = tts_core.synthesize(texts, registry=many)

    assert max(together.runs) > 1
    assert len(together.runs) < 16
    for text, speech in zip(texts, speeches, strict=True):
        assert speech.audio == tts_core.synthesize(text, registry=one).audio
