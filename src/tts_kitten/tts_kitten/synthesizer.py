"""The synthesizer: one utterance in, samples and the times of its words out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tts_core import (
    ModelUnavailable,
    Pronunciation,
    Rendering,
    SpeechWarning,
    UnknownVoice,
    UnsupportedOption,
)
from tts_espeak.reading import read
from tts_onnx.session.memory import give_back
from tts_onnx.voice.joined import JoinedRuns
from tts_onnx.voice.sanity import doubt
from tts_onnx.voice.styles import style
from tts_onnx.voice.tokens import Line, parts
from tts_onnx.voice.turns import Turns
from tts_onnx.voice.unspoken import silence, unspelled

from .contract import LIMIT, SAMPLE_RATE
from .graph import CLOCK, Manner
from .options import SPEEDS
from .reading import read_aloud, read_listed
from .symbols import SPACE
from .tokens import PAUSES, bounded, closed, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from tts_core import CancelToken, Utterance
    from tts_onnx.voice.frames import Sound

    from .config import Config
    from .graph import Graph

__all__ = ["KittenSynthesizer"]

_STOPS = ".!?,;:"


class KittenSynthesizer:
    """A loaded KittenTTS model. As many utterances at once as it has threads; the others wait."""

    def __init__(
        self,
        name: str,
        config: Config,
        styles: Mapping[str, NDArray[np.float32]],
        graph: Graph,
        *,
        at_once: int,
        throws_dice: Callable[[], bool],
    ) -> None:
        self._name = name
        self._config = config
        self._styles = styles
        self._graph: Graph | None = graph
        self._throws_dice = throws_dice
        self._turns = Turns(name, at_once)
        self._report = graph.session.report()

    def measure(self, text: str) -> int:
        """Count the tokens of *text*, with the boundary that it would have on its own."""
        return len(closed(encode(read_aloud(text)))) + 1 + len(self._config.ending)

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        """Return the words of the utterance's text as they are read for the model."""
        words = read(utterance.text, utterance.phonemes, read_listed).words
        return tuple(Pronunciation(word.start, word.end, word.ipa, listed=word.listed) for word in words)

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*, in several runs should it have more tokens than the model has room for."""
        graph = self._graph
        if graph is None:
            raise ModelUnavailable(self._name, "this synthesizer was closed", "load the model again")
        table, speed = self._voice(utterance)
        manner = Manner(table[:1], speed, self._seed(graph, utterance))
        reading = read(utterance.text, utterance.phonemes, read_aloud)
        line = encode(reading.words, utterance.options.get("quotes", "compat"))
        if not utterance.continues:
            line = closed(line)
        warnings = (*reading.warnings, *unspelled(line, reading.words))
        if not line.sounds:
            return silence(utterance, SAMPLE_RATE, warnings)
        ending = self._config.ending
        comma = utterance.text[-1:] not in _STOPS and not utterance.continues
        length = len(utterance.text) + comma
        spoken = JoinedRuns(CLOCK)
        for part in parts(line, LIMIT - 1 - len(ending), pauses=PAUSES, space=SPACE):
            if part.sounds:
                manner = replace(manner, style=style(table, length * len(part) // len(line)))
                spoken.add(part, self._run(graph, part, manner, utterance.cancel), len(ending))
        samples = spoken.samples
        return Rendering(
            samples=samples,
            sample_rate=SAMPLE_RATE,
            words=spoken.words(utterance.text, reading.words),
            warnings=(*warnings, *_doubted(samples)),
        )

    def close(self) -> None:
        """Let go of the graph; what is being spoken is spoken to its end."""
        if self._graph is not None:
            self._graph = None
            give_back()

    def _run(self, graph: Graph, line: Line, manner: Manner, cancel: CancelToken) -> Sound:
        tokens = bounded(line.tokens, self._config.ending)
        return self._turns.run(lambda: graph.run(tokens, manner, cancel), cancel)

    def _seed(self, graph: Graph, utterance: Utterance) -> int:
        """Return whose breath is wanted, unless the graph draws its own."""
        seed: int = utterance.options.get("seed", 0)
        if seed and not graph.session.takes_seed and self._throws_dice():
            why = "its graph draws its breath in a way that nothing can be told"
            raise UnsupportedOption("seed", self._name, (), why=why)
        return seed

    def report(self) -> dict[str, str]:
        """Say what the graph really runs on, whose operators run it, and how it was rewritten."""
        return self._report

    def _voice(self, utterance: Utterance) -> tuple[NDArray[np.float32], float]:
        """Return the styles of the utterance's voice, and the speed that is usual for it."""
        name = utterance.voice or next(iter(self._styles))
        if name not in self._styles:
            raise UnknownVoice(name, self._name, self._styles)
        if not SPEEDS[0] <= utterance.speed <= SPEEDS[1]:
            raise ValueError(f"the speed must be from {SPEEDS[0]} to {SPEEDS[1]}, not {utterance.speed}")
        return self._styles[name], utterance.speed * self._config.priors.get(name, 1.0)


def _doubted(samples: NDArray[np.float32]) -> Iterator[SpeechWarning]:
    sounds_like = doubt(samples, SAMPLE_RATE)
    if sounds_like:
        yield SpeechWarning(
            "doubtful",
            f"what the model answered sounds like {sounds_like}, not like speech; quantised models do that "
            "on some machines: try kitten-nano",
        )
