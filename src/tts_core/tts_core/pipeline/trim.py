"""Making sounds fit together: without dead air at the edges, without clicks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..audio import Audio
from ..synthesizer import SpeechWarning

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Trimmed", "trimmed"]

LEAD = 0.025
"""Seconds kept before the first sound: enough for the softest onset below the threshold."""
TAIL = 0.060
"""Seconds kept after the last sound: speech dies away more slowly than it begins."""
FADE = 0.005
"""Seconds over which an edge comes from or goes to nothing, so that a seam cannot click."""
BLOCK = 4096
QUIET = 10 ** (-54 / 20)
"""What counts as silence, against the loudest sample of the utterance."""
SILENT = 1e-4
"""What counts as silence whatever the rest is like: below the last bits of 16-bit sound."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A rendering's sound with small margins, and how much was taken off before it."""

    audio: Audio
    lead: float
    warnings: tuple[SpeechWarning, ...] = ()


def trimmed(audio: Audio, *, tail: bool = True) -> Trimmed:
    """Cut the silence at both ends (or without the *tail*) to small margins, and fade the cut edges."""
    sounding = _sounding(audio)
    if sounding is None:
        silent = SpeechWarning("silent", "the model answered with silence")
        return Trimmed(audio, 0.0, (silent,))
    rate = audio.sample_rate
    begin = max(0, sounding[0] - round(LEAD * rate))
    end = min(len(audio), sounding[1] + round(TAIL * rate)) if tail else len(audio)
    kept = audio.samples[begin:end].copy()
    _fade(kept, round(FADE * rate), tail=tail)
    return Trimmed(Audio(kept, rate), begin / rate)


def _sounding(audio: Audio) -> tuple[int, int] | None:
    """
    Find where the first and the last sound louder than silence are.

    Only the edges are searched, block by block: most of an utterance is sound.
    """
    samples = audio.samples
    peak = max(float(samples.max(initial=0)), -float(samples.min(initial=0)))
    threshold = max(SILENT, peak * QUIET)
    if peak <= threshold:
        return None
    begin = next(
        start + int(np.argmax(loud))
        for start in range(0, len(samples), BLOCK)
        if (loud := np.abs(samples[start : start + BLOCK]) > threshold).any()
    )
    end = next(
        stop - int(np.argmax(loud[::-1]))
        for stop in range(len(samples), 0, -BLOCK)
        if (loud := np.abs(samples[max(0, stop - BLOCK) : stop]) > threshold).any()
    )
    return begin, end


def _fade(samples: NDArray[np.float32], length: int, *, tail: bool) -> None:
    """Raise the first and lower the last samples along half a cosine, from and to zero."""
    length = min(length, len(samples) // 2)
    if not length:
        return
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length)).astype(np.float32)
    samples[:length] *= ramp
    if tail:
        samples[len(samples) - length :] *= ramp[::-1]
