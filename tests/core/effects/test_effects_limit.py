"""Sound that is too loud, turned down where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tts_core import Registry, synthesize
from tts_core.testing import decode, echo_model

if TYPE_CHECKING:
    from tts_core import Rendering


def loud(rendering: Rendering) -> Rendering:
    """Come three times as loud as a sample may be."""
    return replace(rendering, samples=rendering.samples * np.float32(6.0))


REGISTRY = Registry([echo_model("loud", damage=loud)])
TEXT = "One sentence is here. Another one is there."


def test_limit_turns_down_what_would_be_clipped() -> None:
    """With the effect no peak exceeds the ceiling, and every word is heard where it was."""
    plain = synthesize(TEXT, registry=REGISTRY)
    speech = synthesize(TEXT, effects=["limit:ceiling=-3"], registry=REGISTRY)

    assert np.abs(plain.audio.samples).max() > 2
    assert np.abs(speech.audio.samples).max() <= 10 ** (-3 / 20)
    assert speech.words == plain.words
    assert "".join(heard.text for heard in decode(speech.audio)) == "".join(
        heard.text for heard in decode(plain.audio)
    )
    assert {warning.code for warning in speech.warnings} == {"loud"}


def test_what_is_quiet_stays_as_it_is() -> None:
    """Sound without a peak above the ceiling is not touched."""
    quiet = Registry([echo_model("quiet")])

    assert synthesize(TEXT, effects=["limit"], registry=quiet).audio == synthesize(TEXT, registry=quiet).audio


def test_a_ceiling_above_full_scale_is_refused() -> None:
    """A ceiling that would clip is no ceiling."""
    with pytest.raises(ValueError, match="ceiling"):
        synthesize(TEXT, effects=["limit:ceiling=3"], registry=REGISTRY)
