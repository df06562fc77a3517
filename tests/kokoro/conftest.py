"""
Kokoro models made here, in each of the packagings that there are, which hum their tokens.

Every token sounds for its own number of frames at a pitch of its own; the first number of a style is how
loud it is, so that a test can hear which row of which voice was taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tts_core import LoadOptions, files
from tts_kokoro import tts_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tts_core import Model
    from tts_kokoro.synthesizer import KokoroSynthesizer

HOP, TOKENS, ROWS = 600, 178, 510
VOICES = {"am_adam": 0.2, "af_heart": 0.3, "af_sky": 0.5, "bf_emma": 0.4}
"""How loud each speaks one phoneme; a thousandth is added for each more."""


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that makes the folder of a model, in the variant it is told, and returns its .onnx."""

    def make(*, voices: Mapping[str, float] = VOICES, raw: bool = False, **variant: Any) -> Path:
        folder = tmp_path_factory.mktemp("kokoro")
        path = folder / "model.onnx"
        onnx.save(_graph(**variant), path)
        tables = {name: _table(loudness) for name, loudness in voices.items()}
        if raw:
            (folder / "voices").mkdir()
            for name, table in tables.items():
                table.tofile(folder / "voices" / f"{name}.bin")
        else:
            with (folder / "voices-v1.0.bin").open("wb") as file:
                np.savez(file, **tables)
        return path

    return make


@pytest.fixture(scope="session")
def load() -> Callable[[Path], KokoroSynthesizer]:
    """A function that loads the model in a file."""

    def make(path: Path) -> KokoroSynthesizer:
        model = tts_model(f"kokoro:{path}")
        assert model is not None
        found = files.fetch(model.card, LoadOptions())
        return model.load(LoadOptions(files=found))  # type: ignore[return-value]  # what this plugin loads

    return make


@pytest.fixture(scope="session")
def small(build: Callable[..., Path]) -> Model:
    """A small model of the commonest packaging."""
    found = tts_model(f"kokoro:{build()}")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def speaker(small: Model) -> Iterator[KokoroSynthesizer]:
    """The small model, loaded."""
    synthesizer = small.load(LoadOptions())
    yield synthesizer  # type: ignore[misc]  # what this plugin loads
    synthesizer.close()


def _table(loudness: float) -> Any:
    table = np.zeros((ROWS, 1, 256), np.float32)
    table[:, 0, 0] = loudness + 0.001 * np.arange(ROWS)
    table[:, 0, 1] = round(loudness * 10)
    return table


def _graph(
    *,
    ids: str = "tokens",
    sound: str = "audio",
    speed: int = TensorProto.FLOAT,
    durations: str = "",
    row: bool = False,
    tail: int = 0,
    dice: bool = False,
    slow: int = 0,
) -> onnx.ModelProto:
    """
    Make a graph of the shape of Kokoro's: durations, rounded and held, and a sound laid out by them.

    *durations* names the output that has them, if one does; *row* makes the sound (1, S); *tail* adds
    samples that no duration accounts for; *dice* adds noise; *slow* adds so many heavy operators.
    """
    nodes: list[onnx.NodeProto] = []
    weights: list[onnx.TensorProto] = []

    def weight(values: Any, kind: Any = np.float32) -> str:
        weights.append(numpy_helper.from_array(np.asarray(values, kind), f"w{len(weights)}"))
        return weights[-1].name

    def op(kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        nodes.append(helper.make_node(kind, list(inputs), [out or f"v{len(nodes)}"], **attributes))
        return str(nodes[-1].output[0])

    tokens = op("Reshape", ids, weight([-1], np.int64))
    lengths = [10.0 if not token else 3.0 + token % 3 for token in range(TOKENS)]
    fast = op("Cast", "speed", to=TensorProto.FLOAT)
    wanted = op("Round", op("Div", op("Gather", weight(lengths), tokens), fast))
    frames = op("Clip", wanted, weight(1.0))
    whole = op("Cast", frames, to=TensorProto.INT64)
    zero, one, ones = weight(0, np.int64), weight(1, np.int64), weight([1], np.int64)
    clock = op("Range", zero, op("ReduceSum", whole, keepdims=0), one)
    passed = op("GreaterOrEqual", op("Unsqueeze", clock, ones), op("CumSum", whole, zero))
    place = op("ReduceSum", op("Cast", passed, to=TensorProto.INT64), ones, keepdims=0)
    time = np.arange(HOP) / HOP
    tones = np.sin(2 * np.pi * np.outer(np.arange(TOKENS) % 60 + 10, time))
    tones[0] *= 0.004  # The boundary only murmurs.
    waves = op("Gather", weight(tones), op("Gather", tokens, place))
    first, second = (
        op("Slice", "style", weight([n], np.int64), weight([n + 1], np.int64), ones) for n in (0, 1)
    )
    hum = op("Sin", op("Mul", op("Mul", second, weight([[60 * np.pi]])), weight(time[None])))
    waves = op("Mul", op("Add", waves, op("Mul", hum, weight(0.05))), first)
    nothing = weight(np.eye(HOP) * 1e-30)
    for _ in range(slow):
        waves = op("Add", waves, op("MatMul", waves, nothing))
    if dice:
        waves = op("Add", waves, op("Mul", op("RandomNormalLike", waves), weight(0.01)))
    flat = op("Reshape", waves, weight([-1], np.int64))
    flat = op("Concat", flat, weight(np.zeros(tail)), axis=0)
    op("Reshape", flat, weight([1, -1] if row else [-1], np.int64), out=sound)
    outputs = [helper.make_tensor_value_info(sound, TensorProto.FLOAT, [1, "s"] if row else ["s"])]
    if durations:
        kind = TensorProto.INT64 if durations == "duration" else TensorProto.FLOAT
        op("Cast", frames, out=durations, to=kind)
        outputs.append(helper.make_tensor_value_info(durations, kind, ["n"]))
    inputs = [
        helper.make_tensor_value_info(ids, TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", speed, [1]),
    ]
    graph = helper.make_graph(nodes, "small", inputs, outputs, weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(made)
    return made
