from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import tts_core
from tts_core import Registry
from tts_onnx.voice.sanity import doubt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.kitten.conftest import Tones

TIME = np.arange(2 * 24_000) / 24_000
RANDOM = np.random.default_rng(7)


@pytest.mark.parametrize(
    ("samples", "like"),
    [
        (RANDOM.normal(size=48_000) * 0.1, "noise"),
        (RANDOM.uniform(-1, 1, size=48_000), "noise"),
        (np.sin(2 * np.pi * 440 * TIME), "a single tone"),
        (np.sin(2 * np.pi * 3_000 * TIME) + RANDOM.normal(size=48_000) * 0.02, "a single tone"),
        (np.zeros(48_000), None),
        (np.zeros(0), None),
        (RANDOM.normal(size=5_000), None),
    ],
    ids=["gauss", "uniform", "hum", "whistle", "silence", "nothing", "too short to tell"],
)
def test_what_is_no_speech_is_told(samples: Any, like: str | None) -> None:
    """White noise and a steady tone are told for what they are; silence and moments are not judged."""
    assert doubt(samples.astype(np.float32), 24_000) == like


@pytest.mark.parametrize(
    "text",
    [
        "She sells fresh fish.",
        "Shh! Six sissy snakes hiss, hush, and shush.",
        "Ooooh, no, no!",
        "A plain sentence, said plainly.",
    ],
)
@pytest.mark.parametrize("voice", ["en-us", "en-gb"])
def test_speech_is_not_doubted(text: str, voice: str) -> None:
    """Speech is taken for speech, however much of it is hissed or held."""
    speech = tts_core.synthesize(text, model="espeak", voice=voice, registry=Registry.installed())

    assert doubt(speech.resampled(24_000).audio.samples, 24_000) is None


def test_doubt_is_a_warning(build: Callable[..., Path], listen: Callable[..., Tones]) -> None:
    """A model that answers with one tone is heard out, with a warning on the result."""
    from tts_kitten import tts_model

    model = tts_model(f"kitten:{build()}")
    assert model is not None
    reading = {"hum": f"/{'a' * 60}/"}

    speech = tts_core.synthesize("hum", model=model.card.id, registry=Registry([model]), lexicon=reading)

    hum, *comma = listen(speech.audio.samples).runs
    assert hum[1] > 10 * sum(frames for _, frames in comma)
    assert [warning.code for warning in speech.warnings] == ["doubtful"]
