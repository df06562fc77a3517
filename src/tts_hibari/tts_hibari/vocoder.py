"""
From what the network predicts of every frame to sound.

A voice is pulses, one for each opening of the vocal folds, which the throat and mouth filter; breath,
which is filtered noise; and what is neither. The network says how each sounds in every frame: two
filters, a spectrum, and how high the voice is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tts_onnx.voice.short_time import OverlapAdd, ShortTime

from .contract import FRAME, SAMPLE_RATE, SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tts_core import CancelToken

    Values = NDArray[np.float32]

__all__ = ["pulses", "waveform"]

TRANSFORM = ShortTime(SIZE, FRAME)
_BLOCK = 64
"""Frames at a time: few enough that they stay near the processor, and that cancelling is quick."""
_BINS = SIZE // 2 + 1
_LOWEST, _HIGHEST = 40.0, 11_000.0
"""Hertz: below, there is no voice; above, no harmonic of it."""
_LOUDEST = 7.0
"""The logarithm of a filter is held to this."""
_TABLE = 65_537
"""Numbers after which the noise repeats; prime, so that it never falls in step with the frames."""


def waveform(values: Mapping[str, Values], seed: int, cancel: CancelToken | None = None) -> Values:
    """Return the sound that one run of the network predicts, with the breath of *seed*."""
    parts = [values[name][0] for name in ("lh", "theta", "ln", "lr", "phi")]
    pitch = values["f0"][0]
    frames = TRANSFORM.frames(pulses(pitch))
    made = OverlapAdd(TRANSFORM, len(pitch))
    place = seed * 40_503 % _TABLE
    for begin in range(0, len(pitch), _BLOCK):
        if cancel is not None:
            cancel.check()
        voiced, phase, breath, rest, rest_phase = (part[:, begin : begin + _BLOCK] for part in parts)
        wide = voiced.shape[1]
        spectra = np.ascontiguousarray(TRANSFORM.spectra(frames[begin : begin + wide]).T)
        spectra *= 1.0 / FRAME
        spectra *= _turned(np.tanh(phase) * np.float32(np.pi), voiced)
        noise = _noise()[place : place + _BINS * wide].reshape(_BINS, wide)
        spectra += noise * _raised(breath)
        spectra += _turned(rest_phase, rest)
        made.add(spectra.T)
        place = (place + _BINS * wide) % _TABLE
    return made.samples()


def pulses(pitch: Values) -> Values:
    """
    Return a train of pulses at *pitch*: all its harmonics below the highest, equally loud, in phase.

    Their sum has a closed form: cos t + … + cos ht = sin((h + ½)t) / (2 sin ½t) − ½.
    """
    held = np.pad(pitch, 1, mode="edge").astype(np.float32)
    between = (np.arange(FRAME, dtype=np.float32) + 0.5) / FRAME  # From the middle of a frame to the next.
    hertz = (held[:-1, None] + np.diff(held)[:, None] * between).reshape(-1)
    hertz = hertz[FRAME // 2 : FRAME // 2 + len(pitch) * FRAME]
    voiced = hertz > _LOWEST
    np.maximum(hertz, np.float32(_LOWEST), out=hertz)
    turns = np.cumsum(hertz, dtype=np.float64)
    turns /= SAMPLE_RATE
    turns -= np.floor(turns)
    half = (np.pi * turns).astype(np.float32)
    reach = 2 * np.floor(np.float32(_HIGHEST) / hertz) + 1
    below = np.sin(half)
    peak = np.abs(below) < 1e-3  # There it is nothing over nothing, and the sum is of ones.
    below[peak] = 1.0
    train = np.sin(reach * half)
    train /= below
    train[peak] = reach[peak]
    train -= 1.0
    train *= np.float32(0.5) * voiced
    return train


def _raised(filter_: Values) -> Values:
    """Return the filter whose logarithm this is."""
    held = np.minimum(filter_, np.float32(_LOUDEST))
    return np.exp(held, out=held)


def _turned(angle: Values, filter_: Values) -> NDArray[np.complex64]:
    """Return the filter whose logarithm and phase these are."""
    made = np.empty(angle.shape, dtype=np.complex64)
    np.cos(angle, out=made.real)
    np.sin(angle, out=made.imag)
    made *= _raised(filter_)
    return made


@cache
def _noise() -> NDArray[np.complex64]:
    """Return white noise, drawn once and the same in every process: room for a block behind the end."""
    chance = np.random.Generator(np.random.PCG64(20_260_101))
    drawn = chance.standard_normal((_TABLE, 2), dtype=np.float32).view(np.complex64)[:, 0]
    return np.concatenate((drawn, np.resize(drawn, _BINS * _BLOCK)))
