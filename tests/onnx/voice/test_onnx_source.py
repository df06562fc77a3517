from __future__ import annotations

import numpy as np
import pytest

from tts_onnx.voice.source import Pulses, white_noise

RATE, HOP = 24_000, 300
PULSES = Pulses(RATE, HOP, lowest=40.0, highest=11_000.0)


def test_pulses_are_the_sum_of_their_harmonics() -> None:
    """A train is the sum of cosines at all multiples of its pitch below the highest, in phase."""
    hertz = 10_999.0 / 7  # Seven harmonics: few enough to add up.
    train = PULSES.train(np.full(20, hertz, dtype=np.float32))

    angle = 2 * np.pi * hertz * np.arange(1, 20 * HOP + 1) / RATE
    added = sum(np.cos(number * angle) for number in range(1, 8))

    np.testing.assert_allclose(train, added, atol=5e-3)


def test_pulses_follow_a_pitch_that_glides_begins_and_ends() -> None:
    """The phase goes on through glides, pauses and blocks of frames: it is that of the summed pitch."""
    pitch = np.concatenate(
        (np.linspace(90, 250, 70), np.zeros(9), [180.0], np.zeros(2), np.linspace(300, 80, 70))
    ).astype(np.float32)
    train = PULSES.train(pitch)

    places = np.clip((np.arange(len(train)) + 0.5) / HOP - 0.5, 0, len(pitch) - 1)
    hertz = np.interp(places, np.arange(len(pitch)), pitch)
    turns = np.cumsum(np.maximum(hertz, 40.0)) / RATE
    reach = 2 * np.floor(11_000.0 / np.maximum(hertz, 40.0)) + 1
    exact = 0.5 * (np.sin(np.pi * reach * turns) / np.sin(np.pi * turns) - 1) * (hertz > 40.0)

    assert len(train) == len(pitch) * HOP
    difference = train - exact
    assert float(np.sqrt(np.square(difference).mean() / np.square(exact).mean())) < 1e-2


@pytest.mark.parametrize("frames", [1, 2, 64, 65])
def test_there_is_nothing_where_there_is_no_voice(frames: int) -> None:
    """Below the lowest pitch there are no pulses; there are as many samples as frames have, however few."""
    train = PULSES.train(np.zeros(frames, dtype=np.float32))

    assert train.shape == (frames * HOP,)
    assert train.dtype == np.float32
    assert not train.any()


def test_noise_is_white_and_normal() -> None:
    """Noise is normal in both of its parts, its spectrum is even, and it is always the same."""
    noise = white_noise(65_537)

    assert noise.tobytes() == white_noise(65_537).tobytes()
    for part in (noise.real, noise.imag):
        assert float(part.mean()) == pytest.approx(0.0, abs=0.02)
        assert float(part.var()) == pytest.approx(1.0, abs=0.02)
        assert float((part**4).mean()) == pytest.approx(3.0, abs=0.15)
    assert float(np.mean(noise.real * noise.imag)) == pytest.approx(0.0, abs=0.02)
    power = np.square(np.abs(np.fft.fft(noise)))[: 64 * 1024].reshape(64, -1).mean(axis=1)
    assert float(power.std() / power.mean()) < 0.06
