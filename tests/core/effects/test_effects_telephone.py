"""The telephone: its band, its rate, and where things are."""

from __future__ import annotations

import numpy as np
import pytest

from tts_core import Audio
from tts_core.effects.telephone import TELEPHONE

PROCESSOR = TELEPHONE.make({}, 24000)


def tone(hertz: float, rate: int = 24000, seconds: float = 1.0) -> Audio:
    time = np.arange(round(seconds * rate)) / rate
    return Audio((0.5 * np.sin(2 * np.pi * hertz * time)).astype(np.float32), rate)


def level(audio: Audio) -> float:
    """Return how loud the middle of a tone is, in decibels against the tone that was made."""
    middle = audio.samples[len(audio.samples) // 4 : -len(audio.samples) // 4]
    return float(20 * np.log10(np.sqrt(np.mean(middle.astype(np.float64) ** 2)) / (0.5 / np.sqrt(2)) + 1e-12))


@pytest.mark.parametrize("hertz", [400, 1000, 2000, 3200])
def test_what_is_inside_the_band_passes(hertz: float) -> None:
    """A tone inside the band is as loud as it was, to within a decibel."""
    assert abs(level(PROCESSOR.process(tone(hertz)))) < 1.0


@pytest.mark.parametrize("hertz", [50, 150, 200, 3650, 5000, 9000])
def test_what_is_outside_the_band_is_gone(hertz: float) -> None:
    """A tone outside the band is at most a thirtieth of what it was, and does not come back as another."""
    assert level(PROCESSOR.process(tone(hertz))) < -30


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 48000])
def test_it_lasts_as_long_at_eight_thousand(rate: int) -> None:
    """Whatever the rate of the model, the telephone's is 8,000, and nothing is longer for it."""
    sound = tone(1000, rate, 0.777)

    heard = PROCESSOR.process(sound)

    assert heard.sample_rate == 8000
    assert abs(heard.duration - sound.duration) < 1e-3


def test_nothing_moves() -> None:
    """A click is heard when it was made: the filter looks as far ahead as back."""
    samples = np.zeros(24000, np.float32)
    samples[12000] = 1.0

    heard = PROCESSOR.process(Audio(samples, 24000))

    assert abs(int(np.argmax(np.abs(heard.samples))) - 4000) <= 1


def test_no_sound_is_no_sound() -> None:
    """An empty piece stays empty."""
    assert not len(PROCESSOR.process(Audio(np.zeros(0, np.float32), 24000)))
