from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_espeak import PhonemeWord
from tts_espeak.reading import american
from tts_kitten.symbols import SPACE, TOKENS, respelled
from tts_kitten.tokens import PAUSES, bounded, closed, encode
from tts_onnx.voice.tokens import NOBODY, parts

GOLDEN = {
    "Hello, world.": "50 83 54 156 57 135 16 3 16 65 156 87 158 54 46 16 4",
    "hello world.": "50 83 54 156 57 135 16 65 156 87 158 54 46 16 4",
    "Is it done?": "102 68 16 102 62 16 46 156 138 56 16 6",
    "button": "44 156 138 148 56 16 175",
    'He said "hello" to me.': (
        "50 51 158 16 61 156 86 46 16 15 16 50 83 54 156 57 135 16 15 16 62 83 16 55 157 51 158 16 4"
    ),
    "Wait — what?": "65 156 47 102 62 16 9 16 65 157 138 62 16 6",
    "The quick brown fox jumps over the lazy dog.": (
        "81 83 16 53 65 156 102 53 16 44 123 156 43 135 56 16 48 156 69 158 53 61 16 46 147 156 138 55 58 61 "
        "16 157 57 135 64 85 16 81 83 16 54 156 47 102 68 51 16 46 156 69 158 92 16 4"
    ),
}
"""What the reference sends to the model, without the boundary."""


def word(ipa: str) -> PhonemeWord:
    """A word of which only the sound matters."""
    return PhonemeWord(0, 1, ipa)


@pytest.mark.parametrize("text", GOLDEN)
def test_tokens_are_the_reference_s(text: str) -> None:
    """A text becomes the very tokens that the reference makes of it."""
    assert " ".join(map(str, encode(american(text)).tokens)) == GOLDEN[text]


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("hello world", [16, 3]),
        ('He said "hello"', [16, 15, 16, 3]),
        ("hello world.", [16, 4]),
        ("Wait —", [16, 9]),
        ('He said "hello!"', [16, 5, 16, 15]),
    ],
)
def test_every_line_ends_with_a_mark(text: str, ending: list[int]) -> None:
    """A line that no mark ends is given the comma that the reference gives it; any other stays as it is."""
    line = closed(encode(american(text)))
    assert list(line.tokens[-len(ending) :]) == ending
    assert len(line.owners) == len(line.tokens)
    assert closed(line) == line


def test_boundary_is_that_of_training() -> None:
    """The boundary stands around the tokens: a pad before, and what the model's type says behind."""
    assert bounded([50, 83], (10, 0)) == [0, 50, 83, 10, 0]


def test_table_has_its_known_places() -> None:
    """Beside the padding there are 174 symbols; of signs that occur twice, the later place counts."""
    assert len(TOKENS) == 174
    assert max(TOKENS.values()) == 177
    assert (TOKENS['"'], TOKENS["'"], TOKENS["\u0329"], TOKENS["ᵻ"]) == (15, 176, 175, 177)


def test_typographic_quotes_are_not_lost() -> None:
    """Curly quotes become the token of straight ones, which the reference drops with stray spaces."""
    curly, straight = encode(american("“Curly” quotes")), encode(american('"Curly" quotes'))

    assert curly == straight
    assert curly.tokens.count(15) == 2


@pytest.mark.parametrize(
    ("quotes", "expected"), [("compat", [15, 15]), ("typographic", [14, 15]), ("drop", [])]
)
def test_quotes_by_choice(quotes: str, expected: list[int]) -> None:
    """Which tokens stand for quotes is the caller's choice, and nothing else changes with it."""
    line = encode(american("“Curly” quotes"), quotes)  # type: ignore[arg-type]  # the parameters are its choices

    assert [token for token in line.tokens if token in (11, 14, 15)] == expected
    assert [token for token, owner in zip(line.tokens, line.owners, strict=True) if owner != NOBODY] == [
        53, 156, 87, 158, 54, 51, 53, 65, 156, 57, 135, 62, 61,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ipa", "expected"),
    [
        ("t͡ʃ", "tʃ"),
        ("ɡet", "ɡet"),
        ("get", "ɡet"),
        ("kwˈɑːsɑ̃", "kwˈɑːsɑn"),
        ("ã", "an"),
        ("ʦ", "ts"),
        ("wait –", "waiit –".replace("ii", "i").replace("–", "—")),
        ("(nˈɛvɚ)", "nˈɛvɚ"),
        ("d̪ʰ", "dʰ"),
        ("a\u00a0b", "a b"),
        ("ɕi。", "ɕi."),
    ],
)
def test_symbols_without_a_token_are_respelled(ipa: str, expected: str) -> None:
    """A symbol that the model lacks is spelled with those that it has, where that is faithful."""
    assert respelled(ipa) == (expected, "")


def test_symbols_without_any_likeness_are_named() -> None:
    """A symbol that nothing stands for is left out and named, with the word that it belongs to."""
    line = encode([word("ab"), word("a5中b5")])

    assert line.unknown == ((1, "5中"),)
    assert line.tokens == (43, 44, 16, 43, 44)


@given(st.lists(st.text(max_size=20), max_size=20), st.sampled_from(["compat", "typographic", "drop"]))
@settings(max_examples=60, deadline=None)
def test_every_text_has_tokens_of_the_table(ipas: list[str], quotes: str) -> None:
    """Whatever the words, all tokens are of the table, each with its owner, never two spaces in a row."""
    line = encode([word(ipa) for ipa in ipas], quotes)  # type: ignore[arg-type]  # these are its choices

    assert all(0 < token <= 177 for token in line.tokens)
    assert len(line.tokens) == len(line.owners)
    assert all((owner == NOBODY) or 0 <= owner < len(ipas) for owner in line.owners)
    assert (16, 16) not in zip(line.tokens, line.tokens[1:], strict=False)


@given(
    st.lists(st.sampled_from(["a", "bcd", "ˈefɡ,", "x" * 30, "."]), min_size=1, max_size=200),
    st.integers(4, 60),
)
@settings(max_examples=60, deadline=None)
def test_parts_make_up_the_whole(ipas: list[str], most: int) -> None:
    """A line is cut into lines that fit, which are together the whole of it."""
    line = encode([word(ipa) for ipa in ipas])

    cut = list(parts(line, most, pauses=PAUSES, space=SPACE))

    assert all(len(part) <= most for part in cut)
    assert tuple(token for part in cut for token in part.tokens) == line.tokens
    assert tuple(owner for part in cut for owner in part.owners) == line.owners


def test_parts_end_behind_marks_and_between_words() -> None:
    """A line that does not fit is cut behind a mark where there is one near, else between two words."""
    comma = encode([word("aaaa"), word("bbbb,"), word("cccc"), word("dddd")])
    words = encode([word("aaaa"), word("bbbb"), word("cccc")])

    assert next(parts(comma, 18, pauses=PAUSES, space=SPACE)).tokens[-1] == TOKENS[","]
    assert next(parts(words, 12, pauses=PAUSES, space=SPACE)).tokens[-1] == TOKENS[" "]
