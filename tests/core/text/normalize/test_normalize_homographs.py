"""
Words that are written alike and said otherwise, by sentences of our own.

A line of `homographs/sentences.tsv` is a sentence, its homograph in asterisks, and after a tab the sense in
which it stands there, as the table of readings calls it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tts_core.text.normalize import Rules, normalize
from tts_core.text.normalize.english.homographs.readings import readings
from tts_core.text.spans import Token

SENTENCES = Path(__file__).parent / "homographs" / "sentences.tsv"
MARKED = re.compile(r"\*(\w+)\*")


def cases() -> list[tuple[str, str, str]]:
    """Read the sentences, each with its homograph and the reading that it must have."""
    found = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        sentence, sense = line.split("\t")
        word = MARKED.findall(sentence)[0]
        senses = readings(british=False)[word.lower()]
        found.append((sentence, word, senses[sense if sense in senses else "noun"]))
    return found


def reading(sentence: str) -> str | None:
    """Return the reading that is given to the marked word of *sentence*."""
    at = sentence.index("*")
    tokens = normalize(MARKED.sub(r"\1", sentence, count=1), phonemes=True).tokens
    return next((token.phonemes for token in tokens if token.start == at), None)


def test_nineteen_of_twenty_homographs_are_read_as_they_are_meant() -> None:
    """Of the sentences, at least 95 % have their homograph read in its sense."""
    wrong = [sentence for sentence, _, ipa in cases() if reading(sentence) != ipa]

    assert len(wrong) <= len(cases()) // 20, "\n".join(wrong)


def test_the_sentences_hold_both_readings_of_many_words() -> None:
    """There are three hundred sentences, and twenty words or more in both of their readings."""
    both = Counter(word for word, _ in {(word.lower(), ipa) for _, word, ipa in cases()})

    assert len(cases()) >= 300
    assert sum(1 for count in both.values() if count > 1) >= 20


def test_every_homograph_has_two_readings() -> None:
    """Each word of the table has two readings that sound differently in America, and both for Britain."""
    for word, senses in readings(british=False).items():
        assert len(set(senses.values())) == 2, word
        assert readings(british=True)[word].keys() == senses.keys()


def test_a_reading_stands_on_its_word() -> None:
    """A homograph is a token of its own, said as it is written, whose span is the word."""
    text = "Close the door: 5 lead pipes."

    tokens = normalize(text, offset=10, phonemes=True).tokens

    assert Token("Close", 10, 15, "homograph", "klˈoʊz") in tokens
    assert Token("lead", 28, 32, "homograph", "lˈɛd") in tokens
    assert "".join(text[token.start - 10 : token.end - 10] for token in tokens) == text


def test_british_readings_are_british() -> None:
    """In British English the same sense has the reading of Britain."""
    token = normalize("They record it.", "en-GB", phonemes=True).tokens[1]

    assert (token.text, token.phonemes) == ("record", "ɹɪkˈɔːd")


@pytest.mark.parametrize(
    "text",
    [
        "He lives in Savile Row.",
        "a read-only file",
        "the tear's edge",
        "use_case",
        "close@home.org",
        "Il a lu le live.",
    ],
)
def test_names_and_parts_of_words_are_left(text: str) -> None:
    """A name in capitals and a part of another word keep the reading that the voice has for them."""
    language = "fr" if text.startswith("Il") else "en"
    tokens = normalize(text, language, phonemes=True).tokens

    assert [token.text for token in tokens if token.kind == "homograph"] in ([], ["lives"])


def test_without_phonemes_nothing_is_read() -> None:
    """A voice that takes no readings, and who switches the class off, gets the prose as it is."""
    off = Rules(off=frozenset(["homograph"]))

    assert len(normalize("I read it yesterday.").tokens) == 1
    assert len(normalize("I read it yesterday.", rules=off, phonemes=True).tokens) == 1
