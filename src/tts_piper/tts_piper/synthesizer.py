"""The synthesizer: one utterance in, its sound and the times of its words out, piece by piece."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from tts_core import Pronunciation, Rendering
from tts_espeak import phoneme_words
from tts_espeak.reading import Reading, read
from tts_onnx.plugin.synthesizer import GraphSynthesizer
from tts_onnx.voice import timing
from tts_onnx.voice.frames import Sound
from tts_onnx.voice.pieces import joined, moved, stretches
from tts_onnx.voice.unspoken import silence, unspelled

from .symbols import Alphabet, letters
from .voice import Manner, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tts_core import Utterance, Word
    from tts_onnx.voice.tokens import Line

    from .config import Config
    from .voice import Latent

__all__ = ["PiperSynthesizer"]


class PiperSynthesizer(GraphSynthesizer[Voice]):
    """A loaded voice. As many runs at once as it has threads; the others wait."""

    def __init__(self, name: str, config: Config, voice: Voice, *, at_once: int) -> None:
        super().__init__(name, voice, voices=config.speakers, at_once=at_once, report=voice.encoder.report())
        self._config = config
        self._alphabet = Alphabet(config)
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
        return joined(list(self.stream(utterance)))

    def stream(self, utterance: Utterance) -> Iterator[Rendering]:
        """Render *utterance* piece by piece: the first is heard while the others are made."""
        voice, manner = self.opened(), self._manner(utterance)
        reading = self._read(utterance.text, utterance.phonemes)
        line = self._alphabet.encode(utterance.text, reading.words, continues=utterance.continues)
        warnings = (*reading.warnings, *unspelled(line, reading.words))
        if not line.sounds:
            yield silence(utterance, voice.clock.sample_rate, warnings)
            return
        ids, cancel = self._alphabet.bounded(line), utterance.cancel
        latent = self.turns.run(lambda: voice.encoded(ids, manner, cancel), cancel)
        words = _words(utterance.text, reading, line, latent, voice)
        per_second = voice.clock.sample_rate / voice.clock.hop
        for begin, end in stretches(latent.length, [round(word.end * per_second) for word in words]):
            decode = partial(voice.decoded, latent, begin, end, cancel)
            samples: NDArray[np.float32] = self.turns.run(decode, cancel)
            until = end if end < latent.length else end + 1
            begun = [word for word in words if begin <= round(word.start * per_second) < until]
            yield Rendering(
                samples=samples,
                sample_rate=voice.clock.sample_rate,
                words=tuple(moved(begun, -begin / per_second, (end - begin) / per_second)),
                warnings=() if begin else warnings,
            )

    def _read(self, text: str, given: tuple[Pronunciation, ...] = ()) -> Reading:
        return read(text, given, self._words if self._config.reader else letters)

    def _manner(self, utterance: Utterance) -> Manner:
        """Return how the utterance is to be said."""
        config, name = self._config, self.voice_of(utterance)
        asked = {option: value for option, value in utterance.options.items() if value is not None}
        return Manner(
            noise=asked.get("noise", config.noise),
            length=asked.get("length", config.length) / utterance.speed,
            noise_w=asked.get("noise_w", config.noise_w),
            speaker=config.speakers.get(name, 0),
            seed=asked.get("seed", 0),
        )


def _words(text: str, reading: Reading, line: Line, latent: Latent, voice: Voice) -> tuple[Word, ...]:
    sound = Sound(np.zeros(0, dtype=np.float32), latent.frames)
    length = latent.length * voice.clock.hop
    times = timing.token_times(line, sound, voice.clock, 0, length)
    return tuple(timing.words(text, reading.words, times, predicted=latent.frames is not None))
