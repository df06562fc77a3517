from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from onnx import TensorProto

from tts_core import LoadOptions, ModelUnavailable, Pronunciation, Utterance
from tts_kitten import tts_model
from tts_kitten.config import parsed
from tts_onnx.plugin.config import BadConfig

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_kitten.synthesizer import KittenSynthesizer

    Load = Callable[..., KittenSynthesizer]

GOOD = {"type": "ONNX2", "model_file": "a.onnx", "voices": "v.npz"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"type": "ONNX3"}, "ONNX1 or ONNX2, not 'ONNX3'"),
        ({"type": None}, "must be a text, not None"),
        ({"type": []}, "must be a text"),
        ({"model_file": 7}, "must be a text"),
        ({"model_file": ""}, "must be a text"),
        ({"speed_priors": [1]}, '"speed_priors" must be an object'),
        ({"speed_priors": {"a": 0}}, '"speed_priors.a" must be a number from 0.1 to 10, not 0'),
        ({"speed_priors": {"a": float("nan")}}, "must be a number"),
        ({"speed_priors": {"a": True}}, "must be a number"),
        ({"voice_aliases": {"a": 1}}, '"voice_aliases.a" must be a text'),
    ],
)
def test_wrong_config_is_refused(wrong: dict[str, Any], told: str) -> None:
    """A config.json that says what cannot be is refused with what is wrong in it."""
    with pytest.raises(BadConfig, match=told):
        parsed(json.dumps(GOOD | wrong).encode())


@pytest.mark.parametrize(
    ("field", "name", "told"),
    [
        ("model_file", "../a.onnx", "inside the directory"),
        ("model_file", "x/../../a.onnx", "inside the directory"),
        ("model_file", "/a.onnx", "inside the directory"),
        ("model_file", "\\\\server\\a.onnx", "inside the directory"),
        ("voices", "C:\\v.npz", "inside the directory"),
        ("voices", "config.json", "no archive of arrays"),
    ],
)
def test_no_name_leads_out_of_the_folder(
    build: Callable[..., Path], load: Load, field: str, name: str, told: str
) -> None:
    """A config.json that names a file elsewhere, or one that it cannot be, is refused when it is loaded."""
    with pytest.raises(ModelUnavailable, match=told):
        load(build(config={field: name}))


def test_a_kitten_of_the_second_generation_is_answered_by_name(tmp_path: Path, load: Load) -> None:
    """A config.json of KittenTTS 2 is answered with what that is, why it is not spoken, and what to do."""
    (tmp_path / "config.json").write_text(json.dumps({"type": "KITTEN2", "model": "emb4"}), "utf-8")

    with pytest.raises(ModelUnavailable) as refused:
        load(tmp_path)

    told = str(refused.value)
    for part in ("KittenTTS 2", "1.7 billion", "torch", "licence", 'model="remote:http://127.0.0.1:8000"'):
        assert part in told


def test_config_may_leave_out_what_it_may() -> None:
    """Without names of its own, a model's voices have their usual ones; without priors, none."""
    config = parsed(json.dumps(GOOD).encode())

    assert config.names["Kiki"] == "expr-voice-5-f"
    assert not config.priors
    assert (config.ending, parsed(json.dumps(GOOD | {"type": "ONNX1"}).encode()).ending) == ((10, 0), (0,))


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
def test_wrong_graph_is_refused(
    build: Callable[..., Path], load: Load, variant: dict[str, Any], told: str
) -> None:
    """A graph with other names or types than the contract's is refused on loading, not when it speaks."""
    with pytest.raises(ModelUnavailable, match=told):
        load(build(**variant))


def test_broken_graph_is_refused(build: Callable[..., Path], load: Load) -> None:
    """A file that is no graph is refused with what the runtime says, and nothing is printed."""
    folder = build()
    (folder / "tones.onnx").write_bytes(b"no graph")

    with pytest.raises(ModelUnavailable, match=r"its tones.onnx cannot be used: onnxruntime cannot load it"):
        load(folder)


@pytest.mark.parametrize("name", ["config.json", "voices.npz", "tones.onnx"])
def test_missing_file_is_named(build: Callable[..., Path], load: Load, name: str) -> None:
    """A file that is missing from a folder is named."""
    folder = build()
    (folder / name).unlink()

    model = tts_model(f"kitten:{folder}")
    assert model is not None
    assert not model.is_here()
    with pytest.raises(ModelUnavailable, match=name):
        load(folder)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (LoadOptions(providers=("CUDAExecutionProvider",)), "cannot run on CUDAExecutionProvider here"),
        (LoadOptions(device="cuda"), "cannot run on CUDAExecutionProvider here"),
        (LoadOptions(device="abacus"), "there is no device 'abacus'"),
        (LoadOptions(threads=0), "threads must be at least 1"),
    ],
)
def test_what_cannot_be_had_is_an_error(
    build: Callable[..., Path], load: Load, options: LoadOptions, told: str
) -> None:
    """A device or provider that was asked for and is not there is an error, never the CPU instead."""
    with pytest.raises(ModelUnavailable, match=told):
        load(build(), options)


@pytest.mark.parametrize(
    "options",
    [LoadOptions(), LoadOptions(device="cpu"), LoadOptions(providers=("CPUExecutionProvider",), threads=1)],
)
def test_provider_in_use_is_told(build: Callable[..., Path], load: Load, options: LoadOptions) -> None:
    """A loaded model tells what it really runs on."""
    synthesizer = load(build(), options)

    assert synthesizer.report() == {
        "providers": "CPUExecutionProvider",
        "operators": "onnxruntime",
        "rewritten": "no pass matched",
    }


def test_graph_that_no_pass_matches_is_told(
    build: Callable[..., Path], load: Load, caplog: pytest.LogCaptureFixture
) -> None:
    """That nothing in a graph could be rewritten stands in the log, once for each time it is loaded."""
    with caplog.at_level(logging.INFO, "tts_onnx"):
        load(build()).close()

    assert [record.getMessage() for record in caplog.records] == ["tones.onnx: rewritten: no pass matched"]


def test_how_it_reads_is_told(build: Callable[..., Path], load: Load) -> None:
    """A loaded model tells how it would read an utterance, a reading of the caller's included."""
    synthesizer = load(build())
    given = (Pronunciation(6, 11, "wɜːld"),)

    told = synthesizer.pronounce(Utterance(text="Hello world", phonemes=given))

    assert [(each.start, each.end) for each in told] == [(0, 5), (6, 11)]
    assert (told[0].ipa, told[1].ipa) == ("həlˈoʊ", "wɜːld")
