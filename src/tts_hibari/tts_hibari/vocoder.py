"""
From what the network predicts of every frame to sound.

A voice is pulses, which the throat and mouth filter; breath, which is filtered noise; and what is neither.
The network says how each sounds in every frame: two filters, a spectrum, and how high the voice is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tts_onnx.voice.short_time import OverlapAdd, ShortTime
from tts_onnx.voice.source import Pulses, white_noise

from .contract import FRAME, SAMPLE_RATE, SIZE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tts_core import CancelToken

    Values = NDArray[np.float32]

__all__ = ["waveform"]

TRANSFORM = ShortTime(SIZE, FRAME)
PULSES = Pulses(SAMPLE_RATE, FRAME, lowest=40.0, highest=11_000.0, loudness=1.0 / FRAME)
_BLOCK = 64
"""Frames at a time: few enough that they stay near the processor, and that cancelling is quick."""
_BINS = SIZE // 2 + 1
_LOUDEST = np.exp(np.float32(7.0))
"""A filter is held to this."""
_TABLE = 65_537
"""Numbers after which the noise repeats; prime, so that it never falls in step with the frames."""


def waveform(spectra: Values, pitch: Values, seed: int, cancel: CancelToken | None = None) -> Values:
    """Return the sound of the *spectra*, a row for each frame, at *pitch*, with the breath of *seed*."""
    frames = TRANSFORM.frames(PULSES.train(pitch))
    made = OverlapAdd(TRANSFORM, len(pitch))
    place = seed * 40_503 % _TABLE
    for begin in range(0, len(pitch), _BLOCK):
        if cancel is not None:
            cancel.check()
        voiced, phase, breath, rest, rest_phase = np.split(spectra[begin : begin + _BLOCK], 5, axis=1)
        wide = len(voiced)
        turned = np.tanh(phase)
        turned *= np.float32(np.pi)
        block = TRANSFORM.spectra(frames[begin : begin + wide])
        block *= _turned(turned, voiced)
        block += _turned(rest_phase, rest)
        block += _noise()[place : place + _BINS * wide].reshape(wide, _BINS) * _raised(breath)
        made.add(block)
        place = (place + _BINS * wide) % _TABLE
    return made.samples()


def _raised(filter_: Values) -> Values:
    """Return the filter whose logarithm this is."""
    raised = np.exp(filter_)
    if raised.max() > _LOUDEST:  # It hardly ever is, and to look is quick.
        np.minimum(raised, _LOUDEST, out=raised)
    return raised


def _turned(angle: Values, filter_: Values) -> NDArray[np.complex64]:
    """Return the filter whose logarithm and phase these are."""
    made = np.empty(angle.shape, dtype=np.complex64)
    raised = _raised(filter_)
    np.multiply(np.cos(angle), raised, out=made.real)
    np.multiply(np.sin(angle), raised, out=made.imag)
    return made


@cache
def _noise() -> NDArray[np.complex64]:
    """Return the noise that all breath is cut from: room for a block behind its end."""
    drawn = white_noise(_TABLE)
    return np.concatenate((drawn, np.resize(drawn, _BINS * _BLOCK)))
