from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.audio import Audio
from tts_core.encoding import FORMATS, open_encoder
from tts_core.encoding.resample import Resampler

RATES = st.sampled_from([8000, 11025, 22050, 24000, 44100, 48000, 96000])


@settings(max_examples=40, deadline=None)
@given(source=RATES, target=RATES, sizes=st.lists(st.integers(0, 5000), max_size=5))
def test_the_length_is_exact(source: int, target: int, sizes: list[int]) -> None:
    """However it is cut, what comes out is as long as what went in, to the nearest sample."""
    resampler = Resampler(source, target)

    length = sum(len(resampler.write(np.ones(size, dtype=np.float32))) for size in sizes) + len(
        resampler.finish()
    )

    assert length == (2 * sum(sizes) * target + source) // (2 * source)


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(0, 22050), max_size=6))
def test_pieces_join_without_a_seam(cuts: list[int]) -> None:
    """Resampled in pieces is resampled at once: no click betrays where a piece ended."""
    tone = (0.5 * np.sin(2 * np.pi * 440 * np.arange(22050) / 22050)).astype(np.float32)
    resampler = Resampler(22050, 24000)

    parts = [resampler.write(part) for part in np.split(tone, sorted(cuts))]
    joined = np.concatenate([*parts, resampler.finish()])

    assert np.max(np.abs(joined - Audio(tone, 22050).resampled(24000).samples)) < 1e-5


def test_the_band_is_kept_and_nothing_mirrored() -> None:
    """What a lower rate can hold comes through unchanged; what it cannot is gone, not folded back."""
    at = np.arange(48000) / 48000
    low = Resampler(48000, 24000)
    high = Resampler(48000, 24000)

    kept = low.write((0.5 * np.sin(2 * np.pi * 9000 * at)).astype(np.float32))
    gone = high.write((0.5 * np.sin(2 * np.pi * 15000 * at)).astype(np.float32))

    assert np.std(kept[2000:-2000]) == pytest.approx(0.5 / np.sqrt(2), rel=0.001)
    assert np.std(gone[2000:-2000]) < 1e-4


@pytest.mark.parametrize(
    ("name", "rate", "written"),
    [("opus", 96000, 48000), ("mp3", 96000, 48000)],
)
def test_a_rate_that_takes_from_the_sound_is_said(name: str, rate: int, written: int) -> None:
    """Where a format's highest rate is below that of the sound, the result says so."""
    with closing(open_encoder(name, sample_rate=rate)) as encoder:
        assert encoder.sample_rate == written
        (warning,) = encoder.warnings
        assert str(rate) in warning.message
        assert str(written) in warning.message


@pytest.mark.parametrize(("name", "rate", "written"), [("opus", 22050, 24000), ("opus", 44100, 48000)])
def test_a_rate_that_takes_nothing_is_not_said(name: str, rate: int, written: int) -> None:
    """A rate that a format cannot take becomes the next above, which loses nothing and warns of nothing."""
    with closing(open_encoder(name, sample_rate=rate)) as encoder:
        assert encoder.sample_rate == written
        assert encoder.warnings == ()


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"ulaw", "alaw"}))
def test_what_needs_no_resampling_says_nothing(name: str) -> None:
    """At 24 kHz, the rate of most models, every format but telephony's takes the sound as it is."""
    with closing(open_encoder(name, sample_rate=24000)) as encoder:
        assert encoder.sample_rate == 24000
        assert encoder.warnings == ()
