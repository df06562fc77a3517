"""The graph of the voice: phonemes in, spectra and the frames of every phoneme out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tts_onnx.rewrite.durations import DURATION
from tts_onnx.session.kept import Trial
from tts_onnx.session.session import Contract
from tts_onnx.voice.frames import Clock, Sound, one_row

from .contract import BOUNDARY, HOP, SAMPLE_RATE
from .vocoder import waveform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import CancelToken
    from tts_onnx.session.session import Feeds, Session

__all__ = ["CLOCK", "CONTRACT", "TRIAL", "feeds", "spoken"]

CLOCK = Clock(SAMPLE_RATE, HOP, lead=0.06)
_FLOATS = ("tensor(float)",)
CONTRACT = Contract(
    family="hibari",
    inputs={"ids": "tensor(int64)", "speed": "tensor(float)"},
    outputs=dict.fromkeys(("lh", "theta", "ln", "lr", "phi", "f0", DURATION), _FLOATS),
    needed=("lh", "theta", "ln", "lr", "phi", "f0", DURATION),
)


def spoken(
    session: Session, phonemes: Sequence[int], speed: float, seed: int, cancel: CancelToken | None = None
) -> Sound:
    """Speak *phonemes*. When it is cancelled, the run ends within the operator or the block that it is in."""
    values = session.run(feeds(phonemes, speed), cancel)
    samples = one_row(waveform(values, seed, cancel))
    return Sound(samples, CLOCK.frames(values[DURATION], len(phonemes) + 2, len(samples)))


def feeds(phonemes: Sequence[int], speed: float = 1.0) -> Feeds:
    """Return what goes into a run that says *phonemes*."""
    return {
        "ids": np.asarray([[BOUNDARY, *phonemes, BOUNDARY]], dtype=np.int64),
        "speed": np.asarray([speed], dtype=np.float32),
    }


TRIAL = Trial(feeds((69, 69)), feeds(range(43, 68)))
"""What the graph is tried on: one vowel twice, and the letters once each."""
