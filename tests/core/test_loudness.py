from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.audio import Audio
from tts_core.limiter import Limiter
from tts_core.loudness import Leveller, loudness, normalized, true_peak

RATE = 24000
MONO = 3.0103
"""The tests of the EBU are for two channels, whose powers add: one alone must be so many dB louder."""


def sine(seconds: float, decibels: float, frequency: float = 997, rate: int = RATE) -> Audio:
    at = np.arange(round(seconds * rate)) / rate
    return Audio((10 ** (decibels / 20) * np.sin(2 * np.pi * frequency * at)).astype(np.float32), rate)


def voice(seconds: float, level: float, rate: int = RATE, seed: int = 3) -> Audio:
    """Make noise with syllables, rests and a few sharp peaks, as speech has."""
    count = round(seconds * rate)
    noise = np.random.default_rng(seed).standard_normal(count)
    syllables = np.maximum(0, np.sin(2 * np.pi * 2.1 * np.arange(count) / rate)) ** 2
    return Audio((level * noise * syllables).astype(np.float32), rate)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000])
def test_the_defining_tone_has_its_loudness(rate: int) -> None:
    """A sine of full scale at 997 Hz in one channel is -3.01 LUFS, says BS.1770, at every rate."""
    assert loudness(sine(2, 0, rate=rate)) == pytest.approx(-3.01, abs=0.05)
    assert loudness(sine(2, -20, rate=rate)) == pytest.approx(-23.01, abs=0.05)


@pytest.mark.parametrize(
    "levels",
    [
        [(20, -23)],
        [(10, -36), (60, -23), (10, -36)],
        [(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)],
        [(20, -26), (20.1, -20), (20, -26)],
    ],
    ids=["1", "3", "4", "5"],
)
def test_the_minimum_requirements_of_the_ebu(levels: list[tuple[float, float]]) -> None:
    """The signals of EBU Tech 3341 measure -23 LUFS to a tenth: what is quiet is gated as it should be."""
    audio = Audio.joined([sine(seconds, level + MONO, 1000, 16000) for seconds, level in levels])

    assert loudness(audio) == pytest.approx(-23, abs=0.1)


def test_the_weighting_is_the_standards() -> None:
    """Low tones count less and high tones more, as the standard's coefficients for 48 kHz have it."""
    b, a = (1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585)
    highs = (-1.99004745483398, 0.99007225036621)

    for frequency in (60, 200, 1000, 4000, 12000):
        z = np.exp(-2j * np.pi * frequency / 48000)
        shelf = (b[0] + b[1] * z + b[2] * z**2) / (1 + a[0] * z + a[1] * z**2)
        high_pass = (1 - 2 * z + z**2) / (1 + highs[0] * z + highs[1] * z**2)
        expected = -0.691 - MONO + 20 * math.log10(abs(shelf * high_pass))
        assert loudness(sine(3, 0, frequency, 48000)) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("phase", [0, 45, 67.5])
def test_peaks_between_samples_are_found(phase: float) -> None:
    """A sine sampled beside its crests has the peak of the sine, not that of its samples (EBU Tech 3341)."""
    at = np.arange(4800)
    tone = 0.5 * np.sin(2 * np.pi * at / 4 + math.radians(phase)) * np.hanning(4800) ** 0.1

    assert true_peak(Audio(tone.astype(np.float32), 48000)) == pytest.approx(-6.02, abs=0.2)


def test_silence_has_no_loudness() -> None:
    """Silence, and nothing at all, is minus infinity, and stays what it is."""
    for audio in (Audio.silence(1, RATE), Audio.silence(0, RATE)):
        assert loudness(audio) == true_peak(audio) == -math.inf
        assert normalized(audio, -16) == audio


def test_short_sound_has_a_loudness() -> None:
    """A word shorter than a block of the standard is measured whole."""
    assert loudness(sine(0.25, -20)) == pytest.approx(-23, abs=0.5)


@pytest.mark.parametrize("target", [-30.0, -23.0, -16.0])
@pytest.mark.parametrize("level", [0.001, 0.1, 0.8])
def test_normalized_speech_is_as_loud_as_wanted(target: float, level: float) -> None:
    """Whether it was too soft or far too loud, speech gets the loudness, and no peak above the ceiling."""
    result = normalized(voice(5, level), target)

    assert loudness(result) == pytest.approx(target, abs=0.1)
    assert true_peak(result) <= -1.0


def test_the_ceiling_comes_before_the_target() -> None:
    """Where loudness cannot be had below the ceiling, the ceiling is kept."""
    result = normalized(voice(3, 0.1), -3, true_peak=-2)

    assert true_peak(result) <= -2
    assert loudness(result) < -3


def test_what_needs_no_limiting_is_only_scaled() -> None:
    """Below the ceiling nothing happens but the one gain: no distortion, and the same length."""
    audio = voice(3, 0.05)

    result = normalized(audio, -30)

    gain = result.samples.max() / audio.samples.max()
    assert len(result) == len(audio)
    assert np.max(np.abs(result.samples - gain * audio.samples)) < 1e-6


def test_only_the_surroundings_of_a_peak_are_turned_down() -> None:
    """Fifty milliseconds from a click, the limiter changes nothing."""
    tone = sine(1, -10).samples.copy()
    tone[12000] = 2.0
    limiter = Limiter(RATE, -1)

    out = np.concatenate([limiter.write(tone), limiter.finish()])

    assert np.array_equal(out[:10800], tone[:10800])
    assert np.array_equal(out[13200:], tone[13200:])
    assert true_peak(Audio(out, RATE)) <= -1


@settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.integers(0, 24000), max_size=8))
def test_pieces_are_limited_as_the_whole(cuts: list[int]) -> None:
    """Where a stream is cut changes neither its length nor, to the ear, its gain."""
    samples = voice(1, 0.6).samples
    whole, parts = Limiter(RATE, -1), Limiter(RATE, -1)

    at_once = np.concatenate([whole.write(samples), whole.finish()])
    cut = np.concatenate([*[parts.write(part) for part in np.split(samples, sorted(cuts))], parts.finish()])

    assert len(cut) == len(samples)
    assert np.max(np.abs(cut - at_once)) < 2e-3


@pytest.mark.parametrize("level", [0.003, 0.1, 0.9])
def test_a_levelled_stream_is_as_loud_as_wanted(level: float) -> None:
    """Knowing only what came before, a stream of even speech ends within half a decibel, and never peaks."""
    audio = voice(20, level)
    leveller = Leveller(RATE, -18)

    pieces = [leveller.write(Audio(part, RATE)) for part in np.array_split(audio.samples, 9)]
    result = Audio.joined([*pieces, leveller.finish()])

    assert len(result) == len(audio)
    assert loudness(result) == pytest.approx(-18, abs=0.5)
    assert true_peak(result) <= -1


def test_a_levelled_stream_holds_little_back() -> None:
    """Sound waits at most 31 ms in the leveller."""
    leveller = Leveller(RATE, -18)

    ready = leveller.write(voice(1, 0.1))

    assert RATE - len(ready) <= 0.031 * RATE


def test_the_level_does_not_jump() -> None:
    """When the speech grows louder, the gain follows by a decibel a second, not at once."""
    leveller = Leveller(RATE, -20)

    soft = leveller.write(sine(2, -40))
    louder = leveller.write(sine(2, -30))

    assert np.max(np.abs(louder.samples[:4000])) / np.max(np.abs(soft.samples[-4000:])) > 2.8


def test_silence_does_not_set_the_level() -> None:
    """A stream that begins with silence waits for the first sound before it chooses a level."""
    leveller = Leveller(RATE, -20)
    quiet = leveller.write(Audio.silence(1, RATE))
    speech = Audio.joined([leveller.write(sine(3, -40)), leveller.finish()])

    assert not quiet.samples.any()
    assert loudness(speech) == pytest.approx(-20, abs=0.5)


@pytest.mark.parametrize(
    ("target", "peak"), [(0, -1), (-71, -1), (math.nan, -1), (-16, 0.1), (-16, math.nan)]
)
def test_impossible_targets_are_refused(target: float, peak: float) -> None:
    """A target or a ceiling that no sound can have is an error at once."""
    with pytest.raises(ValueError, match="must be from"):
        Leveller(RATE, target, peak)
    with pytest.raises(ValueError, match="must be from"):
        normalized(Audio.silence(1, RATE), target, peak)


def test_another_rate_is_refused() -> None:
    """A leveller never takes samples for what they are not."""
    with pytest.raises(ValueError, match="resample"):
        Leveller(RATE, -16).write(Audio.silence(1, 16000))
