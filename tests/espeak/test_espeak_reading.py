from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core import Pronunciation
from tts_espeak.reading import american, read


def said(text: str, *given: Pronunciation) -> str:
    """What is said for a text, in IPA."""
    return " ".join(word.ipa for word in read(text, given).words)


def test_words_know_their_place() -> None:
    """Every word that is read knows which characters it is read for."""
    text = "Hello, brave new world."

    assert [text[word.start : word.end] for word in read(text).words] == ["Hello,", "brave", "new", "world."]


def test_given_reading_takes_the_place_of_the_word() -> None:
    """A reading that the caller gives is said instead of the word's own, and the punctuation stays."""
    text = 'I said "data", not that.'
    start = text.index("data")

    assert said(text, Pronunciation(start, start + 4, "ˈdɑːtə")) == espeak_said(text).replace(
        "dˈeɪɾə", "ˈdɑːtə"
    )


def test_given_reading_parts_what_is_spoken_as_one() -> None:
    """A reading for one of two words that are spoken as one leaves the other to be read on its own."""
    text = "out of the box"

    assert next(word.ipa for word in american(text)) == "ˌaʊɾəv"
    assert said(text, Pronunciation(4, 6, "ɒv")).startswith("ˈaʊt ɒv ðə")


def test_given_reading_may_be_typed_plainly() -> None:
    """Syllable dots, slashes and typewriter signs in a reading are understood."""
    assert said("tomato", Pronunciation(0, 6, "/tə.'ma:.toʊ/")) == "təˈmaːtoʊ"


def test_given_reading_for_what_has_none() -> None:
    """A sign that is not read otherwise is said as the caller wants it."""
    assert said("I \u2e3b you", Pronunciation(2, 3, "lʌv")).split() == ["ˈaɪ", "lʌv", "juː"]


@pytest.mark.parametrize("text", ["नमस्ते", "Привет, Anna!", "日本 is Japan"])
def test_other_scripts_are_read(text: str) -> None:
    """A word in another script is read as well as may be; that it may be misread the core says."""
    reading = read(text)

    assert reading.words
    assert not reading.warnings


def test_letters_with_marks_have_readings() -> None:
    """Accents, ligatures and ordinals are read like the letters that they are of."""
    assert not read("café naïve Œuvre ½ 3ª ﬁn Ångström 5 µm").warnings


def test_words_without_a_reading_are_named() -> None:
    """A written word that nothing is said for is named, even beside a word that is read."""
    silent = "\U0001d11e"  # A treble clef: espeak-ng passes it over.

    reading = read(f"one {silent} two")

    assert [warning.span for warning in reading.warnings if warning.code == "unspoken"] == [(4, 5)]


def test_switches_of_language_are_not_spoken() -> None:
    """Where espeak-ng turns to another language and back, its flags do not become sounds."""
    assert said("नमस्ते") == "nəmˈʌsteː"


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    """Whatever the text, its words lie in it, in order, without overlapping."""
    words = read(text).words

    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))


def espeak_said(text: str) -> str:
    """What espeak-ng says for a text."""
    return " ".join(word.ipa for word in american(text))
