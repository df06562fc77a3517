"""What espeak-ng would say, told without saying it."""

from __future__ import annotations

import tts_core
import tts_espeak


def test_explain_shows_the_phonemes() -> None:
    """The phonemes of an explanation are those that espeak-ng has for what is said."""
    (piece,) = tts_core.explain("Dr. Smith paid $3.50, twice.", model="espeak", voice="en-gb").pieces

    assert " ".join(each.ipa for each in piece.phonemes) == tts_espeak.phonemes(piece.said.strip(), "en-gb")
    assert piece.guessed == ()


def test_a_womans_voice_reads_as_its_language_does() -> None:
    """A variant changes the sound of a voice, not its reading."""
    plain, woman = (
        tts_core.explain("Good day.", model="espeak", voice=voice).pieces[0].phonemes
        for voice in ("en-us", "en-us+f3")
    )

    assert plain == woman
