"""How the normaliser is steered, and where its tokens come from."""

from __future__ import annotations

import re

import pytest

from tts_core.text.normalize import CLASSES, Rules, normalize
from tts_core.text.normalize.english.units import units
from tts_core.text.normalize.other_languages.conventions import LANGUAGES, find
from tts_core.text.spans import VERBATIM, Token

SAMPLES = {
    "abbreviation": "Dr. Smith",
    "cardinal": "7 swans",
    "chemistry": "H2O",
    "date": "Jan. 5, 2024",
    "electronic": "a@b.com",
    "emoji": "hi 😀",
    "entity": "caf&eacute;",
    "fraction": "1/2 of it",
    "homograph": "I read it yesterday",
    "initialism": "the U.S. army",
    "markdown": "**bold**",
    "maths": "x^2",
    "measure": "5 km",
    "money": "$5",
    "ordinal": "20th",
    "pause": "Title\n\nText",
    "percent": "5%",
    "range": "5-10",
    "roman": "Henry VIII",
    "score": "3:2",
    "serial": "B12",
    "symbol": "salt & pepper",
    "telephone": "555-1234",
    "time": "3:30 pm",
    "unicode": "it’s",
}


def kinds(text: str, rules: Rules | None = None) -> list[str]:
    """Return the kinds of the tokens of *text* that are not verbatim."""
    tokens = normalize(text, rules=rules or Rules(), phonemes=True).tokens
    return [token.kind for token in tokens if token.kind != VERBATIM]


def test_every_class_has_a_sample() -> None:
    """The samples of these tests know every class there is."""
    assert set(SAMPLES) == set(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_is_switched_by_its_name(name: str) -> None:
    """A class that is off no longer reads what it reads when it is on."""
    on = kinds(SAMPLES[name])
    off = kinds(SAMPLES[name], Rules(off=frozenset([name])))

    expected = {"emoji": "dropped", "markdown": "mark"}.get(name, name)
    assert expected in on
    assert expected not in off or name == "emoji"


def test_unknown_class_is_refused_with_the_nearest_name() -> None:
    """A misspelt class is answered with the one that was meant."""
    with pytest.raises(ValueError, match="did you mean 'money'"):
        Rules(off=frozenset(["mony"]))


def test_a_string_is_no_set_of_classes() -> None:
    """One bare name where a set is asked for is an error, not a set of letters."""
    with pytest.raises(TypeError, match="not one string"):
        Rules(off="money")  # type: ignore[arg-type]  # The mistake under test.


def test_emoji_mode_must_be_known() -> None:
    """A mode for emoji that does not exist is refused."""
    with pytest.raises(ValueError, match="'drop' or 'name'"):
        Rules(emoji="sing")  # type: ignore[arg-type]  # The mistake under test.


def test_prices_mode_must_be_known() -> None:
    """A way of saying prices that does not exist is refused."""
    with pytest.raises(ValueError, match="'full' or 'short'"):
        Rules(prices="cheap")  # type: ignore[arg-type]  # The mistake under test.


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$3.50", "three fifty"),
        ("£12.05", "twelve oh five"),
        ("€20.5", "twenty fifty"),
        ("$0.75", "seventy five cents"),
        ("$4.00", "four dollars"),
        ("$120.50", "one hundred twenty dollars and fifty cents"),
        ("$2.50-$3.25 each", "two fifty to three twenty five each"),
    ],
)
def test_prices_are_short_for_who_asks(written: str, said: str) -> None:
    """With prices="short", amounts below a hundred are said as shopkeepers say them."""
    assert normalize(written, rules=Rules(prices="short")).text == said


def test_every_written_thing_is_one_token_with_its_span() -> None:
    """A token knows the characters that it was read from, and its class."""
    text = "Dr. Smith paid $3.50."

    tokens = normalize(text, offset=100).tokens

    assert tokens == (
        Token("Doctor", 100, 103, "abbreviation"),
        Token(" Smith paid ", 103, 115),
        Token("three dollars and fifty cents", 115, 120, "money"),
        Token(".", 120, 121),
    )


def test_spoken_words_lead_to_their_source() -> None:
    """A word of a reading, and a word of prose after it, lead to the characters that they stand for."""
    text = "He paid €2bn “today”."
    spoken = normalize(text)

    def source(word: str) -> str:
        at = spoken.text.index(word)
        start, end = spoken.source(at, at + len(word))
        return text[start:end]

    assert source("billion") == "€2bn"
    assert source("today") == "today"


def test_folded_characters_keep_their_spans() -> None:
    """A reading over folded characters, composed, invisible or named, spans all of them."""
    text = "cafe\u0301 \u200b5\u00a0\u200bkm for &pound;3"

    spoken = normalize(text)

    assert spoken.text == "café five kilometers for three pounds"
    assert [
        text[token.start : token.end] for token in spoken.tokens if token.kind in ("measure", "money")
    ] == [
        "5\u00a0\u200bkm",
        "&pound;3",
    ]


def test_emoji_are_dropped_with_a_token() -> None:
    """A dropped emoji leaves a token of the kind that becomes a warning."""
    tokens = normalize("Go 👩‍💻 team 🇺🇸!").tokens

    assert [(token.text, token.kind) for token in tokens if token.kind != VERBATIM] == [("", "dropped")] * 2


def test_emoji_are_named_when_asked_for() -> None:
    """With emoji="name", an emoji is said by its name."""
    assert normalize("Nice 🔥", rules=Rules(emoji="name")).text == "Nice fire"


def test_dropped_signs_do_not_glue_words() -> None:
    """Words on both sides of something dropped stay apart."""
    assert normalize("stop🛑now").text == "stop now"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("# Title\nText", "Title.\nText"),
        ("Title\n\nText", "Title.\n\nText"),
        ("Done.\n\nText", "Done.\n\nText"),
        ("- one\n- two\n", "one.\ntwo.\n"),
        ("a hard\nwrapped line", "a hard\nwrapped line"),
        ("```python\nx = 1\n```\nend", "x equals one\nend"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", " a , b .\n one , two "),
        ("2 * 3 * 4", "two times three times four"),
    ],
)
def test_structure_becomes_pauses(written: str, said: str) -> None:
    """Headings, items, paragraphs and cells end in a pause where none is written; marks fall silent."""
    assert normalize(written).text == said


@pytest.mark.parametrize(
    ("written", "unsaid"),
    [
        ("See [docs](https://x.org/?a=1&amp;b=2) now.", ["https://x.org/?a=1&amp;b=2"]),
        ('![a cat](cat.png "Tom")', ['cat.png "Tom"']),
        ("as [Smith][2020] says", ["2020"]),
        ('<a href="x?a=1&amp;b=2">link</a>', ['<a href="x?a=1&amp;b=2">']),
        ('<img alt="A cat" src="cat.png">', ['<img alt="', '" src="cat.png">']),
        ("Hello <!-- a secret --> world", [" a secret "]),
        ("```python\nx = 1\n```", ["python\n"]),
        ("```npm install\n", []),
        ("The HTML tag `<p>` defines a paragraph.", []),
        ("**bold** and _leaning_, <b>tags</b>, a [link]().", []),
    ],
)
def test_words_that_marks_carry_are_said_or_dropped(written: str, unsaid: list[str]) -> None:
    """Words in marks that fall silent are in tokens of the kind "dropped", which become warnings."""
    tokens = normalize(written).tokens

    assert [written[token.start : token.end] for token in tokens if token.kind == "dropped"] == unsaid


def test_what_is_decided_inside_a_mark_is_said() -> None:
    """A token decided beforehand that lies in the target of a link parts the target, which stays silent."""
    spoken = normalize("[n](https://x.jp/a) is", fixed=[Token("ex", 12, 13, "lexicon")])

    assert spoken.text == "nex is"


def test_letters_that_no_one_can_say_are_spelled() -> None:
    """In what machines address, letters without a vowel are written as initialisms are, to be spelled."""
    assert normalize("www.example.org/report.pdf").text == "WWW dot example dot org slash report dot PDF"


def test_capitals_are_kept() -> None:
    """A word in capitals stays in capitals: "US" is not "us"."""
    assert normalize("The US told us that NASA and the FBI's PhDs know.").text == (
        "The US told us that NASA and the FBI's PhDs know."
    )


@pytest.mark.parametrize("language", ["en-GB", "en-AU", "en_GB"])
def test_british_english_has_its_own_numbers_and_dates(language: str) -> None:
    """British numbers take "and", and the day of a slashed date comes first."""
    spoken = normalize("On 5/1/2024, 123 people ran 5 km.", language).text

    assert spoken == (
        "On the fifth of January, twenty twenty four, one hundred and twenty three people "
        "ran five kilometres."
    )


def test_no_language_is_english() -> None:
    """Text whose language nobody knows is read like American English."""
    assert normalize("123", None) == normalize("123", "en-US")


def test_unknown_language_passes_untouched() -> None:
    """In a language without readers, numbers are left to the model."""
    assert normalize("5 foo $3", "tlh").text == "5 foo $3"


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_every_language_says_its_numbers(tag: str) -> None:
    """Every language of the table says whole numbers, decimals, huge numbers and percents without a digit."""
    language = find(tag) or pytest.fail(tag)
    mark = "," if language.comma else "."
    percent = "%5" if language.percent_first else "5%"
    text = f"0 7 21 99 -5 1984 12345 99999999999999999999 3{mark}14 007 {percent} "

    spoken = normalize(text, tag).text

    assert not re.search(r"[\d%]", spoken), spoken


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("de", "am 3. Mai", "am dritten Mai"),
        ("de", "Er kam 1999 an.", "Er kam neunzehnhundertneunundneunzig an."),
        ("fr", "1 234,5 €", "mille deux cent trente-quatre virgule cinq euros"),
        ("ru", "21 %", "двадцать один процент"),
        ("ja", "5人", "五人"),
        ("pt-BR", "R$ 1,50", "um real e cinquenta centavos"),
        (
            "sv",
            "kl. 12:30 den 3.5.2024, 5,5 kr",
            "kl. 12:30 den 3.5.2024, fem komma fem kronor",
        ),
        ("tlh", "Um 12:30 in 192.168.0.1", "Um 12:30 in 192.168.0.1"),
    ],
)
def test_other_languages_keep_their_own_ways(language: str, written: str, said: str) -> None:
    """Ordinals, years, money and separators follow the language; what is no number of it is left alone."""
    assert normalize(written, language).text == said


def test_units_have_names() -> None:
    """Every unit has a name for one and for many, in both spellings, and none of them holds a digit."""
    for british in (False, True):
        for symbol, unit in units(british).items():
            assert unit.one, symbol
            assert unit.many, symbol
            assert not re.search(r"\d", unit.one + unit.many), symbol
    assert units(True)["km"].many == "kilometres"


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("1" + "0" * 33, "one decillion"),
        ("1" + "0" * 36, "one" + " zero" * 36),
        ("1000001", "one million one"),
        ("0", "zero"),
        (
            "9007199254740993",
            "nine zero zero seven one nine nine two five four seven four zero nine nine three",
        ),
    ],
)
def test_numbers_of_any_length_are_said(digits: str, said: str) -> None:
    """Grouped numbers have names up to decillions; longer and long bare ones are said digit by digit."""
    grouped = f"{int(digits):,}" if len(digits) > 16 or len(digits) < 8 else digits
    assert normalize(grouped if len(digits) < 36 else digits).text == said
