"""The synthesizer: one utterance in, samples and the times of its words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import (
    ModelUnavailable,
    Pronunciation,
    Rendering,
    SpeechWarning,
    UnknownVoice,
)
from tts_onnx.session.memory import give_back
from tts_onnx.voice.joined import JoinedRuns
from tts_onnx.voice.sanity import doubt
from tts_onnx.voice.tokens import NOBODY, Line, parts
from tts_onnx.voice.turns import Turns
from tts_onnx.voice.unspoken import silence, unspelled

from .alphabet import MARKS, to_ipa
from .contract import LIMIT, SAMPLE_RATE, SPEEDS
from .graph import CLOCK, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tts_core import Utterance
    from tts_onnx.session.session import Session
    from tts_onnx.voice.frames import Sound

    from .english import English, Reading, SpokenWord

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
        self._vocabulary = vocabulary
        self._pauses = frozenset(vocabulary[mark] for mark in MARKS if mark != " ")
        self._english: English | None = english
        self._session: Session | None = session
        self._turns = Turns(name, at_once)
        self._report = session.report()

    def measure(self, text: str) -> int:
        """Count the phonemes of *text*, and the boundary."""
        return len(self._line(self._read(text).words)) + 2

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
        line = self._line(reading.words)
        warnings = [*reading.warnings, *unspelled(line, reading.words)]
        if not line.sounds:
            return silence(utterance, SAMPLE_RATE, warnings)
        runs = JoinedRuns(CLOCK)
        for part in parts(line, LIMIT - 2, pauses=self._pauses, space=self._vocabulary[" "]):
            if part.sounds:
                runs.add(part, self._run(part, utterance), 1)
        samples = runs.samples
        if sounds_like := doubt(samples, SAMPLE_RATE):
            warnings.append(SpeechWarning("doubtful", f"it sounds like {sounds_like}, not like speech"))
        return Rendering(
            samples=samples,
            sample_rate=SAMPLE_RATE,
            words=runs.words(utterance.text, reading.words),
            warnings=tuple(warnings),
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

    def _line(self, words: Sequence[SpokenWord]) -> Line:
        """Spell *words* in the voice's ids, a space between any two."""
        tokens: list[int] = []
        owners: list[int] = []
        unknown: list[tuple[int, str]] = []
        for index, word in enumerate(words):
            known = [sound for sound in word.phonemes if sound in self._vocabulary]
            if missing := "".join(dict.fromkeys(set(word.phonemes) - set(known))):
                unknown.append((index, missing))
            if known and tokens:
                tokens.append(self._vocabulary[" "])
                owners.append(NOBODY)
            tokens += (self._vocabulary[sound] for sound in known)
            owners += (NOBODY if sound in MARKS else index for sound in known)
        return Line(tuple(tokens), tuple(owners), tuple(unknown))

    def _check(self, utterance: Utterance) -> None:
        if utterance.voice not in (None, _VOICE):
            raise UnknownVoice(utterance.voice, self._name, (_VOICE,))
        if not SPEEDS[0] <= utterance.speed <= SPEEDS[1]:
            raise ValueError(f"the speed must be from {SPEEDS[0]} to {SPEEDS[1]}, not {utterance.speed}")

    def _closed(self) -> ModelUnavailable:
        return ModelUnavailable(self._name, "this synthesizer was closed", "load the model again")
