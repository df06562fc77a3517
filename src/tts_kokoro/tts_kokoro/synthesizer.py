"""The synthesizer: one utterance in, samples and the times of its words out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tts_core import ModelUnavailable, Pronunciation, UnknownVoice
from tts_hibari.alphabet import MARKS, to_ipa
from tts_onnx.session.memory import give_back
from tts_onnx.voice.speaking import Alphabet, rendered
from tts_onnx.voice.styles import style
from tts_onnx.voice.turns import Turns

from .blend import parsed
from .contract import LIMIT, SPEEDS
from .graph import CLOCK
from .readers import check_readable
from .voices import voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tts_core import Rendering, Utterance
    from tts_hibari.english import Reading
    from tts_onnx.voice.frames import Sound
    from tts_onnx.voice.tokens import Line

    from .graph import Graph
    from .readers import Readers

__all__ = ["KokoroSynthesizer"]


class KokoroSynthesizer:
    """The loaded model. As many utterances at once as it has threads; the others wait."""

    def __init__(
        self,
        name: str,
        vocabulary: Mapping[str, int],
        styles: Mapping[str, NDArray[np.float32]],
        readers: Readers,
        graph: Graph,
        *,
        at_once: int,
    ) -> None:
        self._name = name
        self._alphabet = Alphabet(vocabulary, MARKS)
        self._styles = styles
        self._readers = readers
        self._graph: Graph | None = graph
        self._turns = Turns(name, at_once)
        self._report = graph.session.report()
        self._table = lru_cache(maxsize=8)(self._mixed)

    def measure(self, text: str) -> int:
        """Estimate the phonemes of *text*, since nobody says of which language it is: by its letters."""
        return sum(1 if letter < "\u0900" else 2 if letter < "\u3400" else 5 for letter in text)

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        """Return the words of the utterance's text as they are read."""
        return tuple(
            Pronunciation(word.start, word.end, to_ipa(word.phonemes), listed=word.listed)
            for word in self._read(utterance).words
        )

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*, in several runs should it have more phonemes than the graph has room for."""
        if not SPEEDS[0] <= utterance.speed <= SPEEDS[1]:
            raise ValueError(f"the speed must be from {SPEEDS[0]} to {SPEEDS[1]}, not {utterance.speed}")
        table = self._table(self._voice(utterance))
        reading = self._read(utterance)
        return rendered(
            utterance,
            reading.words,
            reading.warnings,
            self._alphabet,
            lambda line: self._run(line, table, utterance),
            clock=CLOCK,
            most=LIMIT,
        )

    def close(self) -> None:
        """Let go of the graph; what is being spoken is spoken to its end."""
        if self._graph is not None:
            self._graph = None
            give_back()

    def report(self) -> dict[str, str]:
        """Say what the graph really runs on, whose operators run it, and how it was rewritten."""
        return self._report

    def _voice(self, utterance: Utterance) -> str:
        return utterance.voice or next(iter(self._styles))

    def _read(self, utterance: Utterance) -> Reading:
        name = self._voice(utterance)
        blend = parsed(name, self._name, self._styles)
        language = utterance.language or voice(blend.first if blend else name).language
        check_readable(language, self._name, name)
        return self._readers.read(utterance.text, utterance.phonemes, language)

    def _mixed(self, name: str) -> NDArray[np.float32]:
        """Return the styles of a voice, or of a mix of several: a row for each length of text."""
        blend = parsed(name, self._name, self._styles)
        if blend is None:
            if name not in self._styles:
                raise UnknownVoice(name, self._name, self._styles)
            return self._styles[name]
        rows = min(len(self._styles[each]) for each, _ in blend.parts)
        parts = [np.float32(weight) * self._styles[each][:rows] for each, weight in blend.parts]
        mixed: NDArray[np.float32] = np.sum(parts, axis=0, dtype=np.float32)
        return mixed

    def _run(self, line: Line, table: NDArray[np.float32], utterance: Utterance) -> Sound:
        graph, cancel = self._graph, utterance.cancel
        if graph is None:
            raise ModelUnavailable(self._name, "this synthesizer was closed", "load the model again")
        row, seed = style(table, len(line) - 1), utterance.options.get("seed", 0)
        return self._turns.run(lambda: graph.run(line.tokens, row, utterance.speed, seed, cancel), cancel)
