"""What holds for every text, whatever is written in it."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tts_core.text.normalize import CLASSES, Rules, normalize, unread
from tts_core.text.normalize.english.digit_dispatch import DIGIT
from tts_core.text.normalize.english.dispatch import BY_SIGN, fetch
from tts_core.text.spans import VERBATIM, Spoken, Token

PIECES = [
    *"$€£%&@#*_~^|/\\<>=+-–—−'\"“”’()[]{}.,:;!? \n\t0123456789¹²½€°§©™→•·\u200b\u00a0\u202e\u0301",
    "Dr.", "St.", "No.", "Mr", "U.S.", "p.m.", "a.m.", "e.g.", "etc.", "vs", "Jan.", "May", "Mon-Fri", "Q1",
    "FBI", "PhDs",
    "Henry", "VIII", "Chapter", "IV", "I", "World War", "King", "$5", "3.5", "1,234", "million", "5%",
    "1/2", "24/7", "9/11",
    "12:30", "2024-01-05", "1/5/24", "1990s", "'80s", "1066", "BC", "20th", "km/h", "5 km", "°C", "5'10\"",
    "6-3", "3:2",
    "x > 5", "C++", "C#", "@name", "#topic", "foo@bar.com", "https://a.b/c?d=1", "192.168.0.1", "/usr/bin",
    "C:\\Users",
    "v2.0.1", "+1 (555) 123-4567", "1-800-FLOWERS", "H2O", "10^15", "1e-4", "2x", "50+", "~5", "±3", "B12",
    "RTX4090", "007",
    "😀", "👨‍👩‍👧", "🇺🇸", "5️⃣", "&amp;", "&nbsp;", "&#39;", "**", "`", "# ", "- ", "1. ", "> ", "|", "---",
    "```\n", "\n\n",
    "[a](b)", "![c](d)", "<br>", "<b>", "٣", "５", "Ⅷ", "①", "π", "α", "µg", "Ω", "é", "e\u0301", "\u0301",
    "漢字", "мир", "शब्द",
    "the", "in", "of", "and", "word", "a", "A", "X", "Smith", "lives on", "street", "is", "people",
    "January", "5", "10", "100",
    "\ud800", "\x00", "\ufffc", "\ue000", "www.", ".com", "No", "min", "in.", "pt", "kWh", "one", "two",
    "point", "Room", "ISBN", "(ii)", "iv", "9/0", "f/1.8", "0x1F", "sin(", "log2(", "|x|", "1'250", "kr",
    "億", "円", "67'", "¹⁴C", "★★☆", "2/$", "MWF", "NW", "ext.", "100s of", "3d", "4h", "10 000", "BA.",
    "noon–", "Ps.", "dy/dx", "B.C.–", "hwy ", "mtg", "Thurs.", "MR. ", "Jan-", "july ", "-m", "❤ ",
    "`<p>`", "read",
    "&lt;p&gt;", "C-14", "5 - 3", "1-2\"", "15m", "10k ", "Pt. ", "> ", "no. ", "0012-",
    "(4)–(6)", "degrees F", "2x4s", "1-800", "Sat", "Tue/Thu", "--", "?!",
]  # fmt: skip
FOREIGN = [
    "z. B.", "Mai", "3. Mai", "Uhr", "14 Uhr 30", "am 3.", "Dr.", "bzw.", "Ludwig XIV.", "Mio.", "kg",
    "°C", "m²", "km/h", "€", "1.234,5", "1 234,50 €", "12'345", "14h30", "1er", "XXe siècle", "av. J.-C.",
    "Mme", "M.", "siècle", "veintiuna", "siglo XXI", "3.ª", "EE. UU.", "a. C.", "1 ora", "dott.ssa",
    "R$ 3,50", "2ª", "enz.", "blz. 3", "w 2024 r.", "XX w.", "1 zł", "od 3 do 5 maja", "o 14:30", "5-го",
    "5-летний", "тыс.", "млн", "руб.", "в XIX в.", "1941–1945 гг.", "г.", "до", "от", "2024年3月5日", "2个",
    "¥1,200", "百分之", "５％", "第2", "14：30", "令和5年",
    "डॉ.", "5वीं", "₹1,23,456", "2½", "बजे",
    "½", "¾", "³", "1.-3.", "+49 30 123456", "06 12 34 56 78", "030/123", "10–15", "8:00–10:00",
    "3:2", "3 x 4",
    "2024-03-05", "03.05.24", "3/5/2024",
    "192.168.0.1", "a@b.de", "www.a.de/1", "№ 5", "§ 5", "5 €/kg",
    "-5", "– 5", "12€50", "2er", "'90", "0012", "999999999999999999999",
]  # fmt: skip
"""Written things of the other languages that are read."""
OWN = ["de", "fr-CH", "es", "es-MX", "it", "pt-BR", "pt", "nl", "pl", "ru", "zh", "zh-TW", "ja", "hi"]
foreign = st.lists(st.sampled_from([*FOREIGN, *PIECES]), max_size=12).map("".join) | st.lists(
    st.sampled_from(FOREIGN), max_size=8
).map(" ".join)
written = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.lists(
    st.sampled_from(PIECES), max_size=10
).map(" ".join)
anything = st.text(max_size=40) | written
LANGUAGES = ["en-US", "en-GB", "de", "fr-CA", "es", "pt-BR", "ru", "ja", "tr", "zh", "xx", None]


def assert_covers(spoken: Spoken, text: str, offset: int = 0) -> None:
    """Assert that the tokens of *spoken* lie end to end over *text*, the verbatim ones as it is written."""
    at = offset
    for token in spoken.tokens:
        assert token.start == at, token
        assert token.end >= token.start, token
        if token.kind == VERBATIM:
            assert token.text == text[token.start - offset : token.end - offset]
        at = token.end
    assert at == offset + len(text)


@given(anything, st.sampled_from(LANGUAGES), st.booleans())
@settings(max_examples=250, deadline=None)
@example("4 on min ", "en-US", False)
def test_spans_cover_every_text(text: str, language: str | None, phonemes: bool) -> None:
    """Whatever the text and the language, tokens lie end to end from its first to its last character."""
    spoken = normalize(text, language, offset=7, phonemes=phonemes)

    assert_covers(spoken, text, 7)
    assert all(token.kind in {*CLASSES, VERBATIM, "mark", "dropped"} for token in spoken.tokens)


@given(foreign, st.sampled_from(OWN))
@settings(max_examples=400, deadline=None)
@example("1" * 100, "de")
def test_no_language_that_is_read_has_digits_left(text: str, language: str) -> None:
    """In each of the eleven languages, tokens cover every text and no digit is left in what is said."""
    spoken = normalize(text, language, offset=3)

    assert_covers(spoken, text, 3)
    assert all(token.kind in {*CLASSES, VERBATIM, "mark", "dropped"} for token in spoken.tokens)
    assert not [sign for sign in spoken.text if sign.isdecimal()]


@given(foreign | anything, st.sampled_from([*OWN, "sv", "ko", "xx"]))
@settings(max_examples=250, deadline=None)
def test_what_is_left_is_named(text: str, language: str) -> None:
    """In every language, each digit and sign of money that stays as written lies in a word that is named."""
    for token in normalize(text, language).tokens:
        named = [range(start, end) for start, end in unread(token, Rules())]
        for at, sign in enumerate(token.text):
            if token.kind == VERBATIM and unicodedata.category(sign) in ("Nd", "No", "Sc", "Sm"):
                assert any(at in span for span in named), (token, sign)


@given(foreign, st.sampled_from(OWN), st.sets(st.sampled_from(CLASSES), max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_classes_may_be_off_in_every_language(text: str, language: str, off: set[str]) -> None:
    """With any classes off, a text of every language is covered, and none of those classes is read."""
    spoken = normalize(text, language, Rules(off=frozenset(off)))

    assert_covers(spoken, text)
    assert not off & {token.kind for token in spoken.tokens} - {"emoji"}


@given(anything, st.sampled_from(["en-US", "en-GB"]))
@settings(max_examples=250, deadline=None)
@example("1\u00bd2\u00b25", "en-US")
@example("\u2468\u2468/\u2468", "en-US")
def test_english_has_no_digits_left(text: str, language: str) -> None:
    """No digit of any script is left in what is said for English."""
    spoken = normalize(text, language).text

    assert not [sign for sign in spoken if sign.isdigit() or sign in string.digits]


@given(anything, st.sampled_from(["en-US", "en-GB"]))
@settings(max_examples=250, deadline=None)
def test_its_own_output_is_left_alone(text: str, language: str) -> None:
    """Normalising what was normalised changes nothing."""
    once = normalize(text, language).text

    assert normalize(once, language).text == once


@given(written, st.sampled_from(["drop", "name"]), st.sets(st.sampled_from(CLASSES), max_size=8))
@settings(max_examples=150, deadline=None)
def test_any_classes_may_be_off(text: str, emoji: str, off: set[str]) -> None:
    """With any classes off, every text is still covered, and none of those classes is read."""
    rules = Rules(off=frozenset(off), emoji="name" if emoji == "name" else "drop")

    spoken = normalize(text, rules=rules)

    assert_covers(spoken, text)


@given(written, written, written)
@settings(max_examples=100, deadline=None)
def test_fixed_tokens_stay_as_they_are(before: str, inside: str, after: str) -> None:
    """A token decided beforehand comes back unchanged, and the text around it is covered."""
    text = before + inside + after
    fixed = Token("said so", 3 + len(before), 3 + len(before + inside), "lexicon", "sɛd soʊ")

    spoken = normalize(text, offset=3, fixed=[fixed])

    assert fixed in spoken.tokens
    assert_covers(spoken, text, 3)


def test_a_silent_fixed_token_is_never_swallowed() -> None:
    """A pause that says nothing stays between the words that would make one thing without it."""
    pause = Token("", 4, 9, "pause")

    spoken = normalize("Mon-[...]Fri", fixed=[pause])

    assert pause in spoken.tokens
    assert_covers(spoken, "Mon-[...]Fri")


@pytest.mark.parametrize("spans", [[(0, 3), (2, 4)], [(3, 9)], [(-1, 2)]])
def test_fixed_tokens_must_lie_apart_in_the_text(spans: list[tuple[int, int]]) -> None:
    """Fixed tokens that overlap or lie outside the text are refused by name."""
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        normalize("12345", fixed=[Token("x", start, end, "lexicon") for start, end in spans])


@pytest.mark.parametrize(
    "named", sorted({(each[0], each[1]) for readers in (*BY_SIGN.values(), DIGIT) for each in readers})
)
def test_every_reader_that_is_named_is_there(named: tuple[str, str]) -> None:
    """Every reader in the tables can be fetched, and belongs to a class that can be switched off."""
    name, place = named

    assert callable(fetch(place))
    assert name in CLASSES


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "plain prose, as it is."])
def test_prose_is_one_token(text: str) -> None:
    """Text with nothing to read otherwise is one verbatim token, or none for no text."""
    assert normalize(text).tokens == ((Token(text, 0, len(text)),) if text else ())


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "(" * 50_000, "1/" * 20_000, "a.b." * 20_000, "$" * 50_000, "½" * 5_000, "*a" * 10_000],
    ids=lambda text: text[:4],
)
def test_monstrous_text_is_covered(text: str) -> None:
    """Text made to be slow or deep to read is read like any other."""
    assert_covers(normalize(text), text)


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize(
    "text",
    ["1" * 9_000, "1 " * 3_000, "XIV. " * 2_000, "z. " * 3_000, "+4 " * 3_000, "½" * 4_000, "1 do " * 2_000],
    ids=lambda text: text[:4],
)
def test_monstrous_text_of_other_languages_is_covered(text: str, language: str) -> None:
    """Text made to be slow to read is read like any other, in every language."""
    assert_covers(normalize(text, language), text)
