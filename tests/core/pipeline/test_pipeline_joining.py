"""Renderings put together: trimmed, rested, resampled, timed."""

from __future__ import annotations

import numpy as np
import pytest

import tts_core
from tts_core import Model, ModelCard, Registry, Rendering, Utterance, Word


class Tone:
    """Speaks a loud tone between silences, with or without knowing its words."""

    def __init__(self, rate: int = 16000, *, silence: float = 0.5, knows: bool = False) -> None:
        self.rate = rate
        self.silence = silence
        self.knows = knows

    def speak(self, utterance: Utterance) -> Rendering:
        silence = np.zeros(round(self.rate * self.silence), dtype=np.float32)
        time_line = np.arange(self.rate) / self.rate
        tone = (0.5 * np.sin(2 * np.pi * 200 * time_line + 1.0)).astype(np.float32)
        words: tuple[Word, ...] = ()
        if self.knows:
            first = utterance.text.split()[0]
            words = (Word(first, (0, len(first)), 0.5, 0.9),)
        return Rendering(samples=np.concatenate([silence, tone, silence]), sample_rate=self.rate, words=words)

    def close(self) -> None:
        pass


def tone_model(
    rate: int = 16000, *, declared: int | None = None, silence: float = 0.5, knows: bool = False
) -> Model:
    card = ModelCard(id="tone", sample_rate=declared or rate, best=20, limit=40)
    return Model(card, lambda options: Tone(rate, silence=silence, knows=knows))


class TestJoining:
    def test_dead_air_is_trimmed_and_rests_follow_the_marks(self) -> None:
        """Silence at the edges goes, and pieces are parted by the rest that the first one's mark asks for."""
        registry = Registry([tone_model()])
        pieces = list(
            tts_core.stream(
                "A first sentence. And a second one.",
                model="tone",
                pauses={".": 0.5},
                registry=registry,
            )
        )

        assert pieces[0].audio.duration == pytest.approx(1.085, abs=0.02)
        assert pieces[1].audio.duration == pytest.approx(1.585, abs=0.02)
        assert not pieces[1].audio.samples[: int(0.5 * 16000)].any()

    def test_paragraphs_rest_longer(self) -> None:
        """A paragraph's end rests longer than a sentence's."""
        registry = Registry([tone_model()])
        near = list(tts_core.stream("A first sentence. And a second one.", model="tone", registry=registry))
        far = list(tts_core.stream("A first sentence.\n\nAnd a second one.", model="tone", registry=registry))

        assert far[1].audio.duration > near[1].audio.duration + 0.2

    def test_seams_do_not_click(self) -> None:
        """No step between neighbouring samples of a joined speech is larger than the tone's own."""
        registry = Registry([tone_model(silence=0.0)])
        speech = tts_core.synthesize(
            "One thing is here. Two things are there.", model="tone", registry=registry
        )
        own = 0.5 * 2 * np.pi * 200 / 16000

        assert np.abs(np.diff(speech.audio.samples)).max() <= own * 1.05
        assert speech.audio.samples[0] == 0
        assert abs(float(speech.audio.samples[-1])) < 1e-6

    def test_another_rate_than_the_cards_is_resampled(self) -> None:
        """Sound at another rate than the card says keeps its pitch and length."""
        registry = Registry([tone_model(16000, declared=24000)])
        speech = tts_core.synthesize("One thing is here.", model="tone", registry=registry)
        spectrum = np.abs(np.fft.rfft(speech.audio.samples))
        pitch = float(np.argmax(spectrum)) * speech.audio.sample_rate / len(speech.audio)

        assert speech.audio.sample_rate == 24000
        assert pitch == pytest.approx(200, abs=2)
        assert speech.duration == pytest.approx(1.085, abs=0.02)
        assert [warning.code for warning in speech.warnings] == ["resampled"]

    def test_every_word_is_timed_and_says_how(self) -> None:
        """Words that the model knows keep their quality; the others are fitted in and marked estimated."""
        registry = Registry([tone_model(knows=True)])
        speech = tts_core.synthesize("Hello there, friend.", model="tone", registry=registry)

        assert [word.text for word in speech.words] == ["Hello", "there", "friend"]
        assert [word.quality for word in speech.words] == ["exact", "estimated", "estimated"]
        assert speech.words[0].start == pytest.approx(0.025, abs=0.01)
        starts = [word.start for word in speech.words]
        assert starts == sorted(starts)
        assert all(0 <= word.start <= word.end <= speech.duration for word in speech.words)
