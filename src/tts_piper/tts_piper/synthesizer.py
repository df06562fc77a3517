"""The synthesizer: one utterance in, its sound and the times of its words out, piece by piece."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from tts_core import (
    ModelUnavailable,
    Pronunciation,
    Rendering,
    UnknownVoice,
)
from tts_espeak import phoneme_words
from tts_espeak.reading import Reading, read
from tts_onnx.session.memory import give_back
from tts_onnx.voice import timing
from tts_onnx.voice.frames import Sound
from tts_onnx.voice.turns import Turns
from tts_onnx.voice.unspoken import silence, unspelled

from .options import SPEEDS
from .symbols import Alphabet, letters
from .voice import Manner, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tts_core import Utterance, Word
    from tts_onnx.voice.tokens import Line

    from .config import Config
    from .voice import Latent, Voice

__all__ = ["PiperSynthesizer"]


class PiperSynthesizer:
    """A loaded voice. As many runs at once as it has threads; the others wait."""

    def __init__(self, name: str, config: Config, voice: Voice, *, at_once: int) -> None:
        self._name = name
        self._config = config
        self._alphabet = Alphabet(config)
        self._voice: Voice | None = voice
        self._turns = Turns(name, at_once)
        self._report = voice.encoder.report()
        self._words = lru_cache(maxsize=256)(partial(phoneme_words, language=config.reader))

    def measure(self, text: str) -> int:
        """Count the symbols of *text*: half of its ids are the padding between them."""
        return len(self._alphabet.encode(text, self._read(text).words)) // 2 + 2

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        """Return the words of the utterance's text as they are read for the voice."""
        reader = partial(phoneme_words, language=self._config.reader, look_up=True)
        words = read(utterance.text, utterance.phonemes, reader if self._config.reader else letters).words
        return tuple(Pronunciation(word.start, word.end, word.ipa, listed=word.listed) for word in words)

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*: all of its pieces, joined."""
        parts = list(self.stream(utterance))
        words: list[Word] = []
        rate, begun = parts[0].sample_rate, 0.0
        for part in parts:
            words += _moved(part.words, begun)
            begun += len(part.samples) / rate
        samples = np.concatenate([part.samples for part in parts])
        return Rendering(samples=samples, sample_rate=rate, words=tuple(words), warnings=parts[0].warnings)

    def stream(self, utterance: Utterance) -> Iterator[Rendering]:
        """Render *utterance* piece by piece: the first is heard while the others are made."""
        voice = self._voice
        if voice is None:
            raise ModelUnavailable(self._name, "this synthesizer was closed", "load the model again")
        manner = self._manner(utterance)
        reading = self._read(utterance.text, utterance.phonemes)
        line = self._alphabet.encode(utterance.text, reading.words, continues=utterance.continues)
        warnings = (*reading.warnings, *unspelled(line, reading.words))
        if not line.sounds:
            yield silence(utterance, voice.clock.sample_rate, warnings)
            return
        ids, cancel = self._alphabet.bounded(line), utterance.cancel
        latent = self._turns.run(lambda: voice.encoded(ids, manner, cancel), cancel)
        words = _words(utterance.text, reading, line, latent, voice)
        per_second = voice.clock.sample_rate / voice.clock.hop
        for begin, end in stretches(latent.length, [round(word.end * per_second) for word in words]):
            decode = partial(voice.decoded, latent, begin, end, cancel)
            samples: NDArray[np.float32] = self._turns.run(decode, cancel)
            until = end if end < latent.length else end + 1
            begun = [word for word in words if begin <= round(word.start * per_second) < until]
            yield Rendering(
                samples=samples,
                sample_rate=voice.clock.sample_rate,
                words=tuple(_moved(begun, -begin / per_second, (end - begin) / per_second)),
                warnings=() if begin else warnings,
            )

    def close(self) -> None:
        """Let go of the graphs; what is being spoken is spoken to its end."""
        if self._voice is not None:
            self._voice = None
            give_back()

    def report(self) -> dict[str, str]:
        """Say what the graph really runs on, whose operators run it, and how it was rewritten."""
        return self._report

    def _read(self, text: str, given: tuple[Pronunciation, ...] = ()) -> Reading:
        return read(text, given, self._words if self._config.reader else letters)

    def _manner(self, utterance: Utterance) -> Manner:
        """Return how the utterance is to be said."""
        speakers, config, options = self._config.speakers, self._config, utterance.options
        if speakers and utterance.voice is not None and utterance.voice not in speakers:
            raise UnknownVoice(utterance.voice, self._name, speakers)
        if not SPEEDS[0] <= utterance.speed <= SPEEDS[1]:
            raise ValueError(f"the speed must be from {SPEEDS[0]} to {SPEEDS[1]}, not {utterance.speed}")
        noise, noise_w = options.get("noise"), options.get("noise_w")
        return Manner(
            noise=config.noise if noise is None else noise,
            length=config.length / utterance.speed,
            noise_w=config.noise_w if noise_w is None else noise_w,
            speaker=speakers.get(utterance.voice or next(iter(speakers)), 0) if speakers else 0,
            seed=options.get("seed", 0),
        )


def _words(text: str, reading: Reading, line: Line, latent: Latent, voice: Voice) -> tuple[Word, ...]:
    sound = Sound(np.zeros(0, dtype=np.float32), latent.frames)
    length = latent.length * voice.clock.hop
    times = timing.token_times(line, sound, voice.clock, 0, length)
    return tuple(timing.words(text, reading.words, times, predicted=latent.frames is not None))


def _moved(words: Sequence[Word], seconds: float, until: float = float("inf")) -> Iterator[Word]:
    for word in words:
        start, end = max(0.0, word.start + seconds), min(word.end + seconds, until)
        yield replace(word, start=start, end=max(start, end))
