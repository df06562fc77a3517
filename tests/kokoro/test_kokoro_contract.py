from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from tts_core.testing import SynthesizerContract
from tts_kokoro import tts_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_core import Model


@pytest.fixture(scope="class")
def model(request: pytest.FixtureRequest, build: Callable[..., Path]) -> Model:
    """A model of the class's variant, named by its file."""
    assert request.cls is not None
    found = tts_model(f"kokoro:{build(**request.cls.variant)}")
    assert found is not None
    return found


class TestWithoutDurations(SynthesizerContract):
    """The contract of the releases that keep their durations to themselves, with no failure expected."""

    variant: ClassVar[dict[str, Any]] = {}


class TestWithDurations(SynthesizerContract):
    """The contract of the newer exports, whose sound is drawn by lot."""

    variant: ClassVar[dict[str, Any]] = {
        "ids": "input_ids", "sound": "waveform", "durations": "duration", "row": True, "dice": True,
        "raw": True,
    }  # fmt: skip
