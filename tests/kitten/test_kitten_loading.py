from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from onnx import TensorProto

from tts_core import LoadOptions, ModelUnavailable, Pronunciation, Utterance
from tts_kitten.config import BadConfig, parsed
from tts_kitten.loading import load
from tts_kitten.source import Folder
from tts_kitten.voices import BadVoices, read_styles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = {"type": "ONNX2", "model_file": "a.onnx", "voices": "v.npz"}


def archive(**entries: bytes) -> bytes:
    """A zip of these entries, compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(f"{name}.npy", data)
    return buffer.getvalue()


def array(value: Any, *, allow_pickle: bool = False) -> bytes:
    """An array as a file."""
    buffer = io.BytesIO()
    np.save(buffer, value, allow_pickle=allow_pickle)
    return buffer.getvalue()


def header(shape: tuple[int, ...]) -> bytes:
    """The beginning of a file that says to hold an array of this shape."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": "<f4", "fortran_order": False, "shape": shape})
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"type": "ONNX3"}, "ONNX1, ONNX2, not 'ONNX3'"),
        ({"type": None}, "ONNX1, ONNX2, not None"),
        ({"model_file": 7}, "must name a file"),
        ({"model_file": ""}, "must name a file"),
        ({"model_file": "../a.onnx"}, "inside the directory"),
        ({"model_file": "x/../../a.onnx"}, "inside the directory"),
        ({"model_file": "/a.onnx"}, "inside the directory"),
        ({"model_file": "\\\\server\\a.onnx"}, "inside the directory"),
        ({"voices": "C:\\v.npz"}, "inside the directory"),
        ({"voices": "config.json"}, "inside the directory"),
        ({"speed_priors": [1]}, "must map voices to numbers"),
        ({"speed_priors": {"a": 0}}, "'a' must be a number from 0.1 to 10, not 0"),
        ({"speed_priors": {"a": float("nan")}}, "must be a number"),
        ({"speed_priors": {"a": True}}, "must be a number"),
        ({"voice_aliases": {"a": 1}}, "must map names to voices"),
    ],
)
def test_wrong_config_is_refused(wrong: dict[str, Any], told: str) -> None:
    """A config.json that says what cannot be is refused with what is wrong in it."""
    with pytest.raises(BadConfig, match=told):
        parsed(json.dumps(GOOD | wrong).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b" " * (2 << 20)])
def test_what_is_no_config_is_refused(data: bytes) -> None:
    """A file that is no JSON object of reasonable size is refused."""
    with pytest.raises(BadConfig):
        parsed(data)


def test_config_may_leave_out_what_it_may() -> None:
    """Without names of its own, a model's voices have their usual ones; without priors, none."""
    config = parsed(json.dumps(GOOD).encode())

    assert config.names["Kiki"] == "expr-voice-5-f"
    assert not config.priors
    assert (config.ending, parsed(json.dumps(GOOD | {"type": "ONNX1"}).encode()).ending) == ((10, 0), (0,))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip", "no archive of arrays"),
        (archive(), "holds no voice"),
        (archive(v=array(np.zeros((4, 256)))), "must be float32, not float64"),
        (archive(v=array(np.zeros((4, 255), np.float32))), "rows of 256 numbers"),
        (archive(v=array(np.zeros(256, np.float32))), "rows of 256 numbers"),
        (archive(v=array(np.full((4, 256), np.nan, np.float32))), "not all finite"),
        (archive(v=array(np.array([{}]), allow_pickle=True)), "must be float32, not object"),
        (archive(v=header((10**12, 256))), "rows of 256 numbers"),
        (archive(v=header((4000, 256))), "not as long as they say"),
        (archive(v=b"\0" * (300 << 20)), "no more than"),
        (archive(**{f"v{index}": b"" for index in range(600)}), "600 voices"),
        (archive(v=array(np.zeros((4, 256), np.float32)))[:-30], "no archive of arrays"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_voices_are_refused(data: bytes, told: str) -> None:
    """Voices of another shape or type, pickles, and archives that would fill the memory are refused."""
    with pytest.raises(BadVoices, match=told):
        read_styles(data)


@pytest.mark.parametrize(
    ("variant", "told"),
    [
        ({"rename": {"style": "ref_s"}}, "it has no input 'style'; its inputs are input_ids, ref_s, speed"),
        ({"rename": {"waveform": "audio"}}, "it has no output 'waveform'; its outputs are audio, duration"),
        (
            {"types": {"input_ids": TensorProto.INT32}},
            r"'input_ids' must be tensor\(int64\), not tensor\(int32\)",
        ),
        ({"types": {"style": TensorProto.DOUBLE}}, "'style' must be"),
        ({"types": {"speed": TensorProto.INT32}}, "'speed' must be"),
        ({"types": {"waveform": TensorProto.DOUBLE}}, "'waveform' must be"),
    ],
)
def test_wrong_graph_is_refused(build: Callable[..., Path], variant: dict[str, Any], told: str) -> None:
    """A graph with other names or types than the contract's is refused on loading, not when it speaks."""
    with pytest.raises(ModelUnavailable, match=told):
        load(Folder(build(**variant)), "tones", LoadOptions())


def test_broken_graph_is_refused(build: Callable[..., Path]) -> None:
    """A file that is no graph is refused with what the runtime says, and nothing is printed."""
    folder = build()
    (folder / "tones.onnx").write_bytes(b"no graph")

    with pytest.raises(ModelUnavailable, match=r"its tones.onnx cannot be used: onnxruntime cannot load it"):
        load(Folder(folder), "tones", LoadOptions())


@pytest.mark.parametrize("name", ["config.json", "voices.npz", "tones.onnx"])
def test_missing_file_is_named(build: Callable[..., Path], name: str) -> None:
    """A file that is missing from a folder is named."""
    folder = build()
    (folder / name).unlink()

    assert Folder(folder).find(LoadOptions()) is None
    with pytest.raises(ModelUnavailable, match=name):
        load(Folder(folder), "tones", LoadOptions())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (LoadOptions(providers=("CUDAExecutionProvider",)), "cannot run on CUDAExecutionProvider here"),
        (LoadOptions(device="cuda"), "cannot run on CUDAExecutionProvider here"),
        (LoadOptions(device="abacus"), "there is no device 'abacus'"),
        (LoadOptions(threads=0), "threads must be at least 1"),
    ],
)
def test_what_cannot_be_had_is_an_error(build: Callable[..., Path], options: LoadOptions, told: str) -> None:
    """A device or provider that was asked for and is not there is an error, never the CPU instead."""
    with pytest.raises(ModelUnavailable, match=told):
        load(Folder(build()), "tones", options)


@pytest.mark.parametrize(
    "options",
    [LoadOptions(), LoadOptions(device="cpu"), LoadOptions(providers=("CPUExecutionProvider",), threads=1)],
)
def test_provider_in_use_is_told(build: Callable[..., Path], options: LoadOptions) -> None:
    """A loaded model tells what it really runs on."""
    synthesizer = load(Folder(build()), "tones", options)

    assert synthesizer.providers == ("CPUExecutionProvider",)
    assert synthesizer.report() == {"providers": "CPUExecutionProvider", "operators": "onnxruntime"}


def test_how_it_reads_is_told(build: Callable[..., Path]) -> None:
    """A loaded model tells how it would read an utterance, a reading of the caller's included."""
    synthesizer = load(Folder(build()), "tones", LoadOptions())
    given = (Pronunciation(6, 11, "wɜːld"),)

    told = synthesizer.pronounce(Utterance(text="Hello world", phonemes=given))

    assert [(each.start, each.end) for each in told] == [(0, 5), (6, 11)]
    assert (told[0].ipa, told[1].ipa) == ("həlˈoʊ", "wɜːld")
