"""Which script a letter is of, which a language is written in, and what is warned of for it."""

from __future__ import annotations

import pytest

import tts_core
from tts_core import ModelCard, Registry
from tts_core.scripts import foreign_words, script_of, scripts_of
from tts_core.testing import echo_model

MIXED = "Hello שלום there 你好."


@pytest.mark.parametrize(
    ("letter", "script"),
    [
        *[("a", "Latn"), ("ß", "Latn"), ("я", "Cyrl"), ("ש", "Hebr"), ("好", "Hani"), ("々", "Hani")],
        *[("ー", "Kana"), ("ｱ", "Kana"), ("Ａ", "Latn"), ("ᐃ", "Cans"), ("𐌰", "Zzzz")],
        *[("7", None), (".", None), ("µ", None), ("𝐀", None), ("ʰ", None), ("\u0301", None)],
    ],
)
def test_each_letter_has_its_script(letter: str, script: str | None) -> None:
    """A letter is of its script; digits, marks and the signs of mathematics are of none."""
    assert script_of(letter) == script


@pytest.mark.parametrize(
    ("language", "scripts"),
    [
        *[
            ("en-GB", "Latn"),
            ("ru", "Cyrl"),
            ("sr", "Cyrl Latn"),
            ("sr-Latn-RS", "Latn"),
            ("zh-Hant", "Hani"),
        ],
        *[("ja-JP", "Hira Kana Hani"), ("cmn", "Hani"), ("vi", "Latn"), ("HE", "Hebr"), ("en_US", "Latn")],
    ],
)
def test_each_language_has_its_scripts(language: str, scripts: str) -> None:
    """A tag of BCP-47 tells the scripts of its language, by name or by itself."""
    assert scripts_of(language) == frozenset(scripts.split())


@pytest.mark.parametrize("language", ["qaa", "mul", "x-klingon"])
def test_nothing_is_made_up_of_unknown_languages(language: str) -> None:
    """Of a language that we know nothing of, nothing is said."""
    assert scripts_of(language) is None


def test_neighbouring_words_are_one_find() -> None:
    """Foreign words that stand together are found together, and others apart."""
    text = "Say привет мир, then ñandú, then 你好."

    found = [text[start:end] for start, end, _ in foreign_words(text, frozenset({"Latn"}))]

    assert found == ["привет мир,", "你好."]


def test_a_word_that_the_voice_cannot_say_is_named() -> None:
    """Each word in a script that the card does not name is warned of, with its place, whoever is asked."""
    registry = Registry([echo_model(scripts=())])

    speech = tts_core.synthesize(MIXED, model="echo", registry=registry)
    explained = tts_core.explain(MIXED, model="echo", registry=registry)

    named = [(each.code, MIXED[slice(*each.span or (0, 0))]) for each in speech.warnings]
    assert named == [("script", "שלום"), ("script", "你好.")]
    assert explained.warnings == speech.warnings
    assert "Hebrew" in str(speech.warnings[0])


@pytest.mark.parametrize("scripts", [("*",), ("Latn", "Hebr", "Hani")])
def test_what_the_card_claims_is_not_warned_of(scripts: tuple[str, ...]) -> None:
    """A model that says it can is believed; the contract holds it to its word."""
    registry = Registry([echo_model(scripts=scripts)])

    assert not tts_core.synthesize(MIXED, model="echo", registry=registry).warnings


def test_the_voice_of_another_language_says_its_own_script() -> None:
    """What is foreign goes by the language that is spoken, also where markup changes the voice."""
    voices = (tts_core.Voice(id="ann", language="en"), tts_core.Voice(id="olga", language="ru"))
    registry = Registry([echo_model(scripts=(), voices=voices, default_voice="ann")])
    text = "Hello. [voice olga]Привет, world.[/voice]"

    speech = tts_core.synthesize(text, model="echo", markup=True, registry=registry)

    assert [text[slice(*each.span or (0, 0))] for each in speech.warnings] == ["world."]


def test_a_reading_is_not_warned_of() -> None:
    """A word whose reading the caller gave is said by that."""
    registry = Registry([echo_model(scripts=())])

    speech = tts_core.synthesize("A שלום.", model="echo", lexicon={"שלום": "/ʃaˈlom/"}, registry=registry)

    assert not speech.warnings


def test_a_script_is_a_code() -> None:
    """A card that names its scripts in words is told how they are written."""
    with pytest.raises(ValueError, match="ISO 15924"):
        ModelCard(id="x", sample_rate=8000, scripts=("latin",))
