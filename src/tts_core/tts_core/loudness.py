"""
How loud speech is to an ear, and making it as loud as wanted without ever clipping.

Loudness is measured as ITU-R BS.1770-4 defines it, in LUFS, and peaks between the samples as its
annex 2 does, in dBTP. Mono counts as one channel: a sine of full scale at 997 Hz has -3.01 LUFS.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .audio import Audio
from .limiter import Limiter, peaks

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Leveller", "loudness", "normalized", "true_peak"]

_OFFSET = -0.691
"""What the definition adds, so that the weighting does not change a sine of 997 Hz."""
_SILENCE = -70.0
"""LUFS below which a block is not counted."""
_GATE = 10.0
"""A block that is quieter than the others by so many LU is not counted either."""


def loudness(audio: Audio) -> float:
    """
    Return the integrated loudness of *audio* in LUFS; of silence, minus infinity.

    It is defined on blocks of 0.4 s; sound that is shorter is taken as one block.
    """
    meter = _Meter(audio.sample_rate)
    meter.write(audio.samples)
    return meter.integrated(len(audio))


def true_peak(audio: Audio) -> float:
    """Return the highest peak of the sound wave itself, also between the samples, in dB of full scale."""
    highest = float(np.max(peaks(audio.samples, audio.sample_rate), initial=0.0))
    return 20 * math.log10(highest) if highest else -math.inf


def normalized(audio: Audio, target_lufs: float, true_peak: float = -1.0) -> Audio:
    """
    Return *audio* as loud as *target_lufs*, with no peak above *true_peak*.

    Peaks that would be too high are turned down, smoothly and only around them. What that takes
    from the loudness is given back, as far as it can be. Silence stays silence.
    """
    _check(target_lufs, true_peak)
    gain, result = 0.0, audio
    for _ in range(4):
        missing = target_lufs - loudness(result)
        if not math.isfinite(missing) or abs(missing) < 0.05:
            break
        gain += missing
        limiter = Limiter(audio.sample_rate, true_peak)
        louder = (audio.samples * np.float32(_factor(gain))).astype(np.float32)
        result = Audio(np.concatenate([limiter.write(louder), limiter.finish()]), audio.sample_rate)
    return result


class Leveller:
    """
    Brings a stream to a loudness, piece by piece, knowing only what it has heard so far.

    The first piece that is not silent sets the level at once; from then on it moves slowly, so that
    a listener does not hear it move. About 30 ms are held back to see peaks coming; `finish` returns
    them. What comes out is as long as what went in.
    """

    _SLEW = 1.0
    """Decibels in a second by which the level moves at most."""

    def __init__(self, sample_rate: int, target_lufs: float, true_peak: float = -1.0) -> None:
        _check(target_lufs, true_peak)
        self._rate = sample_rate
        self._target = target_lufs
        self._meter = _Meter(sample_rate)
        self._limiter = Limiter(sample_rate, true_peak)
        self._heard = 0
        self._gain: float | None = None

    def write(self, audio: Audio) -> Audio:
        """Take a piece and return what is ready."""
        if audio.sample_rate != self._rate:
            raise ValueError(
                f"this leveller was made for {self._rate} Hz and was given audio of "
                f"{audio.sample_rate} Hz; resample it first"
            )
        self._heard += len(audio)
        self._meter.write(audio.samples)
        wanted = self._target - self._meter.integrated(self._heard)
        begin = self._gain
        if math.isfinite(wanted) and len(audio):
            reach = self._SLEW * audio.duration
            self._gain = wanted if begin is None else begin + max(-reach, min(reach, wanted - begin))
        end = self._gain or 0.0
        ramp = np.linspace(end if begin is None else begin, end, len(audio))
        louder = (audio.samples * 10 ** (ramp / 20)).astype(np.float32)
        return Audio(self._limiter.write(louder), self._rate)

    def finish(self) -> Audio:
        """Return the rest."""
        return Audio(self._limiter.finish(), self._rate)


class _Meter:
    """Sums the weighted power of a stream in steps of 0.1 s, which is all that loudness needs."""

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._response = _weighting(sample_rate)
        self._tail = np.zeros(len(self._response) - 1)
        self._steps: list[float] = []
        self._rest = np.zeros(0)
        self._done = 0

    def write(self, samples: NDArray[np.float32]) -> None:
        block = 1 << 16
        for start in range(0, len(samples), block):
            self._add(self._weighted(samples[start : start + block].astype(np.float64)))

    def _weighted(self, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        """Filter by multiplying spectra; what rings on after the block is added to the next."""
        length = len(samples) + len(self._tail)
        size = 1 << (length - 1).bit_length()
        wave = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(self._response, size), size)[:length]
        wave[: len(self._tail)] += self._tail
        self._tail = wave[len(samples) :].copy()
        return wave[: len(samples)]

    def _add(self, weighted: NDArray[np.float64]) -> None:
        self._rest = np.concatenate([self._rest, weighted])
        taken = 0
        while True:
            edge = (len(self._steps) + 1) * self._rate // 10 - self._done
            if edge > len(self._rest):
                break
            self._steps.append(float(np.sum(self._rest[taken:edge] ** 2)))
            taken = edge
        self._rest = self._rest[taken:]
        self._done += taken

    def integrated(self, length: int) -> float:
        """Return the loudness of all that was written, *length* samples, in LUFS."""
        steps = np.array(self._steps)
        if len(steps) < 4:
            power = (steps.sum() + float(np.sum(self._rest**2))) / max(1, length)
            blocks = np.array([power])
        else:
            blocks = np.convolve(steps, np.ones(4), "valid") / (0.4 * self._rate)
        blocks = blocks[blocks > _power(_SILENCE)]
        if len(blocks):
            blocks = blocks[blocks > _power(_lufs(float(blocks.mean())) - _GATE)]
        return _lufs(float(blocks.mean())) if len(blocks) else -math.inf


@lru_cache(maxsize=8)
def _weighting(sample_rate: int) -> NDArray[np.float64]:
    """
    Return the impulse response of the K-weighting: a shelf for the head, a high-pass for the ear.

    The standard tabulates two biquads for 48 kHz. These are the same filters by their analogue
    frequencies, which gives its coefficients to ten digits at 48 kHz and fits every other rate. The
    response has died away below what matters after 0.2 s, so that it can stand for the recursion.
    """
    impulse = np.zeros(max(64, sample_rate // 5))
    impulse[0] = 1.0
    return _recursive(_recursive(impulse, *_shelf(sample_rate)), *_high_pass(sample_rate))


def _shelf(sample_rate: int) -> tuple[tuple[float, float, float], tuple[float, float]]:
    k, q = math.tan(math.pi * 1681.974450955533 / sample_rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    b = ((high + band * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / q + k * k) / a0)
    return b, (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)


def _high_pass(sample_rate: int) -> tuple[tuple[float, float, float], tuple[float, float]]:
    k, q = math.tan(math.pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    return (1.0, -2.0, 1.0), (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)


def _recursive(
    samples: NDArray[np.float64], b: tuple[float, float, float], a: tuple[float, float]
) -> NDArray[np.float64]:
    """Run one biquad, sample by sample: slow, and only ever run over an impulse."""
    out, first, second = np.empty_like(samples), 0.0, 0.0
    for index, value in enumerate(samples.tolist()):
        result = b[0] * value + first
        first = b[1] * value - a[0] * result + second
        second = b[2] * value - a[1] * result
        out[index] = result
    return out


def _lufs(power: float) -> float:
    return _OFFSET + 10 * math.log10(power)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _factor(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _check(target: float, peak: float) -> None:
    if not -70 <= target < 0:
        raise ValueError(f"the target must be from -70 LUFS to below 0, not {target}")
    if not -40 <= peak <= 0:
        raise ValueError(f"the true peak must be from -40 dBTP to 0, not {peak}")
