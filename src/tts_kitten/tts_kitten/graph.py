"""The graph of a KittenTTS model: tokens in a style in, samples and the frames of every token out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tts_onnx.session.kept import Trial
from tts_onnx.session.session import Contract
from tts_onnx.voice.frames import Clock, Sound, one_row

from .contract import HOP, SAMPLE_RATE
from .symbols import PAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tts_core import CancelToken
    from tts_onnx.session.session import Feeds, Session

__all__ = ["CLOCK", "CONTRACT", "Graph", "Manner", "trial"]

CLOCK = Clock(SAMPLE_RATE, HOP)
CONTRACT = Contract(
    family="KittenTTS",
    inputs={"input_ids": "tensor(int64)", "style": "tensor(float)", "speed": "tensor(float)"},
    outputs={
        "waveform": ("tensor(float)",),
        "duration": ("tensor(int64)", "tensor(int32)", "tensor(float)"),
    },
    needed=("waveform",),
)
_LETTERS = range(43, 68)


@dataclass(frozen=True, slots=True)
class Manner:
    """How tokens are said: in which style, how fast, and with whose breath."""

    style: NDArray[np.float32]
    speed: float = 1.0
    seed: int = 0

    def feeds(self, tokens: Sequence[int]) -> Feeds:
        """Return what goes into a run that says *tokens*."""
        return {
            "input_ids": np.asarray([tokens], dtype=np.int64),
            "style": self.style,
            "speed": np.asarray([self.speed], dtype=np.float32),
        }


def trial(style: NDArray[np.float32], ending: Sequence[int]) -> Trial:
    """Return what a graph is tried on: one letter twice, and the letters once each."""
    manner = Manner(style)
    twice = (_LETTERS[0], _LETTERS[0])
    return Trial(manner.feeds([PAD, *twice, *ending]), manner.feeds([PAD, *_LETTERS, *ending]))


class Graph:
    """A loaded graph. Runs may overlap."""

    def __init__(self, session: Session) -> None:
        """Take a *session* that was tried on something: what is no row of samples is refused now."""
        self.session = session
        one_row(session.tried["waveform"])

    def run(self, tokens: Sequence[int], manner: Manner, cancel: CancelToken | None = None) -> Sound:
        """Speak *tokens*. When it is cancelled, the run ends within the operator that it is in."""
        values = self.session.run(manner.feeds(tokens), cancel, seed=manner.seed)
        samples = one_row(values["waveform"])
        return Sound(samples, CLOCK.frames(values.get("duration"), len(tokens), len(samples)))
