from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from onnx import TensorProto

from tts_core import Feature, LoadOptions, ModelUnavailable, UnsupportedOption, Utterance, files
from tts_kokoro import tts_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_kokoro.synthesizer import KokoroSynthesizer

HUB: dict[str, Any] = {"ids": "input_ids", "sound": "waveform"}
TEXT = "The old boat reached the harbor."


@pytest.mark.parametrize(
    "variant",
    [
        {},
        HUB | {"durations": "duration"},
        HUB | {"row": True, "raw": True},
        HUB | {"row": True, "durations": "durations"},
        HUB | {"speed": TensorProto.INT32},
    ],
    ids=["kokoro-onnx", "kokoro-onnx 1.1", "onnx-community", "timestamped", "whole speeds"],
)
def test_every_packaging_is_recognised(
    build: Callable[..., Path], load: Callable[[Path], KokoroSynthesizer], variant: dict[str, Any]
) -> None:
    """Whatever a graph calls its inputs and outputs, it speaks, and each word's time is known from it."""
    synthesizer = load(build(**variant))

    spoken = synthesizer.speak(Utterance(text=TEXT, voice="af_heart"))

    assert [word.text for word in spoken.words] == TEXT.rstrip(".").split()
    assert {word.quality for word in spoken.words} == {"model"}
    synthesizer.close()


def test_a_graph_of_whole_speeds_has_one(build: Callable[..., Path]) -> None:
    """A graph that would round a speed to a whole number does not promise to change it."""
    model = tts_model(f"kokoro:{build(**HUB, speed=TensorProto.INT32)}")

    assert model is not None
    assert Feature.SPEED not in model.card.features
    with pytest.raises(UnsupportedOption, match="one speed"):
        model.card.check_speed(1.5)


def test_durations_that_do_not_add_up_are_not_believed(
    build: Callable[..., Path], load: Callable[[Path], KokoroSynthesizer]
) -> None:
    """Where frames and samples differ when it is tried, the words are estimated, and say so."""
    synthesizer = load(build(tail=5000))

    spoken = synthesizer.speak(Utterance(text=TEXT, voice="af_heart"))

    assert {word.quality for word in spoken.words} == {"estimated"}
    synthesizer.close()


def test_a_seed_is_offered_where_something_is_drawn(build: Callable[..., Path]) -> None:
    """A graph that draws has a seed, which gives the same samples again; one that does not has none."""
    plain, drawing = (tts_model(f"kokoro:{build(dice=dice)}") for dice in (False, True))
    assert plain is not None
    assert drawing is not None
    synthesizer = drawing.load(LoadOptions(files=files.fetch(drawing.card, LoadOptions())))

    once, again, other = (
        synthesizer.speak(Utterance(text="ok", voice="af_heart", options={"seed": seed}))
        for seed in (1, 1, 2)
    )

    assert (plain.card.options, [option.name for option in drawing.card.options]) == ((), ["seed"])
    assert Feature.DETERMINISTIC in plain.card.features
    assert once.samples.tobytes() == again.samples.tobytes()
    assert once.samples.tobytes() != other.samples.tobytes()
    synthesizer.close()


def test_a_graph_of_another_kind_is_refused(
    build: Callable[..., Path], load: Callable[[Path], KokoroSynthesizer]
) -> None:
    """A graph that takes something else is refused when it is loaded, in a sentence that names it."""
    with pytest.raises(ModelUnavailable, match="no input 'input_ids'"):
        load(build(ids="phonemes"))


def test_voices_that_are_none_are_refused(
    build: Callable[..., Path], load: Callable[[Path], KokoroSynthesizer]
) -> None:
    """A file of a voice that is cut off is refused when the model is loaded."""
    path = build(raw=True)
    (path.parent / "voices" / "af_sky.bin").write_bytes(b"\0" * 1000)

    with pytest.raises(ModelUnavailable, match=r"'af_sky\.bin' has 1000 bytes"):
        load(path)
