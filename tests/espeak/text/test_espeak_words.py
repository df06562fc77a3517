from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tts_espeak
from tts_core import LoadOptions, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import Rendering, Synthesizer

WRITTEN = """
the of to people don't U.S. e.g. $3.50 12:30 1,234,567 state-of-the-art naïve “quoted” (so) C++ 100% and/or
a@b.co 😀 日本 Привет नमस्ते x .5 here,there
"""
WORDS = st.sampled_from(WRITTEN.split())
JOINTS = st.sampled_from([" ", " ", " ", ", ", ". ", "; ", " — ", "\n", "\n\n", "? ", "… ", "  ", "\u00a0"])
PROSE = st.lists(st.tuples(WORDS, JOINTS), min_size=1, max_size=14).map(
    lambda parts: "".join(word + joint for word, joint in parts)
)
ANYTHING = st.text(max_size=60)


@pytest.fixture(scope="module")
def synthesizer() -> Iterator[Synthesizer]:
    loaded = tts_espeak.tts_models()[0].load(LoadOptions())
    yield loaded
    loaded.close()


def say(synthesizer: Synthesizer, text: str, voice: str = "en-us", speed: float = 1.0) -> Rendering:
    return synthesizer.speak(Utterance(text=text, voice=voice, speed=speed))


def check(text: str, rendering: Rendering) -> None:
    """Assert what holds for the words of every rendering."""
    duration = len(rendering.samples) / rendering.sample_rate
    for word in rendering.words:
        assert text[slice(*word.span)] == word.text
        assert 0 <= word.start <= word.end <= duration
    for word, after in pairwise(rendering.words):
        assert word.span[1] <= after.span[0]
        assert word.start <= after.start
        assert word.end <= after.start + 1e-9


@given(text=PROSE, speed=st.sampled_from([0.6, 1.0, 1.7, 3.5]))
@settings(max_examples=60, deadline=None)
def test_every_word_has_its_time(synthesizer: Synthesizer, text: str, speed: float) -> None:
    """Every written word is there once, in order, with a time inside of the sound, at every speed."""
    rendering = say(synthesizer, text, speed=speed)

    check(text, rendering)
    covered = {place for word in rendering.words for place in range(*word.span)}
    assert [sign for place, sign in enumerate(text) if sign.isalnum() and place not in covered] == []


@given(text=ANYTHING)
@settings(max_examples=80, deadline=None)
def test_any_text_has_words_or_warnings(synthesizer: Synthesizer, text: str) -> None:
    """Whatever the text: its letters and digits are in words with times, or named in warnings."""
    rendering = say(synthesizer, text)

    check(text, rendering)
    spans = [word.span for word in rendering.words] + [note.span for note in rendering.warnings if note.span]
    covered = {place for span in spans for place in range(*span)}
    assert [sign for place, sign in enumerate(text) if sign.isalnum() and place not in covered] == []


def test_words_lie_where_the_sound_is(synthesizer: Synthesizer) -> None:
    """The sound of a word is loud, the rest between two sentences is not part of any word."""
    rendering = say(synthesizer, "Mama. Papa. Nobody.")
    rate = rendering.sample_rate

    for word in rendering.words:
        inside = rendering.samples[round(word.start * rate) : round(word.end * rate)]
        assert float(np.abs(inside).max()) > 0.1
    for word, after in pairwise(rendering.words):
        between = rendering.samples[round(word.end * rate) : round(after.start * rate)]
        assert len(between) > 0.1 * rate
        assert float(np.abs(between).max()) < 0.02


def test_times_are_those_of_the_words_alone(synthesizer: Synthesizer) -> None:
    """A long word's time in a sentence is about that of the word on its own."""
    together = say(synthesizer, "He bought extraordinary watermelons yesterday.")
    alone = say(synthesizer, "extraordinary")

    found = {word.text: word.end - word.start for word in together.words}
    assert found["extraordinary"] == pytest.approx(alone.words[0].end, rel=0.25)


def test_words_spoken_as_one_are_estimates(synthesizer: Synthesizer) -> None:
    """Where espeak-ng says "of the" as one word, both get a share of its time, and say that it is a guess."""
    words = say(synthesizer, "one of the people").words

    assert [(word.text, word.quality) for word in words] == [
        ("one", "exact"),
        ("of", "estimated"),
        ("the", "estimated"),
        ("people", "exact"),
    ]


def test_fast_speech_keeps_its_words(synthesizer: Synthesizer) -> None:
    """Beyond 450 words per minute, where the sound is shortened afterwards, the times are too."""
    text = "Seven people waited on the quay, and nobody had told them why. It would rain before noon."
    slow, fast = say(synthesizer, text), say(synthesizer, text, speed=4.0)

    ratio = len(slow.samples) / len(fast.samples)
    assert ratio > 3
    for one, other in zip(slow.words, fast.words, strict=True):
        assert other.start * ratio == pytest.approx(one.start, abs=0.4)


def test_signs_are_words_when_they_are_spoken(synthesizer: Synthesizer) -> None:
    """An ampersand and an emoji are spoken words; dashes, quotes and brackets are not."""
    words = say(synthesizer, "you & me - (us) 😀 “them” -- all").words

    assert [word.text for word in words] == ["you", "&", "me", "us", "😀", "them", "all"]


def test_chinese_words_are_cut_where_they_are_spoken(synthesizer: Synthesizer) -> None:
    """A script without spaces has the words that espeak-ng finds in it."""
    words = say(synthesizer, "你好，世界。", "cmn").words

    assert [word.text for word in words] == ["你好", "世", "界"]
