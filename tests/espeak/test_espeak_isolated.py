"""espeak-ng in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import LoadOptions
from tts_core.testing import SynthesizerContract

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="models are isolated on POSIX systems only")


def test_it_says_the_same() -> None:
    """Sound, words and warnings of an isolated voice are those of the voice in here."""
    text = "Dr. Smith paid $3.50, and \U0001f4b6 too. Then he left."

    here, there = (
        tts_core.synthesize(text, model="espeak", voice="ms", load=LoadOptions(isolated=isolated))
        for isolated in (False, True)
    )

    assert here.audio.samples.tobytes() == there.audio.samples.tobytes()
    assert (here.words, here.warnings) == (there.words, there.warnings)


class TestContract(SynthesizerContract):
    """An isolated model keeps every law that one in here keeps."""

    model = "espeak"
    load = LoadOptions(isolated=True)


def test_the_command_isolates(tmp_path: Path) -> None:
    """`--isolated` gives the same file from a process of its own."""
    made = [tmp_path / "here.wav", tmp_path / "there.wav"]
    for file, more in zip(made, ([], ["--isolated"]), strict=True):
        command = [sys.executable, "-m", "tts_core", "say", "-m", "espeak", *more, "-o", str(file), "Hi."]
        subprocess.run(command, check=True, timeout=60)

    assert made[0].read_bytes() == made[1].read_bytes()
