"""Another length at the same pitch, by Signalsmith Stretch: another speed from any model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import EffectUnavailable
from ..option import Option
from .effect import Effect, EffectCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..audio import Audio

__all__ = ["STRETCH"]


class _Stretch:
    def __init__(self, library: Any, speed: float) -> None:
        self._library = library
        self._speed = speed

    def process(self, audio: Audio) -> Audio:
        """Stretch *audio* by itself, so that a piece sounds the same whatever came before it."""
        import numpy as np

        from ..audio import Audio

        if self._speed == 1.0 or not len(audio):
            return audio
        stretch = self._library.Signalsmith.Stretch()
        stretch.preset(1, audio.sample_rate)
        stretch.timeFactor = self._speed
        (samples,) = stretch.process(np.array(audio.samples[None]))  # It takes none that is read-only.
        return Audio(np.clip(samples, -1.0, 1.0), audio.sample_rate)

    def moved(self, seconds: float) -> float:
        """Return when that is now: everything is stretched alike."""
        return seconds / self._speed


def _make(options: Mapping[str, Any], sample_rate: int) -> _Stretch:
    del sample_rate
    try:
        import python_stretch
    except ImportError as error:
        raise EffectUnavailable(
            "stretch", "python-stretch is not installed", 'pip install "tts-core[stretch]"'
        ) from error
    return _Stretch(python_stretch, options["speed"])


STRETCH = Effect(
    EffectCard(
        id="stretch",
        description="Lasts longer or shorter at the same pitch: another speed from any model.",
        options=(
            Option(
                name="speed",
                type=float,
                default=1.0,
                min=0.25,
                max=4.0,
                doc="2 is twice as fast.",
            ),
        ),
        libraries=("python-stretch",),
        plugin="tts-core",
    ),
    _make,
)
