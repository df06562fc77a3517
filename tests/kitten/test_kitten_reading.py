from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import Utterance
from tts_espeak import PhonemeWord
from tts_espeak.reading import american, read
from tts_kitten.misaki import guesses

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_kitten.synthesizer import KittenSynthesizer

    Load = Callable[..., KittenSynthesizer]


def test_guesses_are_named() -> None:
    """Words that were read by guess are named in one warning, with the way to do better."""

    def reader(text: str) -> tuple[PhonemeWord, ...]:
        return (PhonemeWord(0, 4, "ɹiːd", guessed=True), PhonemeWord(5, len(text), "ɪt"))

    (warning,) = guesses("read it", read("read it", (), reader).words)

    assert "'read'" in warning.message
    assert "spacy download en_core_web_sm" in warning.message


def test_words_outside_the_dictionary_are_told(build: Callable[..., Path], load: Load) -> None:
    """Who asks how a text would be read is told which words no dictionary has; who speaks waits for none."""
    synthesizer = load(build())
    told = synthesizer.pronounce(Utterance(text="The bortlewick."))
    assert [word.listed for word in told] == [True, False]
    assert [word.ipa for word in told] == [word.ipa for word in american("The bortlewick.")]
    assert {word.listed for word in american("The bortlewick.")} == {None}
    synthesizer.close()
