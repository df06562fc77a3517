from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tts_espeak
from tts_core import UnsupportedLanguage

VOWELS = "aæɑɐɒɔəɚɛɜɪiᵻʊuʌoeyø"


@pytest.mark.parametrize(
    ("text", "ipa"),
    [
        ("Hello, world.", "həlˈoʊ, wˈɜːld."),
        ("hello world.", "həlˈoʊ wˈɜːld."),
        ("Is it done?", "ɪz ɪt dˈʌn?"),
        ("button", "bˈʌʔn̩"),
        ('He said "hello" to me.', 'hiː sˈɛd "həlˈoʊ" tə mˌiː.'),
        ("“Curly” quotes", "“kˈɜːli” kwˈoʊts"),
        ("Wait — what?", "wˈeɪt — wˌʌt?"),
        ("The quick brown fox.", "ðə kwˈɪk bɹˈaʊn fˈɑːks."),
        ("(Hello.) (World!)", "(həlˈoʊ.) (wˈɜːld!)"),
    ],
)
def test_reads_as_models_were_trained(text: str, ipa: str) -> None:
    """Stress, punctuation and spaces are where a phoneme model expects them."""
    assert tts_espeak.phonemes(text) == ipa


@pytest.mark.parametrize(
    ("text", "ipa"),
    [
        ("Version 3.5 shipped.", "vˈɜːʒən θɹˈiː pɔɪnt fˈaɪv ʃˈɪpt."),
        ("12:30 pm", "twˈɛlv θˈɜːɾi pˌiːˈɛm"),
        ("the U.S. in May", "ðə jˌuːˈɛs ɪn mˈeɪ"),
        ("I don't know.", "aɪ dˈoʊnt nˈoʊ."),
        ("of the people", "ʌvðə pˈiːpəl"),
        ("US vs. us: no", "jˌuːˈɛs vˌiːˈɛs ˌʌs: nˈoʊ"),
    ],
)
def test_context_is_kept(text: str, ipa: str) -> None:
    """A stop inside of a number, a time or an abbreviation is no punctuation; words that merge do."""
    assert tts_espeak.phonemes(text) == ipa


def test_foreign_words_leave_no_flags() -> None:
    """Where the language changes, the sounds change and nothing else is written."""
    assert tts_espeak.phonemes("नमस्ते (hi) there") == "nəmˈʌsteː (hˈaɪ) ðˈɛɹ"


@pytest.mark.parametrize("text", ["", "   ", "...", "'...'", "\0"])
def test_nothing_is_empty(text: str) -> None:
    """A text without a word has no phonemes."""
    assert tts_espeak.phonemes(text) == ""
    assert tts_espeak.phoneme_words(text) == ()


def test_a_nul_ends_nothing() -> None:
    """What comes after a NUL or half a character is pronounced too."""
    assert tts_espeak.phonemes("one\0two \ud800three") == "wˈʌn tˈuː θɹˈiː"


def test_unknown_language() -> None:
    """A language that espeak-ng does not have is refused, never replaced."""
    with pytest.raises(UnsupportedLanguage, match="tlx"):
        tts_espeak.phonemes("hello", "tlx")


@pytest.mark.parametrize(
    ("language", "text", "ipa"),
    [
        ("de", "Guten Tag, Welt!", "ɡˈuːtən tˈɑːk, vˈɛlt!"),
        ("en-GB", "hello", "həlˈəʊ"),
        ("es", "¿Qué tal?", "¿kˈe tˈal?"),
        ("ru", "Привет, мир.", "prʲivʲˈet, mʲˈir."),
    ],
)
def test_other_languages(language: str, text: str, ipa: str) -> None:
    """Each language is read by its own rules, its punctuation kept."""
    assert tts_espeak.phonemes(text, language) == ipa


@pytest.mark.parametrize(
    ("language", "text", "listed"),
    [
        ("en-us", "read", True),
        ("en-us", "(tomatoes)", True),
        ("en-us", "of the", True),
        ("en-us", "don't", True),
        ("en-us", "bortlewick", False),
        ("en-us", "Bortlewick's", False),
        ("en-us", "to-bortlewick", False),
        ("de", "Schmöckelmann", False),
        ("de", "Tag", True),
        ("en-us", "—", None),
    ],
)
def test_the_dictionary_is_asked(language: str, text: str, listed: bool | None) -> None:
    """A word looked up says whether the dictionary of its language has it; others say nothing."""
    asked = [word.listed for word in tts_espeak.phoneme_words(text, language, look_up=True)]

    assert asked == ([] if listed is None else [listed])
    assert {word.listed for word in tts_espeak.phoneme_words(text, language)} <= {None}


def test_looking_up_changes_no_reading() -> None:
    """A text is read the same whether its words are looked up or not, and whatever was looked up before."""
    text = "Bortlewick met Tchaikovsky; “hello” 日本語 नमस्ते 😀 & x."

    plain = [(word.start, word.end, word.ipa) for word in tts_espeak.phoneme_words(text)]
    asked = [(word.start, word.end, word.ipa) for word in tts_espeak.phoneme_words(text, look_up=True)]

    assert asked == plain == [(word.start, word.end, word.ipa) for word in tts_espeak.phoneme_words(text)]


SIGNS = st.sampled_from("aeiou thnrs,.!?;:'\"()-—…\n“”0123456789éñ日नम😀")


@given(text=st.text(SIGNS | st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=80))
@settings(max_examples=120, deadline=None)
def test_words_tile_the_text(text: str) -> None:
    """Spans follow each other and leave out only spaces; their IPA joined is the IPA of the text."""
    words = tts_espeak.phoneme_words(text)

    assert " ".join(word.ipa for word in words) == tts_espeak.phonemes(text)
    ends = [0, *(word.end for word in words)]
    starts = [*(word.start for word in words), len(text)]
    assert all(word.start < word.end for word in words)
    if words:
        assert [text[end:start].strip() for end, start in zip(ends, starts, strict=True)] == [""] * len(ends)


def test_words_carry_their_own_sounds() -> None:
    """Each word of a sentence has the phonemes that it has; merged ones share theirs."""
    text = 'One of the "old" people paid $3.50, today.'
    readings = {text[word.start : word.end]: word.ipa for word in tts_espeak.phoneme_words(text)}

    assert readings == {
        "One": "wˈʌn",
        "of the": "ʌvðə",
        '"old"': '"ˈoʊld"',
        "people": "pˈiːpəl",
        "paid": "pˈeɪd",
        "$3.50,": "dˈɑːlɚ θɹˈiː pɔɪnt fˈaɪv zˈiəɹoʊ,",
        "today.": "tədˈeɪ.",
    }


def test_no_word_is_lost_in_a_long_text() -> None:
    """Ten thousand words give ten thousand vowels and more."""
    text = "Nobody went home, since rain came down. " * 1500
    spoken = tts_espeak.phonemes(text)

    assert len(re.findall(f"[{VOWELS}]+", spoken)) >= 1500 * 7
    assert spoken.count(",") == spoken.count(".") == 1500


@pytest.mark.parametrize("count", [19, 40, 300, 1000])
@pytest.mark.parametrize(
    ("unit", "language", "sound"),
    [
        ("W", "en", "dʌb"),
        ("x", "en", "ɛks"),
        ("ba", "es", "[bβ]a"),
        ("да", "ru", "d"),
        ("นา", "th", "n"),
        ("我", "zh", "w"),
        ("😀", "en", "ɡɹɪnɪŋ"),
        ("I ", "en", "aɪ"),
        ("& ", "en", "ænd"),
        ("1 ", "en", "wʌn"),
        ("word ", "en", "wɜːd"),
        ("2019 ", "en", "naɪntiːn"),
    ],
)
def test_nothing_is_too_long(unit: str, language: str, sound: str, count: int) -> None:
    """However often a sign or a word is written, with spaces or without, so often it is pronounced."""
    spoken = re.sub("[ˈˌ]", "", tts_espeak.phonemes(unit * count, language))

    assert len(re.findall(sound, spoken)) == count


@pytest.mark.parametrize("count", [40, 300, 1000])
def test_no_number_is_too_long(count: int) -> None:
    """A number beyond those that have a name is pronounced digit by digit, to the last."""
    assert tts_espeak.phonemes("7" * count).replace(",", "").split(" ") == ["sˈɛvən"] * count


@pytest.mark.parametrize(
    ("text", "ipa"),
    [
        ("an INTERNATIONALIZATION", "ɐn ˌɪntɚnˌæʃənəlᵻzˈeɪʃən"),
        ("antidisestablishmentarianism", "ˌæntɪdˌɪsɪstˌæblɪʃməntˈɛɹiənˌɪzəm"),
    ],
)
def test_long_words_stay_whole(text: str, ipa: str) -> None:
    """A word that is long but no more than that is pronounced as one."""
    assert tts_espeak.phonemes(text) == ipa


def test_threads_get_their_own_phonemes() -> None:
    """Eight threads pronouncing at once, in different languages, get what one gets."""
    jobs = [(f"number {number}, hello.", ("en-us", "de", "fr")[number % 3]) for number in range(64)]
    alone = [tts_espeak.phonemes(*job) for job in jobs]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda job: tts_espeak.phonemes(*job), jobs)) == alone
