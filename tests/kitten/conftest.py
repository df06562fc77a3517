"""
KittenTTS models made here: they say their tokens in tones, so that a test can hear what was spoken.

Every token sounds for its own number of frames at a pitch of its own, the voice hums along at
another, and the row of the style sets the loudness. The boundary only murmurs, longer than any word.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tts_core import LoadOptions
from tts_kitten import tts_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tts_kitten.synthesizer import KittenSynthesizer

HOP, TOKENS, ROWS = 600, 178, 400
BOUNDARY = (0, 10)
VOICES = {
    f"expr-voice-{number}-{gender}": 2 * (number - 2) + (gender == "f")
    for number in range(2, 6)
    for gender in "mf"
}
NAMES = {"Bella": "expr-voice-2-f", "Jasper": "expr-voice-2-m", "Hugo": "expr-voice-4-m"}
_LOWEST_BIN, _VOICE_BIN = 10, 200
_MURMUR = 0.004


@dataclass(frozen=True)
class Tones:
    """What a test hears: runs of one token each with their frames, the voice, and the loudness."""

    runs: list[tuple[int, int]]
    voice: str
    loudness: float


def frames_of(token: int) -> int:
    """How many frames a token sounds at speed 1."""
    return 12 if token in BOUNDARY else 3 + token % 3


def runs_of(tokens: Sequence[int], speed: float = 1.0) -> list[tuple[int, int]]:
    """What is heard of *tokens*: neighbours that are the same token are one run."""
    lengths = [(token, max(1, round(frames_of(token) / speed))) for token in tokens if token not in BOUNDARY]
    return [
        (token, sum(frames for _, frames in run)) for token, run in groupby(lengths, key=lambda each: each[0])
    ]


def hear(samples: NDArray[np.float32]) -> Tones:
    """Listen to *samples* in steps of an eighth of a frame, and write down what sounds."""
    step = HOP // 8
    windows = np.lib.stride_tricks.sliding_window_view(samples, HOP)[::step]
    spectra = np.abs(np.fft.rfft(windows, axis=1))[:, : _VOICE_BIN + len(VOICES)] / (HOP / 2)
    tones, hums = spectra[:, _LOWEST_BIN : _LOWEST_BIN + TOKENS], spectra[:, _VOICE_BIN:]
    loudest = float(tones.max())
    heard = [int(tone.argmax()) if tone.max() > 0.52 * loudest else None for tone in tones]
    runs = [
        (token, round((len(list(run)) * step) / HOP)) for token, run in groupby(heard) if token is not None
    ]
    voice = list(VOICES)[int(hums.sum(axis=0).argmax())]
    return Tones([(token, frames) for token, frames in runs if frames], voice, loudest)


@pytest.fixture(scope="session")
def listen() -> Callable[[NDArray[np.float32]], Tones]:
    """What hears the tones again."""
    return hear


@pytest.fixture(scope="session")
def expected_runs() -> Callable[..., list[tuple[int, int]]]:
    """What should be heard of tokens."""
    return runs_of


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that makes the folder of a model that speaks in tones, in the variant it is told."""

    def make(**variant: Any) -> Path:
        folder = tmp_path_factory.mktemp("tones")
        write(folder, **variant)
        return folder

    return make


@pytest.fixture(scope="session")
def load() -> Callable[..., KittenSynthesizer]:
    """A function that loads the model in a folder."""

    def make(folder: Path, options: LoadOptions | None = None) -> KittenSynthesizer:
        model = tts_model(f"kitten:{folder}")
        assert model is not None
        return model.load(options or LoadOptions())  # type: ignore[return-value]  # what this plugin loads

    return make


def write(
    folder: Path,
    *,
    row: bool = False,
    duration: bool = True,
    kind: str = "ONNX2",
    rows: int = ROWS,
    slow: int = 0,
    tail: int = 0,
    spill: bool = False,
    poison: bool = False,
    rename: dict[str, str] | None = None,
    types: dict[str, int] | None = None,
    config: dict[str, Any] | None = None,
) -> None:
    """
    Write a model into *folder*.

    *row* makes the waveform (1, N); *tail* adds samples that no duration accounts for; *spill* lets
    the boundary sound as loud as speech for its first frame; *poison* makes all but the shortest
    utterances NaN; *slow* adds so many heavy operators.
    """
    graph = _Graph(rename or {}, types or {})
    graph.speak(spill=spill, poison=poison, slow=slow, tail=tail, row=row)
    graph.save(folder / "tones.onnx", duration=duration, row=row)
    styles: dict[str, Any] = {}
    for name, index in VOICES.items():
        table = np.zeros((rows, 256), np.float32)
        table[:, 0] = 0.2 + 0.0005 * np.arange(rows)
        table[:, 1 + index] = 1.0
        styles[name] = table
    np.savez(folder / "voices.npz", **styles)
    said: dict[str, Any] = {"name": "tones", "type": kind, "model_file": "tones.onnx", "voices": "voices.npz"}
    said |= {"speed_priors": {"expr-voice-4-m": 0.5}, "voice_aliases": NAMES} | (config or {})
    (folder / "config.json").write_text(json.dumps(said), "utf-8")


class _Graph:
    """Builds the graph, operator by operator."""

    def __init__(self, rename: dict[str, str], types: dict[str, int]) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._renamed = rename
        self._types = types

    def _name(self, name: str) -> str:
        return self._renamed.get(name, name)

    def _constant(self, value: Any, dtype: Any = np.float32) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def _op(self, kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        out = out or f"value{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def speak(self, *, spill: bool, poison: bool, slow: int, tail: int, row: bool) -> None:
        """Make the waveform of the tokens."""
        ids = self._op("Cast", self._name("input_ids"), to=TensorProto.INT64)
        tokens = self._op("Reshape", ids, self._constant([-1], np.int64))
        frames = self._constant([frames_of(token) for token in range(TOKENS)])
        speed = self._op("Cast", self._name("speed"), to=TensorProto.FLOAT)
        wanted = self._op("Round", self._op("Div", self._op("Gather", frames, tokens), speed))
        lengths = self._op("Max", wanted, self._constant(1.0))
        self._op(
            "Cast", lengths, out=self._name("duration"), to=self._types.get("duration", TensorProto.INT64)
        )
        whole = self._op("Cast", lengths, to=TensorProto.INT64)
        ends = self._op("CumSum", whole, self._constant(0, np.int64))
        total = self._op("ReduceSum", whole, keepdims=0)
        clock = self._op("Range", self._constant(0, np.int64), total, self._constant(1, np.int64))
        column = self._op("Unsqueeze", clock, self._constant([1], np.int64))
        passed = self._op("Cast", self._op("GreaterOrEqual", column, ends), to=TensorProto.INT64)
        place = self._op("ReduceSum", passed, self._constant([1], np.int64), keepdims=0)
        token = self._op("Gather", tokens, place)
        style = self._op("Cast", self._name("style"), to=TensorProto.FLOAT)
        level = self._loudness(token, place, style, (clock, ends, whole) if spill else None)
        sound = self._op("Mul", self._waves(token, style), level)
        if slow:
            nothing = self._constant(np.eye(HOP) * 1e-30)
            for _ in range(slow):
                sound = self._op("Add", sound, self._op("MatMul", sound, nothing))
        flat = self._op("Reshape", sound, self._constant([-1], np.int64))
        if tail:
            flat = self._op("Concat", flat, self._constant(np.zeros(tail)), axis=0)
        if poison:
            many = self._op("Greater", self._op("Size", tokens), self._constant(8, np.int64))
            flat = self._op("Add", flat, self._op("Where", many, self._constant(np.nan), self._constant(0.0)))
        shape = [1, -1] if row else [-1]
        shaped = self._op("Reshape", flat, self._constant(shape, np.int64))
        kind = self._types.get("waveform", TensorProto.FLOAT)
        self._op("Cast", shaped, out=self._name("waveform"), to=kind)

    def _waves(self, token: str, style: str) -> str:
        time = np.arange(HOP) / HOP
        tones = np.sin(2 * np.pi * np.outer(np.arange(TOKENS) + _LOWEST_BIN, time))
        hums = np.sin(2 * np.pi * np.outer(np.arange(len(VOICES)) + _VOICE_BIN, time))
        bounds = [self._constant([each], np.int64) for each in (1, 1 + len(VOICES), 1)]
        who = self._op("Slice", style, *bounds)
        hum = self._op("Mul", self._op("MatMul", who, self._constant(hums)), self._constant(0.3))
        return self._op("Add", self._op("Gather", self._constant(tones), token), hum)

    def _loudness(self, token: str, place: str, style: str, spill: tuple[str, str, str] | None) -> str:
        loud = np.ones(TOKENS, np.float32)
        loud[list(BOUNDARY)] = _MURMUR
        level = self._op("Gather", self._constant(loud), token)
        if spill:  # The last word sounds on into the first frame of the ending.
            clock, ends, whole = spill
            begins = self._op("Gather", self._op("Sub", ends, whole), place)
            opening = self._op("Equal", clock, begins)
            ending = self._op("Equal", token, self._constant(10, np.int64))
            loudly = self._op("Cast", self._op("And", opening, ending), to=TensorProto.FLOAT)
            level = self._op("Add", level, loudly)
        first = self._op("Slice", style, *[self._constant([each], np.int64) for each in (0, 1, 1)])
        column = self._op("Unsqueeze", level, self._constant([1], np.int64))
        return self._op("Mul", column, first)

    def save(self, path: Path, *, duration: bool, row: bool) -> None:
        """Check the graph and write it."""
        kinds = {
            "input_ids": TensorProto.INT64,
            "style": TensorProto.FLOAT,
            "speed": TensorProto.FLOAT,
        } | self._types
        shapes: dict[str, list[Any]] = {"input_ids": [1, "t"], "style": [1, 256], "speed": [1]}
        inputs = [
            helper.make_tensor_value_info(self._name(name), kinds[name], shape)
            for name, shape in shapes.items()
        ]
        outputs = [
            helper.make_tensor_value_info(
                self._name("waveform"),
                self._types.get("waveform", TensorProto.FLOAT),
                [1, "n"] if row else ["n"],
            )
        ]
        if duration:
            kind = self._types.get("duration", TensorProto.INT64)
            outputs.append(helper.make_tensor_value_info(self._name("duration"), kind, ["t"]))
        graph = helper.make_graph(self._nodes, "tones", inputs, outputs, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
        onnx.checker.check_model(model)
        onnx.save(model, path)
