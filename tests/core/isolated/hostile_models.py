"""Models that do to their process what native code may do, by what they are told to say."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from typing import TYPE_CHECKING

import numpy as np

from tts_core import LoadOptions, Model, ModelCard, Pronunciation, Rendering, SynthesisFailed, Utterance

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["hostile", "process_of", "stillborn"]

RATE = 8000


class Unpicklable(Exception):
    def __init__(self) -> None:
        super().__init__("it holds a lock")
        self.lock = threading.Lock()


class Hostile:
    """Speaks the number of its process, once for each character, unless it is told otherwise."""

    def speak(self, utterance: Utterance) -> Rendering:
        text = utterance.text
        if "crash" in text:
            ctypes.string_at(0)
        if "leave" in text:
            os._exit(3)
        if "hang" in text:
            threading.Event().wait(60)
        if "wait" in text:
            while not utterance.cancel.wait(0.01):
                pass
            utterance.cancel.check()
        if "slow" in text:
            threading.Event().wait(0.2)
        if "fail" in text:
            raise SynthesisFailed("as it was told")
        if "odd" in text:
            raise Unpicklable
        if "print" in text:
            sys.stdout.write("noise\n")
            sys.stdout.flush()
        samples = np.full(len(text) * 100, os.getpid() / 2**23, np.float32)
        return Rendering(samples=samples, sample_rate=RATE)

    def measure(self, text: str) -> int:
        return 2 * len(text)

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        return (Pronunciation(0, len(utterance.text), "x"),)

    def report(self) -> Mapping[str, str]:
        return {"mood": "hostile"}

    def close(self) -> None:
        pass


def load(_: LoadOptions) -> Hostile:
    return Hostile()


def load_never(_: LoadOptions) -> Hostile:
    os._exit(7)


CARD = ModelCard(id="hostile", sample_rate=RATE, concurrency=3, best=40, limit=4000)


def hostile() -> Model:
    """A model that does what it is told to."""
    return Model(CARD, load)


def stillborn() -> Model:
    """A model whose process ends while it is loaded."""
    return Model(CARD, load_never)


def process_of(rendering: Rendering) -> int:
    """Return the number of the process that spoke."""
    return round(float(rendering.samples[0]) * 2**23)
