"""What the synthesizers of all ONNX voices do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from tts_core import ModelUnavailable, UnknownVoice

from ..session.memory import give_back
from ..voice.turns import Turns
from .card import SPEEDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tts_core import Utterance

__all__ = ["GraphSynthesizer"]

T = TypeVar("T")


class GraphSynthesizer(Generic[T]):
    """
    A synthesizer that runs a graph, until it is closed.

    As many runs at once as it has threads; the others wait for their `turns`.
    """

    def __init__(
        self, name: str, graph: T, *, voices: Collection[str], at_once: int, report: Mapping[str, str]
    ) -> None:
        """Speak by *graph* with these *voices*; without any, in the one that it has."""
        self._name = name
        self._voices = voices
        self._graph: T | None = graph
        self._report = dict(report)
        self.turns = Turns(name, at_once)

    def close(self) -> None:
        """Let go of the graph; what is being spoken is spoken to its end."""
        if self._graph is not None:
            self._graph = None
            give_back()

    def report(self) -> dict[str, str]:
        """Say what the graph really runs on, whose operators run it, and how it was rewritten."""
        return self._report

    def opened(self) -> T:
        """Return the graph, unless this was closed."""
        if self._graph is None:
            raise ModelUnavailable(self._name, "this synthesizer was closed", "load the model again")
        return self._graph

    def voice_of(self, utterance: Utterance) -> str:
        """Return who is to speak, the first unless another is named; refuse who or what is not there."""
        if not SPEEDS[0] <= utterance.speed <= SPEEDS[1]:
            raise ValueError(f"the speed must be from {SPEEDS[0]} to {SPEEDS[1]}, not {utterance.speed}")
        if self._voices and utterance.voice is not None and utterance.voice not in self._voices:
            raise UnknownVoice(utterance.voice, self._name, self._voices)
        return utterance.voice or next(iter(self._voices), "")
