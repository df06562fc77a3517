"""Ways in which a model may go wrong, for `EchoOptions.damage`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..synthesizer import Rendering

__all__ = ["clipped", "empty", "integers", "not_finite", "silent", "stereo", "truncated", "wrong_rate"]


def silent(rendering: Rendering) -> Rendering:
    """Return silence of the right length."""
    return replace(rendering, samples=np.zeros_like(rendering.samples))


def empty(rendering: Rendering) -> Rendering:
    """Return no sample at all."""
    return replace(rendering, samples=rendering.samples[:0])


def not_finite(rendering: Rendering) -> Rendering:
    """Return one sample that is no number."""
    samples = rendering.samples.copy()
    samples[len(samples) // 2] = np.nan
    return replace(rendering, samples=samples)


def wrong_rate(rendering: Rendering) -> Rendering:
    """Return the right samples, said to be of half their rate."""
    return replace(rendering, sample_rate=rendering.sample_rate // 2)


def stereo(rendering: Rendering) -> Rendering:
    """Return two channels."""
    return replace(rendering, samples=np.stack((rendering.samples, rendering.samples)))


def integers(rendering: Rendering) -> Rendering:
    """Return 16-bit samples."""
    return replace(rendering, samples=(rendering.samples * 32767).astype(np.int16))


def clipped(rendering: Rendering) -> Rendering:
    """Return samples far too loud."""
    return replace(rendering, samples=rendering.samples * np.float32(8.0))


def truncated(rendering: Rendering) -> Rendering:
    """Return the first second only, as models do that overflow their window in silence."""
    return replace(rendering, samples=rendering.samples[: rendering.sample_rate])
