"""When sound begins after a silence: the one moment of speech that needs no judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .kept import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["after_silence"]

_STEP = RATE // 200
_SILENCE = 16
"""Steps of five milliseconds without sound before an onset."""
_QUIET = 10 ** (-40 / 20)
"""What counts as silence, against the loudest step."""
_NEAR = 30


def after_silence(
    samples: NDArray[np.float32], text: str, starts: Sequence[float]
) -> Iterator[tuple[int, float]]:
    """
    List the words that begin after a silence, each with the second in which its sound begins.

    They are the first one and those behind a mark; *starts* say when about each word begins.
    """
    count = len(samples) // _STEP
    energy = np.sqrt((samples[: count * _STEP].reshape(count, _STEP) ** 2).mean(axis=1))
    silent = np.concatenate((np.full(_SILENCE, True), energy < energy.max() * _QUIET))  # Before it, all is.
    written = text.split()
    for place, start in enumerate(starts):
        if place and written[place - 1][-1].isalnum():
            continue
        about = round(start * RATE / _STEP)
        for step in range(max(0, about - _NEAR), min(count, about + _NEAR)):
            if not silent[step + _SILENCE] and silent[step : step + _SILENCE].all():
                yield place, step * _STEP / RATE
                break
