from __future__ import annotations

import threading

import numpy as np
import pytest

import tts_core
from tts_core import Model, ModelCard, Registry, Rendering, Utterance

TEXT = "One is first. Two is next. Three is third. Four is last."


class Watcher:
    """Notes which utterances were begun when the first of them was still being spoken."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.meanwhile: list[str] = []
        self._another = threading.Event()

    def speak(self, utterance: Utterance) -> Rendering:
        """Let others begin while the first is spoken, should anybody be let."""
        self.begun.append(utterance.text)
        if len(self.begun) == 1:
            self._another.wait(0.1)
            self.meanwhile = self.begun[1:]
        else:
            self._another.set()
        return Rendering(samples=np.full(2400, 0.1, dtype=np.float32), sample_rate=24000)

    def close(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize("concurrency", [1, 2, 4])
def test_first_utterance_is_spoken_alone(concurrency: int) -> None:
    """Nobody competes with the first utterance for the processors, and everything is spoken in the end."""
    watcher = Watcher()
    card = ModelCard(id="watcher", sample_rate=24000, best=14, limit=40, concurrency=concurrency)
    registry = Registry([Model(card, lambda _: watcher)])
    pieces = list(tts_core.stream(TEXT, model="watcher", registry=registry))
    assert watcher.meanwhile == []
    assert "".join(piece.text for piece in pieces) == TEXT
    assert len(pieces) == 4
    registry.close()
