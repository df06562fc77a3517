"""What a model may return, and what becomes of all else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import tts_core
from tts_core import Model, ModelCard, Registry, Rendering, SpeechWarning, SynthesisFailed, Utterance, Word
from tts_core.testing import EchoOptions, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

HELLO = Word("Hello", (0, 5), 0.0, 0.3)
GOOD = Rendering(samples=np.full(8000, 0.1, np.float32), sample_rate=8000, words=(HELLO,))


class Returns:
    """A synthesizer that returns one thing, whatever it is."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def speak(self, utterance: Utterance) -> Rendering:
        del utterance
        returned: Rendering = self._make()
        return returned

    def close(self) -> None:
        pass


def speech_of(make: Callable[[], Any]) -> tts_core.Speech:
    card = ModelCard(id="odd", sample_rate=8000)
    registry = Registry([Model(card, lambda options: Returns(make))])
    try:
        return tts_core.synthesize("Hello there.", model="odd", registry=registry)
    finally:
        registry.close()


def odd(**changes: Any) -> Rendering:
    return replace(GOOD, **changes)


def words(*changed: dict[str, Any]) -> Rendering:
    return odd(words=tuple(replace(HELLO, **change) for change in changed))


class Mute(Exception):
    def __str__(self) -> str:
        raise SystemExit(3)


def leave() -> None:
    raise SystemExit(3)


def fail_without_words() -> None:
    raise Mute


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        (None, "NoneType, not a Rendering"),
        ((GOOD.samples, 8000), "tuple, not a Rendering"),
        (odd(samples=None), "NoneType as its samples"),
        (odd(samples=np.float32(0.1)), r"shape \(\)"),
        (odd(samples=["a", "b"]), "not mono float32"),
        (odd(samples=np.full(8000, 1e300)), "not finite"),
        (odd(samples=GOOD.samples * 200_000), "divided by 32768"),
        (odd(sample_rate=0), "sample rate of 0"),
        (odd(sample_rate=-8000), "sample rate of -8000"),
        (odd(sample_rate="24000"), "sample rate of str"),
        (odd(sample_rate=24000.0), "sample rate of 24000.0"),
        (odd(sample_rate=float("nan")), "sample rate of float"),
        (odd(sample_rate=10**12), "sample rate of 1000000000000"),
        (odd(sample_rate=None), "sample rate of NoneType"),
        (odd(words=None), "NoneType as its words"),
        (odd(words="Hello"), "str as its words"),
        (odd(words=("Hello",)), "str as word 0, not a Word"),
        (words({"text": 5}), "text is no str"),
        (words({"quality": "perfect"}), "quality"),
        (words({"span": (0, 500)}), "in a text of 12 characters"),
        (words({"span": (5, 0)}), "impossible span"),
        (words({"span": (-3, 2)}), "impossible span"),
        (words({"span": None}), "not two whole numbers"),
        (words({"span": (0.0, 5.0)}), "not two whole numbers"),
        (words({"start": float("nan")}), "no finite numbers"),
        (words({"end": float("inf")}), "no finite numbers"),
        (words({"start": "0"}), "no finite numbers"),
        (words({"end": None}), "no finite numbers"),
        (words({"start": -2.0}), "the times -2.000"),
        (words({"start": 0.3, "end": 0.1}), "the times 0.300 to 0.100"),
        (words({"start": 0.5, "end": 0.6}, {"start": 0.1, "end": 0.2}), "as word 1, behind 0.500"),
        (words({"end": 300.0}), "in 1.000 s of sound"),
        (odd(warnings=None), "NoneType as its warnings"),
        (odd(warnings=("odd",)), "str as warning 0"),
        (odd(warnings=(SpeechWarning("odd", None),)), "no str"),  # type: ignore[arg-type]
        (odd(warnings=(SpeechWarning("odd", "is", "here"),)), "not two whole"),  # type: ignore[arg-type]
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_rendering_fails_by_its_models_name(returned: object, says: str) -> None:
    """Rubbish from a model is SynthesisFailed that names the model and says what a Rendering is."""
    with pytest.raises(SynthesisFailed, match=says) as caught:
        speech_of(lambda: returned)

    assert "model 'odd' returned" in str(caught.value)
    assert "A Rendering has samples" in str(caught.value)


@pytest.mark.parametrize(
    ("speak", "says"), [(leave, "SystemExit: 3"), (fail_without_words, "Mute")], ids=["leaves", "mute"]
)
def test_a_model_that_leaves_fails_by_its_name(speak: Callable[[], None], says: str) -> None:
    """A model that calls sys.exit, or raises what has no words, fails like any other."""
    with pytest.raises(SynthesisFailed, match=says) as caught:
        speech_of(speak)

    assert "model 'odd' failed" in str(caught.value)


def test_what_is_nearly_a_rendering_is_one() -> None:
    """Lists for tuples, numpy's numbers, float64, and a word that ends a frame after the sound are taken."""
    numbers: dict[str, Any] = {
        "span": [np.int64(0), np.int64(5)],
        "start": np.float32(0.0),
        "end": np.float64(1.02),
    }
    word = replace(HELLO, **numbers)
    nearly = odd(samples=np.full(8000, 0.1), sample_rate=np.int32(8000), words=[word])

    speech = speech_of(lambda: nearly)

    assert speech.words[0].quality == "exact"
    assert speech.audio.samples.dtype == np.float32
    assert not speech.warnings


def test_sound_that_is_too_loud_is_told() -> None:
    """Samples beyond full scale, which 16-bit sound clips, are a warning with their number and the peak."""
    samples = GOOD.samples.copy()
    samples[1000:1500] = 3.0

    speech = speech_of(lambda: odd(samples=samples))

    [warning] = speech.warnings
    assert warning.code == "loud"
    assert "500 samples" in warning.message
    assert "3.00" in warning.message
    assert warning.span == (0, 12)


@pytest.mark.parametrize("measured", ["many", -1, None, 1.5])
def test_a_measure_that_counts_nonsense_fails_by_its_models_name(measured: object) -> None:
    """A `measure` that returns no number of units, or leaves, is SynthesisFailed that names the model."""

    def counting(text: str) -> Any:
        del text
        return measured

    def leaving(text: str) -> int:
        del text
        raise SystemExit(3)

    for options in (EchoOptions(measure=counting), EchoOptions(measure=leaving)):
        registry = Registry([echo_model("echo", options)])
        with pytest.raises(SynthesisFailed, match="'echo' failed to measure"):
            tts_core.synthesize("Hello there.", model="echo", registry=registry)
        registry.close()
