"""The sound of a telephone line: the band from 300 to 3,400 Hz, at 8,000 samples a second."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from .effect import Effect, EffectCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from ..audio import Audio

__all__ = ["TELEPHONE"]

RATE = 8000
BAND = (300.0, 3400.0)
TAPS = 321
"""Enough that 200 Hz is gone and 400 Hz is not; a fiftieth of a second on either side."""


class _Telephone:
    def process(self, audio: Audio) -> Audio:
        """Filter *audio*; the filter looks as far ahead as back, so that no word moves."""
        import numpy as np

        from ..audio import Audio

        sound = audio.resampled(RATE).samples
        if not len(sound):
            return Audio(sound, RATE)
        edge = TAPS // 2
        heard = np.convolve(sound, _band())[edge : edge + len(sound)]
        return Audio(heard.astype(np.float32), RATE)


@cache
def _band() -> NDArray[np.float64]:
    """Return the filter's impulse response: the difference of two windowed low passes."""
    import numpy as np

    time = np.arange(TAPS) - TAPS // 2
    low, high = (2 * edge / RATE * np.sinc(2 * edge / RATE * time) for edge in BAND)
    response: NDArray[np.float64] = (high - low) * np.blackman(TAPS)
    return response


def _make(options: Mapping[str, Any], sample_rate: int) -> _Telephone:
    del options, sample_rate
    return _Telephone()


TELEPHONE = Effect(
    EffectCard(
        id="telephone",
        description="Sounds as over a telephone line: 300 to 3,400 Hz, at 8 kHz.",
        sample_rate=RATE,
        libraries=("soxr",),
        plugin="tts-core",
    ),
    _make,
)
