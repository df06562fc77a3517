"""The real voice joe, from a package, and small voices of the same shape that are made here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tts_core import LoadOptions, files
from tts_piper import tts_model, tts_models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tts_core import Model
    from tts_piper.synthesizer import PiperSynthesizer

HOP, CHANNELS, SYMBOLS = 8, 4, 40
SAID = "abcdefhijklmnopqrstuvwxyzɐæʃ.,:;!? ˈ"


@pytest.fixture(scope="session")
def joe_model() -> Model:
    """The voice joe, which a package brings."""
    (found,) = (model for model in tts_models() if model.card.id == "piper-en_US-joe-medium")
    return found


@pytest.fixture(scope="session")
def joe_files(joe_model: Model) -> Mapping[str, Path]:
    """Its files, verified."""
    return files.fetch(joe_model.card, LoadOptions(offline=True))


@pytest.fixture(scope="session")
def joe(joe_model: Model, joe_files: Mapping[str, Path]) -> Iterator[PiperSynthesizer]:
    """The loaded voice."""
    synthesizer = joe_model.load(LoadOptions(files=joe_files))
    yield synthesizer  # type: ignore[misc]  # what this plugin loads
    synthesizer.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a small voice, in the variant it is told, and returns its .onnx."""

    def make(name: str = "small", *, speakers: Mapping[str, int] | None = None, **config: Any) -> Path:
        path = tmp_path / f"{name}.onnx"
        onnx.save(_graph(speakers=len(speakers or ())), path)
        ids = {symbol: [number] for number, symbol in enumerate("_^$" + SAID)}
        told = {
            "audio": {"sample_rate": 16_000},
            "espeak": {"voice": "en-us"},
            "inference": {"noise_scale": 0.5, "length_scale": 1, "noise_w": 0.5},
            "num_speakers": len(speakers or ()) or 1,
            "speaker_id_map": speakers or {},
            "language": {"code": "en_US"},
            "phoneme_id_map": ids,
        }
        path.with_name(f"{path.name}.json").write_text(json.dumps(told | config), "utf-8")
        return path

    return make


@pytest.fixture
def load() -> Callable[[Path], PiperSynthesizer]:
    """A function that loads the voice in a file."""

    def make(path: Path) -> PiperSynthesizer:
        model = tts_model(f"piper:{path}")
        assert model is not None
        return model.load(LoadOptions(files=files.fetch(model.card, LoadOptions())))  # type: ignore[return-value]  # as above

    return make


def _sizes(kernel: int, pad: int, **more: int) -> dict[str, list[int]]:
    return {"kernel_shape": [kernel], "pads": [pad, pad]} | {name: [size] for name, size in more.items()}


def _graph(*, speakers: int) -> onnx.ModelProto:
    """
    Make a graph of the shape of Piper's: embedding, random durations, a random latent, a decoder.

    Each id sounds for two to four frames; the decoder upsamples twice and sees a few frames around.
    """
    chance = np.random.default_rng(7)
    weights: list[onnx.TensorProto] = []

    def weight(name: str, values: Any, kind: Any = np.float32) -> str:
        weights.append(numpy_helper.from_array(np.asarray(values, dtype=kind), name))
        return name

    def noise(name: str, *shape: int) -> str:
        return weight(name, chance.uniform(-0.4, 0.4, shape))

    def node(kind: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
        return helper.make_node(kind, inputs, [output], name=f"/{output}", **attributes)

    for name, number in (("zero", 0), ("one", 1), ("two", 2)):
        weight(name, number, np.int64)
        weight(f"{name}s", [number], np.int64)
    weight("fewest", 1.2)
    nodes = [
        # Durations: each id's own, with noise, times the length.
        node("Gather", ["scales", "zero"], "noise_scale"),
        node("Gather", ["scales", "one"], "length_scale"),
        node("Gather", ["scales", "two"], "noise_w"),
        node("Gather", [noise("ids", SYMBOLS, CHANNELS), "input"], "embedded"),  # [1, n, channels]
        node("Gather", [weight("lengths", chance.uniform(1.2, 2.0, (SYMBOLS, 1))), "input"], "own"),
        node("RandomNormalLike", ["own"], "drawn"),
        node("Mul", ["drawn", "noise_w"], "varied"),
        node("Cast", ["input_lengths"], "counted", to=TensorProto.FLOAT),
        node("Mul", ["counted", weight("nothing", 0.0)], "not_counted"),
        node("Add", ["own", "varied"], "varying"),
        node("Add", ["varying", "not_counted"], "about"),
        node("Max", ["about", "fewest"], "positive"),
        node("Mul", ["positive", "length_scale"], "scaled"),
        node("Transpose", ["scaled"], "row", perm=[0, 2, 1]),
        node("Ceil", ["row"], "w_ceil"),  # [1, 1, n]
        # A column for each frame: those ids whose durations reach so far.
        node("Squeeze", ["w_ceil", weight("axes", [0, 1], np.int64)], "counts"),
        node("CumSum", ["counts", "zero"], "reached"),
        node("ReduceSum", ["counts"], "all_frames", keepdims=0),
        node("Cast", ["all_frames"], "frames", to=TensorProto.INT64),
        node("Range", ["zero", "frames", "one"], "places"),
        node("Cast", ["places"], "at", to=TensorProto.FLOAT),
        node("Unsqueeze", ["at", "ones"], "at_column"),
        node("Unsqueeze", ["reached", "zeros"], "reached_row"),
        node("GreaterOrEqual", ["at_column", "reached_row"], "passed"),
        node("Cast", ["passed"], "passed_numbers", to=TensorProto.INT64),
        node("ReduceSum", ["passed_numbers", "ones"], "which", keepdims=0),
        node("Gather", ["embedded", "which"], "laid_out", axis=1),
        node("Transpose", ["laid_out"], "mean", perm=[0, 2, 1]),
        node("RandomNormalLike", ["mean"], "noise"),
        node("Mul", ["noise", "noise_scale"], "some_noise"),
        node("Add", ["mean", "some_noise"], "z"),
        # The decoder.
        node("Conv", ["z", noise("pre", CHANNELS, CHANNELS, 5)], "pre_out", kernel_shape=[5], pads=[2, 2]),
    ]
    before = "pre_out"
    if speakers:
        nodes += [
            node("Gather", [noise("speakers", speakers, CHANNELS), "sid"], "who"),
            node("Unsqueeze", ["who", "twos"], "who_column"),
            node("Conv", ["who_column", noise("cond", CHANNELS, CHANNELS, 1)], "cond_out", kernel_shape=[1]),
            node("Add", ["pre_out", "cond_out"], "conditioned"),
        ]
        before = "conditioned"
    nodes += [
        node("LeakyRelu", [before], "relu"),
        node("ConvTranspose", ["relu", noise("up", CHANNELS, CHANNELS, 8)], "a", **_sizes(8, 2, strides=4)),
        node("Conv", ["a", noise("res", CHANNELS, CHANNELS, 3)], "resed", **_sizes(3, 3, dilations=3)),
        node("Add", ["a", "resed"], "added"),
        node("ConvTranspose", ["added", noise("up2", CHANNELS, 2, 4)], "up_2", **_sizes(4, 1, strides=2)),
        node("Conv", ["up_2", noise("post", 1, 2, 7)], "posted", kernel_shape=[7], pads=[3, 3]),
        node("Tanh", ["posted"], "tanh"),
        node("Unsqueeze", ["tanh", "ones"], "output"),
    ]  # fmt: skip
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        *([helper.make_tensor_value_info("sid", TensorProto.INT64, [1])] if speakers else []),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "time"])
    graph = helper.make_graph(nodes, "small", inputs, [output], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
