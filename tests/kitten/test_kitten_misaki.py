from __future__ import annotations

import pytest

from tts_espeak.reading import american
from tts_kitten.misaki import guesses, misaki, respelled
from tts_kitten.tokens import encode

installed = pytest.mark.skipif(
    "not __import__('importlib.util').util.find_spec('misaki')", reason="pip install tts-kitten[misaki]"
)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("həlˈO", "həlˈoʊ"),
        ("wˈɜɹld", "wˈɜːld"),
        ("fˈɜɹi", "fˈɜːɹi"),
        ("ˈOvəɹ", "ˈoʊvɚ"),
        ("ˈizi", "ˈiːzi"),
        ("hˈæpi", "hˈæpi"),
        ("hi", "hiː"),
        ("Idˈiə", "aɪdˈiə"),
        ("ði", "ðɪ"),
        ("əbˈWt", "ɐbˈaʊt"),
        ("ʤˈʌmps", "dʒˈʌmps"),
        ("bˈʌʔᵊn", "bˈʌʔn\u0329"),
        ("lˈɪɾᵊl", "lˈɪɾəl"),
        ("fˈɑðəɹ", "fˈɑːðɚ"),
        ("bˈY lˈA", "bˈɔɪ lˈeɪ"),
        ("\ue000wˈɜːld A\ue001 A", "wˈɜːld A eɪ"),
    ],
)
def test_misaki_is_respelled_for_the_models(theirs: str, ours: str) -> None:
    """Misaki's phonemes are put into the alphabet that the models learned; espeak's own pass untouched."""
    assert respelled(theirs) == ours


@installed
@pytest.mark.parametrize(
    "text", ["Hello, world.", "The lazy fox is easy to see, isn't it?", '"Stop!" (Please.)']
)
def test_misaki_says_what_espeak_says(text: str) -> None:
    """Plain words sound much the same from either, with the same marks at the same places."""
    ours, theirs = misaki(text), american(text)

    assert [(word.start, word.end) for word in ours] == [(word.start, word.end) for word in theirs]
    marks = [[sign for word in words for sign in word.ipa if sign in ',.?!"()'] for words in (ours, theirs)]
    assert marks[0] == marks[1]
    assert not encode(ours).unknown


@installed
def test_words_that_misaki_lacks_are_espeak_s() -> None:
    """Numbers, other scripts and unheard names are read by espeak, and nothing is printed about them."""
    text = "Zyxgorp 42 नमस्ते"

    assert [word.ipa for word in misaki(text)] == [word.ipa for word in american(text)]


@installed
def test_words_that_misaki_lacks_say_so() -> None:
    """Of every word it is known whether misaki's lexicon has it, whole or its stem; a mark is no word."""
    text = "“Bortlewick” — houses quickly."

    assert {text[word.start : word.end]: word.listed for word in misaki(text)} == {
        "“Bortlewick”": False,
        "—": None,
        "houses": True,
        "quickly.": True,
    }


@installed
@pytest.mark.parametrize("mark", list(".,;:!?…"))
def test_marks_take_no_word_out_of_the_lexicon(mark: str) -> None:
    """A word that misaki's lexicon has is found in it, whatever mark stands behind."""
    assert [word.listed for word in misaki(f"The quick houses{mark}")] == [True, True, True]


@installed
def test_homographs_without_a_tagger_are_named(capfd: pytest.CaptureFixture[str]) -> None:
    """Where no tagger is installed, words that need it are named once, and none is downloaded."""
    spacy = pytest.importorskip("spacy")
    if spacy.util.is_package("en_core_web_sm"):
        pytest.skip("the tagger is installed")

    text = "I read the live news."
    warnings = list(guesses(text, misaki(text)))

    assert [warning.code for warning in warnings] == ["homograph"]
    assert "'read', 'live'" in warnings[0].message
    assert capfd.readouterr() == ("", "")
