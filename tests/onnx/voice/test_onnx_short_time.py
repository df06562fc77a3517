from __future__ import annotations

import numpy as np
import pytest

from tts_onnx.voice.short_time import OverlapAdd, ShortTime

SIZE, HOP = 1200, 300


@pytest.mark.parametrize("blocks", [1, 7, 64])
def test_there_and_back_is_the_same_sound(blocks: int) -> None:
    """Spectra of a sound, laid over each other again, are the sound, in however many blocks."""
    sound = np.random.default_rng(1).standard_normal(40 * HOP).astype(np.float32)
    transform = ShortTime(SIZE, HOP)
    spectra = transform.spectra(transform.frames(sound)[:40])
    back = OverlapAdd(transform, 40)
    for begin in range(0, 40, blocks):
        back.add(spectra[begin : begin + blocks])

    assert back.samples().dtype == np.float32
    np.testing.assert_allclose(back.samples(), sound, atol=1e-5)


def test_a_tone_is_where_it_belongs() -> None:
    """A tone is in the bin of its pitch, and half the window's sum loud."""
    tone = np.cos(2 * np.pi * 50 * np.arange(12_000) / SIZE).astype(np.float32)
    transform = ShortTime(SIZE, HOP)

    middle = np.abs(transform.spectra(transform.frames(tone))[20])

    assert int(middle.argmax()) == 50
    assert float(middle[50]) == pytest.approx(SIZE / 4, rel=1e-3)


def test_a_hop_fits_into_the_size() -> None:
    """Spectra that cannot be laid over each other evenly are refused."""
    with pytest.raises(ValueError, match="multiple of the hop"):
        ShortTime(1000, 300)
