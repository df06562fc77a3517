"""What espeak-ng would say, told without saying it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import tts_core
import tts_espeak
from tts_core import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def registry() -> Iterator[Registry]:
    """A registry that lets go of espeak-ng when the test is over."""
    held = Registry.installed()
    yield held
    held.close()


def test_explain_shows_the_phonemes(registry: Registry) -> None:
    """The phonemes of an explanation are those that espeak-ng has for what is said."""
    text = "Dr. Smith paid $3.50, twice."

    (piece,) = tts_core.explain(text, model="espeak", voice="en-gb", registry=registry).pieces

    assert " ".join(each.ipa for each in piece.phonemes) == tts_espeak.phonemes(piece.said.strip(), "en-gb")
    assert piece.guessed == ()


def test_words_read_by_rule_are_named(registry: Registry) -> None:
    """Words that espeak-ng reads by rule are told from those that its dictionary has, whole or their stem."""
    text = "Bortlewick read Tchaikovsky the tomatoes, “hello” and the FBI."

    (piece,) = tts_core.explain(text, model="espeak", voice="en-us", registry=registry).pieces

    assert piece.unlisted == ("Bortlewick", "Tchaikovsky")
    assert [each.listed for each in piece.phonemes].count(True) == len(piece.phonemes) - 2


def test_a_womans_voice_reads_as_its_language_does(registry: Registry) -> None:
    """A variant changes the sound of a voice, not its reading."""
    plain, woman = (
        tts_core.explain("Good day.", model="espeak", voice=voice, registry=registry).pieces[0].phonemes
        for voice in ("en-us", "en-us+f3")
    )

    assert plain == woman
