from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tts_onnx.voice.frames import Clock, Sound
from tts_onnx.voice.timing import token_times
from tts_onnx.voice.tokens import NOBODY, Line

CLOCK = Clock(sample_rate=1000, hop=10)
LINE = Line((1, 2, 3, 4, 5), (0, NOBODY, 1, NOBODY, 2))


def times(frames: list[int], clock: Clock = CLOCK) -> dict[int, tuple[float, float]]:
    """Time the three words of the line, between two tokens of boundary."""
    held = np.array([5, *frames, 5])
    length = int(held.sum()) * clock.hop
    return token_times(LINE, Sound(np.zeros(length, np.float32), held), clock, 0, length)


def test_words_meet_in_the_space_between_them() -> None:
    """A space is no rest: half of it is the word's before it, and half the next one's."""
    assert times([10, 4, 10, 6, 10]) == {
        0: pytest.approx((0.05, 0.17)),
        1: pytest.approx((0.17, 0.32)),
        2: pytest.approx((0.32, 0.45)),
    }


def test_a_rest_is_nobodys() -> None:
    """What lasts a tenth of a second is a rest, in which no word sounds."""
    assert times([10, 12, 10, 4, 10])[0] == pytest.approx((0.05, 0.15))
    assert times([10, 12, 10, 4, 10])[1] == pytest.approx((0.27, 0.39))


def test_words_are_heard_before_their_frames_where_the_family_says_so() -> None:
    """All times are earlier by the lead, none before the sound begins."""
    led = times([10, 4, 10, 6, 10], replace(CLOCK, lead=0.06))

    assert led == {
        0: pytest.approx((0.0, 0.11)),
        1: pytest.approx((0.11, 0.26)),
        2: pytest.approx((0.26, 0.39)),
    }


def test_without_frames_there_is_no_lead() -> None:
    """Where words share the sound by their tokens, nothing is known of a lead."""
    sound = Sound(np.zeros(500, np.float32), None)

    assert token_times(LINE, sound, replace(CLOCK, lead=0.06), 0, 500)[0][0] == 0.0


def test_a_word_before_a_rest_ends_with_its_sound() -> None:
    """Where a word falls silent within its frames and a rest follows, it has ended; elsewhere it has not."""
    frames = np.array([5, 10, 12, 10, 4, 10, 5])
    samples = np.full(int(frames.sum()) * CLOCK.hop, 0.5, np.float32)
    samples[100:270] = samples[300:340] = 0.0

    found = token_times(LINE, Sound(samples, frames), CLOCK, 0, len(samples))

    assert found[0] == pytest.approx((0.05, 0.10))
    assert found[1] == pytest.approx((0.27, 0.39))
