"""What a voice has no sound for, said by its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from tts_core import Rendering, SpeechWarning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import Utterance

    from .tokens import Line

__all__ = ["silence", "unspelled"]


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def unspelled(line: Line, words: Sequence[_Placed]) -> list[SpeechWarning]:
    """Name the *words* that hold symbols for which the voice has no token."""
    return [
        SpeechWarning(
            "symbol",
            f"the model has no sound for {', '.join(map(repr, symbols))} in this word's pronunciation",
            (words[index].start, words[index].end),
        )
        for index, symbols in line.unknown
    ]


def silence(utterance: Utterance, sample_rate: int, warnings: Sequence[SpeechWarning]) -> Rendering:
    """Answer an utterance that nothing is said for with a moment of silence, and say so."""
    nothing = SpeechWarning("unspoken", "nothing in this text can be spoken", (0, len(utterance.text)))
    return Rendering(
        samples=np.zeros(sample_rate // 40, dtype=np.float32),
        sample_rate=sample_rate,
        warnings=(*warnings, nothing),
    )
