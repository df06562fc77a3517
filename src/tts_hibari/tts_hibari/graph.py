"""The graph of the voice: phonemes in, spectra and the frames of every phoneme out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tts_onnx.rewrite.durations import DURATION, with_durations
from tts_onnx.rewrite.rows import with_rows
from tts_onnx.session.kept import Trial
from tts_onnx.session.session import Contract
from tts_onnx.voice.frames import Clock, Sound, one_row

from .contract import BOUNDARY, HOP, SAMPLE_RATE
from .vocoder import waveform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import CancelToken
    from tts_onnx.session.session import Feeds, Session

__all__ = ["CLOCK", "CONTRACT", "PITCH", "SPECTRA", "TRIAL", "feeds", "prepared", "spoken"]

CLOCK = Clock(SAMPLE_RATE, HOP, lead=0.06)
SPECTRA, PITCH = "spectra", "f0"
_OUTPUTS = (SPECTRA, PITCH, DURATION)
CONTRACT = Contract(
    family="hibari",
    inputs={"ids": "tensor(int64)", "speed": "tensor(float)"},
    outputs=dict.fromkeys(_OUTPUTS, ("tensor(float)",)),
    needed=_OUTPUTS,
    rewritten=False,  # One convolution is found, and nothing gained.
)
_PARTS = ("lh", "theta", "ln", "lr", "phi")
"""What a row holds, in this order; the graph as published has a column of each."""


def prepared(data: bytes) -> bytes:
    """Return the model in *data* with what we ask it for: durations, and what it predicts in rows."""
    return with_rows(with_durations(data), _PARTS, SPECTRA)


def spoken(
    session: Session, phonemes: Sequence[int], speed: float, seed: int, cancel: CancelToken | None = None
) -> Sound:
    """Speak *phonemes*. When it is cancelled, the run ends within the operator or the block that it is in."""
    values = session.run(feeds(phonemes, speed), cancel)
    samples = one_row(waveform(values[SPECTRA][0], values[PITCH][0], seed, cancel))
    return Sound(samples, CLOCK.frames(values[DURATION], len(phonemes) + 2, len(samples)))


def feeds(phonemes: Sequence[int], speed: float = 1.0) -> Feeds:
    """Return what goes into a run that says *phonemes*."""
    return {
        "ids": np.asarray([[BOUNDARY, *phonemes, BOUNDARY]], dtype=np.int64),
        "speed": np.asarray([speed], dtype=np.float32),
    }


TRIAL = Trial(feeds((69, 69)), feeds(range(43, 68)))
"""What the graph is tried on: one vowel twice, and the letters once each."""
