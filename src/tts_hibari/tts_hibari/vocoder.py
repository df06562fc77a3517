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
_LOUDEST = np.exp(np.float32(7.0))
"""A filter is held to this."""
_STEPS = np.arange(1, FRAME + 1, dtype=np.float64)
_BETWEEN = ((_STEPS - 0.5) / FRAME).astype(np.float32)
"""Where the samples are, from the middle of a frame to that of the next."""
_TABLE = 65_537
"""Numbers after which the noise repeats; prime, so that it never falls in step with the frames."""


def waveform(spectra: Values, pitch: Values, seed: int, cancel: CancelToken | None = None) -> Values:
    """Return the sound of the *spectra*, a row for each frame, at *pitch*, with the breath of *seed*."""
    frames = TRANSFORM.frames(pulses(pitch))
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


def pulses(pitch: Values) -> Values:
    """
    Return a train of pulses at *pitch*: all its harmonics below the highest, equally loud, in phase.

    Their sum has a closed form: cos t + … + cos ht = sin((h + ½)t) / (2 sin ½t) − ½. Its spectra are to
    be as loud as a filter says, whatever their distance: hence the division.
    """
    held = np.pad(pitch, 1, mode="edge")
    train = np.empty((len(held) - 1, FRAME), dtype=np.float32)
    # They are counted from the first sample, half a frame behind where the first line begins.
    turns = -max(float(pitch[0]), _LOWEST) * (FRAME // 2) / SAMPLE_RATE
    for begin in range(0, len(train), _BLOCK):
        turns = _pulses(held[begin : begin + _BLOCK + 1], turns, train[begin : begin + _BLOCK])
    return train.reshape(-1)[FRAME // 2 : FRAME // 2 - FRAME]


def _pulses(pitch: Values, turns: float, train: Values) -> float:
    """
    Write the pulses between the middles of frames to *train*; return the turns of the voice at its end.

    From one middle to the next the pitch is a straight line, and so the turns have a closed form too,
    except where it is bent: where a voice begins or ends.
    """
    hertz = pitch[:-1, None] + np.diff(pitch)[:, None] * _BETWEEN
    voiced = hertz > _LOWEST
    np.maximum(hertz, np.float32(_LOWEST), out=hertz)
    ends = np.maximum(pitch, _LOWEST).astype(np.float64)
    turned = ends[:-1, None] * _STEPS
    turned += np.diff(ends)[:, None] * (_STEPS**2 * (0.5 / FRAME))
    bent = np.flatnonzero(np.diff(pitch > _LOWEST))
    turned[bent] = np.cumsum(hertz[bent], axis=1, dtype=np.float64)
    behind = turns * SAMPLE_RATE + np.cumsum(turned[:, -1])
    turned[1:] += behind[:-1, None]
    turned[0] += turns * SAMPLE_RATE
    turned *= 1.0 / SAMPLE_RATE
    turned -= np.floor(turned)
    half = turned.astype(np.float32)
    half *= np.float32(np.pi)
    reach = np.floor(np.float32(_HIGHEST) / hertz)
    reach += reach
    reach += 1
    below = np.sin(half)
    peak = np.abs(below) < 1e-3  # There it is nothing over nothing, and the sum is of ones.
    below[peak] = 1.0
    half *= reach
    np.sin(half, out=train)
    train /= below
    train[peak] = reach[peak]
    train -= 1.0
    train *= np.float32(0.5 / FRAME)
    train *= voiced
    return float(behind[-1]) / SAMPLE_RATE


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
    """
    Return white noise, the same in every process: room for a block behind the end.

    Two scrambled counters are the chances, and Box and Muller make of them what is normally distributed:
    importing numpy's own generator takes longer. The scrambler is lowbias32, by Chris Wellons, who gave it
    to the public (https://github.com/skeeto/hash-prospector).
    """
    chance = np.arange(2 * _TABLE, dtype=np.uint32)
    for shift, factor in ((16, 0x21F0AAAD), (15, 0xD35A2D97)):
        chance ^= chance >> np.uint32(shift)
        chance *= np.uint32(factor)
    chance ^= chance >> np.uint32(15)
    even = ((chance >> np.uint32(8)).astype(np.float32) + np.float32(0.5)) * np.float32(2**-24)
    far, turn = even[:_TABLE], even[_TABLE:]
    distance = np.sqrt(np.float32(-2.0) * np.log(far))
    turn *= np.float32(2 * np.pi)
    drawn = np.empty(_TABLE, dtype=np.complex64)
    drawn.real, drawn.imag = distance * np.cos(turn), distance * np.sin(turn)
    return np.concatenate((drawn, np.resize(drawn, _BINS * _BLOCK)))
