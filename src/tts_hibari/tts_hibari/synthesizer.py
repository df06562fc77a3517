"""The synthesizer: one utterance in, samples and the times of its words out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable, Pronunciation
from tts_onnx.plugin.synthesizer import GraphSynthesizer
from tts_onnx.session.session import Session
from tts_onnx.voice.speaking import Alphabet, rendered

from .alphabet import to_ipa
from .catalogue import VOICES
from .contract import LIMIT
from .graph import CLOCK, spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_core import Rendering, Utterance
    from tts_onnx.voice.frames import Sound
    from tts_onnx.voice.tokens import Line

    from .english import English, Reading

__all__ = ["HibariSynthesizer"]

_VOICES = {voice.id: voice for voice in VOICES}


class HibariSynthesizer(GraphSynthesizer[dict[str, Session]]):
    """The loaded voice, and further ones as soon as they have been asked for."""

    def __init__(
        self,
        name: str,
        alphabet: Alphabet,
        reader: Callable[..., English],
        session: Session,
        open_graph: Callable[[Path], Session],
        *,
        at_once: int,
    ) -> None:
        sessions = {VOICES[0].id: session}
        super().__init__(name, sessions, voices=_VOICES, at_once=at_once, report=session.report())
        self._alphabet = alphabet
        self._reader = reader
        self._open = open_graph
        self._opening = threading.Lock()

    def measure(self, text: str) -> int:
        """Count the phonemes of *text*, and the boundary."""
        return len(self._alphabet.line(self._reader(british=False).read(text).words)) + 2

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        """Return the words of the utterance's text as they are read for its voice."""
        return tuple(
            Pronunciation(word.start, word.end, to_ipa(word.phonemes), listed=word.listed)
            for word in self._read(utterance).words
        )

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*, in several runs should it be longer than the voice was made for."""
        session, cancel = self._session(utterance), utterance.cancel
        seed = utterance.options.get("seed", 0)

        def run(line: Line) -> Sound:
            return self.turns.run(lambda: spoken(session, line.tokens, utterance.speed, seed, cancel), cancel)

        reading = self._read(utterance)
        return rendered(
            utterance, reading.words, reading.warnings, self._alphabet, run, clock=CLOCK, most=LIMIT - 2
        )

    def _read(self, utterance: Utterance) -> Reading:
        """Read the utterance's text as its voice learned to."""
        british = _VOICES[self.voice_of(utterance)].language == "en-GB"
        return self._reader(british=british).read(utterance.text, utterance.phonemes)

    def _session(self, utterance: Utterance) -> Session:
        """Return the graph of the utterance's voice, which is loaded when it is first asked for."""
        voice, sessions = self.voice_of(utterance), self.opened()
        with self._opening:
            if voice not in sessions:
                graphs = [
                    utterance.files[each.name]
                    for each in _VOICES[voice].files
                    if each.name in utterance.files
                ]
                if not graphs:
                    raise ModelUnavailable(
                        self._name, f"the graph of its voice {voice!r} was not handed over"
                    )
                sessions[voice] = self._open(graphs[0])
        return sessions[voice]
