from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tts_onnx.voice import edges
from tts_onnx.voice.frames import Clock, Sound, one_row
from tts_onnx.voice.joined import JoinedRuns
from tts_onnx.voice.tokens import NOBODY, Line

CLOCK = Clock(sample_rate=16_000, hop=256)


@pytest.mark.parametrize(
    ("duration", "tokens", "samples"),
    [(None, 2, 512), ([1, 1], 3, 512), ([-1, 3], 2, 512), ([1, 1], 2, 513)],
    ids=["none", "too few", "negative", "other sum"],
)
def test_frames_are_trusted_where_they_add_up(duration: Any, tokens: int, samples: int) -> None:
    """Durations that are not one for each token, or not what the samples add up to, are no durations."""
    assert CLOCK.frames(duration, tokens, samples) is None


def test_frames_are_whole_numbers() -> None:
    """Durations that a graph gives as fractions are rounded to whole frames."""
    assert CLOCK.frames(np.array([[1.0, 0.9999]]), 2, 512) is not None


@pytest.mark.parametrize(
    ("waveform", "told"), [(np.zeros((2, 3)), "not one row"), (np.array([np.nan]), "not finite")]
)
def test_waveform_is_one_row_of_numbers(waveform: Any, told: str) -> None:
    """What is no row of finite numbers is no speech."""
    with pytest.raises(ValueError, match=told):
        one_row(waveform)


def test_edges_are_cut_in_the_clock_s_own_time() -> None:
    """At any rate and frame the boundary is cut off but for its margins, in seconds."""
    frames = np.array([40, 20, 40])
    samples = np.zeros(int(frames.sum()) * CLOCK.hop, dtype=np.float32)
    samples[40 * CLOCK.hop : 60 * CLOCK.hop] = 0.5

    begin, end = edges.cut(Sound(samples, frames), CLOCK, 1)

    assert begin == 40 * CLOCK.hop - 0.050 * CLOCK.sample_rate
    assert end == 60 * CLOCK.hop + 0.080 * CLOCK.sample_rate


def test_words_of_joined_runs_follow_each_other() -> None:
    """A word that goes on in the next run lasts until it ends there, and the next begins behind it."""
    frames = np.array([2, 10, 10, 2])
    samples = np.full(int(frames.sum()) * CLOCK.hop, 0.5, dtype=np.float32)
    runs = JoinedRuns(CLOCK)
    runs.add(Line((7, 8), (0, NOBODY)), Sound(samples, frames), 1)
    runs.add(Line((7, 8), (0, 1)), Sound(samples, frames), 1)
    spans = [Span(0, 3), Span(4, 7)]

    one, two = runs.words("one two", spans)

    assert (one.text, two.text) == ("one", "two")
    assert one.start < one.end <= two.start < two.end <= len(runs.samples) / CLOCK.sample_rate
    assert {one.quality, two.quality} == {"model"}


class Span:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
