"""The synthesizer: one utterance in, samples and the times of its words out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tts_core import Pronunciation, Rendering, SpeechWarning, UnsupportedOption
from tts_espeak.reading import read
from tts_onnx.plugin.synthesizer import GraphSynthesizer
from tts_onnx.voice.joined import JoinedRuns
from tts_onnx.voice.sanity import doubt
from tts_onnx.voice.styles import style
from tts_onnx.voice.tokens import parts
from tts_onnx.voice.unspoken import silence, unspelled

from .contract import LIMIT, SAMPLE_RATE
from .graph import CLOCK, Graph, Manner
from .reading import read_aloud, read_listed
from .symbols import SPACE
from .tokens import PAUSES, bounded, closed, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from tts_core import CancelToken, Utterance
    from tts_onnx.voice.frames import Sound
    from tts_onnx.voice.tokens import Line

    from .config import Config

__all__ = ["KittenSynthesizer"]

_STOPS = ".!?,;:"
_DOUBTFUL = (
    "what the model answered sounds like {}, not like speech; quantised models do that on some machines: "
    "try kitten-nano"
)


class KittenSynthesizer(GraphSynthesizer[Graph]):
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
        super().__init__(name, graph, voices=styles, at_once=at_once, report=graph.session.report())
        self._config = config
        self._styles = styles
        self._throws_dice = throws_dice

    def measure(self, text: str) -> int:
        """Count the tokens of *text*, with the boundary that it would have on its own."""
        return len(bounded(closed(encode(read_aloud(text))).tokens, self._config.ending))

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        """Return the words of the utterance's text as they are read for the model."""
        words = read(utterance.text, utterance.phonemes, read_listed).words
        return tuple(Pronunciation(word.start, word.end, word.ipa, listed=word.listed) for word in words)

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*, in several runs should it have more tokens than the model has room for."""
        graph, text, ending = self.opened(), utterance.text, self._config.ending
        table, manner = self._manner(utterance, graph)
        reading = read(text, utterance.phonemes, read_aloud)
        line = encode(reading.words, utterance.options.get("quotes", "compat"))
        if not utterance.continues:
            line = closed(line)
        warnings = [*reading.warnings, *unspelled(line, reading.words)]
        if not line.sounds:
            return silence(utterance, SAMPLE_RATE, warnings)
        comma = text[-1:] not in _STOPS and not utterance.continues
        runs = JoinedRuns(CLOCK)
        for part in parts(line, LIMIT - 1 - len(ending), pauses=PAUSES, space=SPACE):
            if part.sounds:
                characters = (len(text) + comma) * len(part) // len(line)
                said = replace(manner, style=style(table, characters))
                runs.add(part, self._run(graph, part, said, utterance.cancel), len(ending))
        samples = runs.samples
        if sounds_like := doubt(samples, SAMPLE_RATE):
            warnings.append(SpeechWarning("doubtful", _DOUBTFUL.format(sounds_like)))
        return Rendering(
            samples=samples,
            sample_rate=SAMPLE_RATE,
            words=runs.words(text, reading.words),
            warnings=tuple(warnings),
        )

    def _run(self, graph: Graph, line: Line, manner: Manner, cancel: CancelToken) -> Sound:
        tokens = bounded(line.tokens, self._config.ending)
        return self.turns.run(lambda: graph.run(tokens, manner, cancel), cancel)

    def _manner(self, utterance: Utterance, graph: Graph) -> tuple[NDArray[np.float32], Manner]:
        """Return the styles of the utterance's voice, and how it speaks: at what speed, with whose breath."""
        name, seed = self.voice_of(utterance), utterance.options.get("seed", 0)
        if seed and not graph.session.takes_seed and self._throws_dice():
            why = "its graph draws its breath in a way that nothing can be told"
            raise UnsupportedOption("seed", self._name, (), why=why)
        table = self._styles[name]
        return table, Manner(table[:1], utterance.speed * self._config.priors.get(name, 1.0), seed)
