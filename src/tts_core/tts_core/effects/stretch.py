"""Another length at the same pitch, by Signalsmith Stretch: another speed from any model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..errors import EffectUnavailable
from ..option import Option
from .effect import Effect, EffectCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from ..audio import Audio

__all__ = ["STRETCH"]

LEAST, MOST = 0.75, 1.5
"""Seconds of sound that the library is given at once."""


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
        rate = audio.sample_rate
        parts = [self._stretched(block, rate) for block in _blocks(audio.samples, rate)]
        return Audio(np.clip(np.concatenate(parts), -1.0, 1.0), rate)

    def _stretched(self, samples: NDArray[np.float32], sample_rate: int) -> NDArray[np.float32]:
        import numpy as np

        stretch = self._library.Signalsmith.Stretch()
        stretch.preset(1, sample_rate)
        stretch.timeFactor = self._speed
        (stretched,) = stretch.process(np.array(samples[None]))  # It takes none that is read-only.
        return cast("NDArray[np.float32]", stretched)

    def moved(self, seconds: float) -> float:
        """Return when that is now: everything is stretched alike."""
        return seconds / self._speed


def _blocks(samples: NDArray[np.float32], sample_rate: int) -> Iterator[NDArray[np.float32]]:
    """
    Cut *samples* where they are quietest, into blocks of a second or so.

    The library holds Python's lock while it works, so that it must not be given much at once; and where
    it is quiet a seam cannot be heard.
    """
    import numpy as np

    frame, least, most = sample_rate // 100, round(LEAST * sample_rate), round(MOST * sample_rate)
    while len(samples) > most:
        frames = samples[least : least + (most - least) // frame * frame].reshape(-1, frame)
        cut = least + int(np.argmin(np.square(frames).sum(axis=1))) * frame + frame // 2
        yield samples[:cut]
        samples = samples[cut:]
    yield samples


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
