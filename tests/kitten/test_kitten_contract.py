from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from tts_core.testing import SynthesizerContract
from tts_kitten import tts_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tts_core import Model


@pytest.fixture(scope="class")
def model(request: pytest.FixtureRequest, build: Callable[..., Path]) -> Model:
    """A model of the class's variant, named by its folder."""
    assert request.cls is not None
    found = tts_model(f"kitten:{build(**request.cls.variant)}")
    assert found is not None
    return found


class TestNewest(SynthesizerContract):
    """The contract of the 0.8 models."""

    variant: ClassVar[dict[str, Any]] = {}


class TestOneRow(SynthesizerContract):
    """A waveform of shape (1, N) is no different."""

    variant: ClassVar[dict[str, Any]] = {"row": True, "spill": True}


class TestOldest(SynthesizerContract):
    """The contract of the first models: one style for every length, no ending, and here no durations."""

    variant: ClassVar[dict[str, Any]] = {"kind": "ONNX1", "rows": 1, "duration": False}


class TestTail(SynthesizerContract):
    """Samples that the durations do not account for cost no law."""

    variant: ClassVar[dict[str, Any]] = {"tail": 5000}
    expected_failures: ClassVar[Mapping[str, str]] = {
        "timings_are_given": "what the durations are worth is only known when the graph has run"
    }
