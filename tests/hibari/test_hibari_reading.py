from __future__ import annotations

import pytest

import tts_core
from tts_core import LoadOptions, ModelCard, Pronunciation, files
from tts_hibari.alphabet import from_ipa, to_ipa
from tts_hibari.catalogue import READING
from tts_hibari.english import English

PLAIN = (
    "The old boat reached the harbour before sunrise, while the keeper of the lighthouse was asleep.",
    "She didn't use the apple; an elephant used to eat it, didn't it?",
    "I read it yesterday and will read it again, in a live show from where they live.",
    '"Well," he said, "the co-worker\'s three-year-old re-entered the U.S. at four."',
    "To all of them: a record of the NASA project, by and by.",
)


def said(english: English, text: str, *given: Pronunciation) -> str:
    return " ".join(word.phonemes for word in english.read(text, given).words if word.phonemes)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_english_is_read_as_the_package_reads_it(english: English, text: str) -> None:
    """The phonemes of a sentence are those of hibari's own reader, to the last mark."""
    from hibari.g2p import G2P

    assert said(english, text) == G2P()(text, normalize_text=False)


@pytest.mark.parametrize("text", PLAIN)
def test_british_english_is_read_as_the_package_reads_it(text: str) -> None:
    """The reader of British English says what hibari's own says, to the last mark."""
    from hibari.g2p import G2P

    card = ModelCard(id="reading", sample_rate=24_000, files=READING)
    british = English(files.fetch(card, LoadOptions(offline=True)), british=True)

    assert said(british, text) == G2P(british=True)(text, normalize_text=False)


HOMOGRAPHS = (
    ("read", "I read it yesterday.", "ɹˈɛd", "I will read it tomorrow.", "ɹˈid"),
    ("record", "We want to record the song.", "ɹəkˈɔɹd", "She broke the record.", "ɹˈɛkəɹd"),
    ("close", "Please close the door.", "klˈOz", "They stood close to the door.", "klˈOs"),
    ("polish", "She speaks Polish at home.", "pˈOlɪʃ", "You should polish the silver.", "pˈɑlɪʃ"),
    ("wound", "The wound was deep.", "wˈund", "She wound the clock.", "wˈWnd"),
    ("live", "The live show is over.", "lˈIv", "This is where they live now.", "lˈɪv"),
    ("dove", "The dove flew away.", "dˈʌv", "He dove into the pool.", "dˈOv"),
    ("wind", "The wind was strong.", "wˈɪnd", "Please wind the clock.", "wˈInd"),
    ("present", "He gave her a present.", "pɹˈɛzᵊnt", "They will present the award.", "pɹizˈɛnt"),
    ("use", "She will use the tool.", "jˈuz", "It is of no use.", "jˈus"),
    ("desert", "The desert is hot.", "dˈɛzəɹt", "Do not desert your friends.", "dəzˈɜɹt"),
    ("sow", "They sow seeds in spring.", "sˈO", "The sow had ten piglets.", "sˈW"),
)
"""A word that is read in two ways: a sentence for each, and how it is read there."""


@pytest.mark.parametrize("told", HOMOGRAPHS, ids=[word for word, *_ in HOMOGRAPHS])
def test_homographs_are_told_apart_by_the_part_of_speech(told: tuple[str, ...]) -> None:
    """The same letters are read as what they are in the sentence, on the way that a caller's text goes."""
    word, *sentences = told
    for text, phonemes in zip(sentences[::2], sentences[1::2], strict=True):
        (piece,) = tts_core.explain(text, model="hibari").pieces
        (read,) = (
            each.ipa
            for each in piece.phonemes
            if piece.said[each.start : each.end].strip(".").lower() == word
        )
        assert from_ipa(read).strip(".") == phonemes


def test_a_reading_in_ipa_is_obeyed(english: English) -> None:
    """What the caller gave a reading for is said so, in its place among its neighbours and marks."""
    text = "The nginx, again."

    words = english.read(text, (Pronunciation(4, 9, "ˌendʒɪnˈeks"),)).words

    assert [text[word.start : word.end] for word in words] == ["The", "nginx,", "again."]
    assert words[0].phonemes == "ði"  # before a vowel
    assert words[1].phonemes == "ˌɛnʤɪnˈɛks,"


def test_a_reading_of_several_words_is_one(english: English) -> None:
    """A reading may be of more than a word, or of a part of one."""
    text = "New York's best, unread."
    given = (Pronunciation(0, 8, "nuˈjɔɹk"), Pronunciation(19, 23, "ɹɛd"))

    assert said(english, text, *given).startswith("nuˈjɔɹk")
    assert said(english, text, *given).endswith("ɹɛd.")


def test_markup_of_its_own_in_a_text_is_not_obeyed(english: English) -> None:
    """Brackets that hibari's own reader takes for a reading are words and signs like any others."""
    text = "See [this](/fɪʃ/) now."

    assert "fɪʃ" not in said(english, text).replace("ˈ", "")
    assert said(english, text).startswith("sˈi (ðɪs)")


def test_all_that_a_lexicon_lists_is_known_to_be_listed(english: English) -> None:
    """It is told which words are in the lexicons and which are read by rule; of a mark, nothing."""
    listed = [word.listed for word in english.read("house — xyzzyplugh.").words]

    assert listed == [True, None, False]


@pytest.mark.parametrize(
    "text", ["שלום עולם", "こんにちは世界", "مرحبا بالعالم", "Привет, мир", "नमस्ते", "日本語"]
)
def test_words_of_other_scripts_are_said_by_their_letters(english: English, text: str) -> None:
    """No word is dropped for its script: it is said letter by letter; that it is foreign the core says."""
    reading = english.read(f"Hello, {text}")

    assert all(word.phonemes.strip(",. ") for word in reading.words)
    assert not reading.warnings


@pytest.mark.parametrize(
    ("text", "unsaid"), [("a 🙂 b", "🙂"), ("a🙂 b", "🙂"), ("look ☃", "☃"), ("so ⌘C", "⌘")]
)
def test_signs_without_a_reading_are_named(english: English, text: str, unsaid: str) -> None:
    """A sign that nothing is said for is named with its place."""
    (warning,) = english.read(text).warnings

    assert warning.code == "unspoken"
    assert warning.span is not None
    assert unsaid in text[slice(*warning.span)]


def test_numbers_without_a_name_are_said_figure_by_figure(english: English) -> None:
    """A number too large for the reader's words does not make it fail."""
    assert said(english, "7" * 5000).count("sˈɛvən") == 5000


def test_long_unknown_words_are_read_to_their_end(english: English) -> None:
    """A word of more letters than the network takes at once is read in parts, none of them cut off."""
    once, twice = (len(said(english, "bragavost" * times)) for times in (2, 8))

    assert twice > 3 * once


def test_accents_may_stand_apart(english: English) -> None:
    """A letter and its accent are read as the one letter that they are."""
    assert said(english, "cafe\u0301 Stra\u00dfe") == said(english, "caf\u00e9 Stra\u00dfe")


@pytest.mark.parametrize(
    ("ipa", "spelled"),
    [
        ("ˈtʃɜːtʃ", "ˈʧɜɹʧ"),
        ("/ˈwɔː.tə/", "ˈwɔtə"),
        ("ˈbɝd", "ˈbɜɹd"),
        ("bəˈnɑːnə", "bəˈnɑnə"),
        ("ɡoʊt", "ɡOt"),
        ("t͡ʃaɪ", "ʧI"),
        ("ˈred", "ˈɹɛd"),
    ],
)
def test_ipa_is_spelled_in_the_alphabet(ipa: str, spelled: str) -> None:
    """IPA as dictionaries write it becomes what the voice learned from."""
    assert from_ipa(ipa) == spelled


def test_what_is_told_in_ipa_can_be_given_back(english: English) -> None:
    """A reading that the voice tells of, given back to it, is the same phonemes."""
    for text in PLAIN:
        for word in english.read(text).words:
            phonemes = word.phonemes.strip(",.;:?“” ")
            assert from_ipa(to_ipa(phonemes)) == phonemes


def test_explain_tells_how_the_voice_reads() -> None:
    """`explain` shows the readings of the voice in IPA, and which words it has in no lexicon."""
    told = tts_core.explain("The cat saw xyzzyplugh.", model="hibari")

    (piece,) = told.pieces
    assert [each.ipa for each in piece.phonemes][1] == "kˈæt"
    assert piece.unlisted == ("xyzzyplugh",)
