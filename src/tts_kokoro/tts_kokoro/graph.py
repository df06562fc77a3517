"""
The graph: phonemes in a style in, samples and the frames of every phoneme out.

It is published under several names for the same things (https://github.com/thewh1teagle/kokoro-onnx,
https://huggingface.co/onnx-community, sherpa-onnx's export), which the file itself tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tts_onnx.rewrite.durations import DURATION
from tts_onnx.session.kept import Trial
from tts_onnx.session.session import BadGraph, Contract
from tts_onnx.voice.frames import Clock, Sound, one_row

from .contract import BOUNDARY, HOP, SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tts_core import CancelToken
    from tts_onnx.file.summary import Interface
    from tts_onnx.session.session import Feeds, Session

__all__ = ["CLOCK", "Graph", "Packaging", "packaged"]

CLOCK = Clock(SAMPLE_RATE, HOP, lead=0.06)
"""
An aligner hears words begin 61 to 67 ms before their frames, and end 56 to 59.

So it was with 150 words of each of three voices, and with hibari, which learned from this model.
"""
WHOLE = "tensor(int32)"
"""The type of a speed that is a whole number, in an early export of v1.1."""
_FLOAT, _IDS = "tensor(float)", "tensor(int64)"
_DURATIONS = (DURATION, "durations")
_LETTERS = range(43, 68)


@dataclass(frozen=True, slots=True)
class Packaging:
    """What a graph calls what goes in and comes out."""

    ids: str
    sound: str
    speed: str
    """The type of the speed."""

    @property
    def contract(self) -> Contract:
        """What a session of it must keep to."""
        numbers = (_FLOAT, _IDS, "tensor(int32)")
        return Contract(
            family="Kokoro",
            inputs={self.ids: _IDS, "style": _FLOAT, "speed": self.speed},
            outputs={self.sound: (_FLOAT,), **dict.fromkeys(_DURATIONS, numbers)},
            needed=(self.sound,),
        )

    def feeds(self, tokens: Sequence[int], style: NDArray[np.float32], speed: float = 1.0) -> Feeds:
        """Return what goes into a run that says *tokens*."""
        kind = np.int32 if self.speed == WHOLE else np.float32
        return {
            self.ids: np.asarray([[BOUNDARY, *tokens, BOUNDARY]], dtype=np.int64),
            "style": style,
            "speed": np.asarray([speed], dtype=kind),
        }

    def trial(self, style: NDArray[np.float32]) -> Trial:
        """Return what a graph is tried on: one vowel twice, and the letters once each."""
        return Trial(self.feeds((69, 69), style), self.feeds(_LETTERS, style))


def packaged(graph: Interface) -> Packaging:
    """Tell what a graph calls what it takes and gives; one that has other names is refused when loaded."""
    return Packaging(
        ids="tokens" if "tokens" in graph.inputs else "input_ids",
        sound="audio" if "audio" in graph.outputs else "waveform",
        speed=WHOLE if graph.inputs.get("speed") == WHOLE else _FLOAT,
    )


class Graph:
    """A loaded graph. Runs may overlap."""

    def __init__(self, session: Session, packaging: Packaging, tried: Feeds) -> None:
        """Take a *session* that was *tried* on these feeds."""
        self.session = session
        self._packaging = packaging
        self._tells_frames = True
        # A graph whose samples are not what its durations add up to is not asked for them again.
        self._tells_frames = self._sound(session.tried, np.size(tried[packaging.ids])).frames is not None

    def run(
        self,
        tokens: Sequence[int],
        style: NDArray[np.float32],
        speed: float,
        seed: int,
        cancel: CancelToken | None = None,
    ) -> Sound:
        """Speak *tokens*. When it is cancelled, the run ends within the operator that it is in."""
        values = self.session.run(self._packaging.feeds(tokens, style, speed), cancel, seed=seed)
        return self._sound(values, len(tokens) + 2)

    def _sound(self, values: Feeds, tokens: int) -> Sound:
        try:
            samples = one_row(values[self._packaging.sound])
        except ValueError as error:
            raise BadGraph(str(error)) from error
        told = next((values[name] for name in _DURATIONS if name in values), None)
        frames = CLOCK.frames(told, tokens, len(samples)) if self._tells_frames else None
        return Sound(samples, frames)
