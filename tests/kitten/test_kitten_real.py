"""
The real models, where there is a network: `nox -s real_models`.

Nothing here runs unless TTS_CORE_REAL_MODELS names the models to try. They are downloaded, held to
the contract, and listened to by a speech recogniser (faster-whisper), which must understand them.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest

import tts_core
from tts_core import Feature, LoadOptions, Registry
from tts_core.testing import check_model

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = [name for name in os.environ.get("TTS_CORE_REAL_MODELS", "").replace(",", " ").split() if name]
SENTENCES = (
    "The old boat reached the harbour before sunrise, and nobody was awake to see it.",
    "Please put the green bottle on the table next to the window.",
    "She sells fresh fish every morning at the corner of the market.",
    "Is there another train to the city tonight, or is this the last one?",
    "Thirty seven people signed the letter, but only twelve of them came.",
    "When the rain stopped, the children ran outside and played until dark.",
    "He read the first page twice and then closed the book without a word.",
    "Fifty thousand visitors came to see the garden in spring.",
)
MOST_WRONG = 0.10
"""Of all words, how many the recogniser may mistake: it is not perfect itself."""

pytestmark = pytest.mark.skipif(not NAMES, reason="TTS_CORE_REAL_MODELS names no model")


@pytest.fixture(scope="module")
def registry() -> Iterator[Registry]:
    """The installed models."""
    registry = Registry.installed()
    yield registry
    registry.close()


@pytest.fixture(scope="module")
def recogniser() -> Any:
    """What listens."""
    whisper = pytest.importorskip("faster_whisper")
    return whisper.WhisperModel("small.en", device="cpu", compute_type="int8")


@pytest.mark.parametrize("name", NAMES)
def test_contract(registry: Registry, name: str) -> None:
    """A real model keeps every law that the models made for tests keep."""
    failed = [result for result in check_model(registry.model(name)) if result.outcome == "failed"]

    assert not failed


@pytest.mark.parametrize("name", NAMES)
def test_predicted_frames_add_up(registry: Registry, name: str) -> None:
    """A real model's durations account for all its samples, so that its edges and timings are predicted."""
    speech = tts_core.synthesize(SENTENCES[0], model=name, registry=registry)

    assert Feature.TIMINGS in registry.model(name).card.features
    assert {word.quality for word in speech.words} == {"model"}


@pytest.mark.parametrize("voice", ["Bella", "Jasper", "Luna", "Bruno", "Rosie", "Hugo", "Kiki", "Leo"])
@pytest.mark.parametrize("name", NAMES)
def test_voices_are_understood(registry: Registry, recogniser: Any, name: str, voice: str) -> None:
    """A recogniser understands every voice, from the first word of a sentence to its last."""
    wrong = total = 0
    for sentence in SENTENCES:
        speech = tts_core.synthesize(sentence, model=name, voice=voice, registry=registry, load=LoadOptions())
        segments, _ = recogniser.transcribe(speech.resampled(16_000).audio.samples, language="en")
        heard = words(" ".join(segment.text for segment in segments))
        wrong += distance(words(sentence), heard)
        total += len(words(sentence))

    assert wrong / total <= MOST_WRONG


def words(text: str) -> list[str]:
    """The words of a text as a recogniser may write them."""
    spelled = {"37": "thirty seven", "12": "twelve", "50,000": "fifty thousand", "harbor": "harbour"}
    for written, said in spelled.items():
        text = text.replace(written, said)
    return re.findall(r"[a-z']+", text.lower())


def distance(one: list[str], other: list[str]) -> int:
    """How many words must be changed, put in or left out to make one text of the other."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, start=1):
        above, row[0] = row[0], number
        for place, heard in enumerate(other, start=1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != heard))
    return row[-1]
