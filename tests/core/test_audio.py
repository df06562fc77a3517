"""Samples and their rate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from tts_core import Audio


class TestAudio:
    @given(nps.arrays(np.float32, st.integers(0, 200), elements=st.floats(-4, 4, width=32, allow_nan=False)))
    def test_pcm16_clips_and_never_wraps(self, samples: np.ndarray) -> None:
        """Each 16-bit sample has the sign of its source and is as near to it as 16 bits allow."""
        coded = np.frombuffer(Audio(samples, 8000).pcm16(), dtype="<i2").astype(np.float64) / 32767

        assert np.abs(coded - np.clip(samples, -32768 / 32767, 1)).max(initial=0) <= 0.51 / 32767

    def test_two_rates_are_never_joined(self) -> None:
        """Joining audio of two rates is an error, not chipmunks."""
        with pytest.raises(ValueError, match="resample"):
            Audio.joined([Audio.silence(0.1, 8000), Audio.silence(0.1, 16000)])

    def test_nothing_joined_needs_a_rate(self) -> None:
        """No parts at all join to nothing, at the rate that is given."""
        assert len(Audio.joined([], 8000)) == 0
        with pytest.raises(ValueError, match="no audio"):
            Audio.joined([])

    def test_stereo_is_refused(self) -> None:
        """Audio is mono; anything else is refused rather than flattened."""
        with pytest.raises(ValueError, match="mono"):
            Audio(np.zeros((2, 10), dtype=np.float32), 8000)

    def test_samples_cannot_be_written_to(self) -> None:
        """A speech that was handed out cannot be changed under somebody else."""
        audio = Audio.silence(0.1, 8000)

        with pytest.raises(ValueError, match="read-only"):
            audio.samples[0] = 1.0

    @pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000])
    def test_resampling_keeps_length_and_pitch(self, rate: int) -> None:
        """Resampled sound lasts as long and sounds as high as before, and nothing folds back."""
        line = np.arange(24000) / 24000
        audio = Audio((0.5 * np.sin(2 * np.pi * 1000 * line)).astype(np.float32), 24000)

        moved = audio.resampled(rate)
        spectrum = np.abs(np.fft.rfft(moved.samples * np.hanning(len(moved))))
        loudest = int(np.argmax(spectrum))
        others = np.delete(spectrum, range(loudest - 4, loudest + 5))

        assert moved.duration == pytest.approx(audio.duration, abs=1 / rate)
        assert loudest * rate / len(moved) == pytest.approx(1000, abs=1)
        assert others.max() < spectrum[loudest] / 300
