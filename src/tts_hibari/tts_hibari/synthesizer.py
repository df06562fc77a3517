"""The synthesizer: one utterance in, samples and the times of its words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import ModelUnavailable, Pronunciation, UnknownVoice
from tts_onnx.session.memory import give_back
from tts_onnx.voice.speaking import Alphabet, rendered
from tts_onnx.voice.turns import Turns

from .alphabet import MARKS, to_ipa
from .contract import LIMIT, SPEEDS
from .graph import CLOCK, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tts_core import Rendering, Utterance
    from tts_onnx.session.session import Session
    from tts_onnx.voice.frames import Sound
    from tts_onnx.voice.tokens import Line

    from .english import English, Reading

__all__ = ["HibariSynthesizer"]

_VOICE = "heart"


class HibariSynthesizer:
    """The loaded voice. As many utterances at once as it has threads; the others wait."""

    def __init__(
        self,
        name: str,
        vocabulary: Mapping[str, int],
        english: English,
        session: Session,
        *,
        at_once: int,
    ) -> None:
        self._name = name
        self._alphabet = Alphabet(vocabulary, MARKS)
        self._english: English | None = english
        self._session: Session | None = session
        self._turns = Turns(name, at_once)
        self._report = session.report()

    def measure(self, text: str) -> int:
        """Count the phonemes of *text*, and the boundary."""
        return len(self._alphabet.line(self._read(text).words)) + 2

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        """Return the words of the utterance's text as they are read."""
        reading = self._read(utterance.text, utterance.phonemes)
        return tuple(
            Pronunciation(word.start, word.end, to_ipa(word.phonemes), listed=word.listed)
            for word in reading.words
        )

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*, in several runs should it be longer than the voice was made for."""
        self._check(utterance)
        reading = self._read(utterance.text, utterance.phonemes)
        return rendered(
            utterance,
            reading.words,
            reading.warnings,
            self._alphabet,
            lambda line: self._run(line, utterance),
            clock=CLOCK,
            most=LIMIT - 2,
        )

    def close(self) -> None:
        """Let go of the graph and the tables; what is being spoken is spoken to its end."""
        if self._session is not None:
            self._session = self._english = None
            give_back()

    def report(self) -> dict[str, str]:
        """Say what the graph really runs on, whose operators run it, and how it was rewritten."""
        return self._report

    def _read(self, text: str, given: tuple[Pronunciation, ...] = ()) -> Reading:
        if self._english is None:
            raise self._closed()
        return self._english.read(text, given)

    def _run(self, line: Line, utterance: Utterance) -> Sound:
        session, cancel = self._session, utterance.cancel
        if session is None:
            raise self._closed()
        seed = utterance.options.get("seed", 0)
        return self._turns.run(lambda: spoken(session, line.tokens, utterance.speed, seed, cancel), cancel)

    def _check(self, utterance: Utterance) -> None:
        if utterance.voice not in (None, _VOICE):
            raise UnknownVoice(utterance.voice, self._name, (_VOICE,))
        if not SPEEDS[0] <= utterance.speed <= SPEEDS[1]:
            raise ValueError(f"the speed must be from {SPEEDS[0]} to {SPEEDS[1]}, not {utterance.speed}")

    def _closed(self) -> ModelUnavailable:
        return ModelUnavailable(self._name, "this synthesizer was closed", "load the model again")
