"""Words with a reading of their own, found in text."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts_core.text.lexicon import Entry, Lexicon
from tts_core.text.spans import Token

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = ["a", "b", "ab", "A", "é", "c+", "東", "don't", "7"]


def said(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    """Return what was found in the text, and what is said for it."""
    return [(text[token.start : token.end], token.text) for token in lexicon.find(text)]


def test_a_respelling_and_ipa_become_tokens() -> None:
    """A respelling replaces the words; IPA goes with the word as it is written."""
    lexicon = Lexicon.of({"GIF": "jif", "nginx": "/ˈɛndʒɪnˈɛks/"})

    assert lexicon.find("A GIF, Nginx.", offset=10) == [
        Token("jif", 12, 15, "lexicon"),
        Token("Nginx", 17, 22, "lexicon", "ˈɛndʒɪnˈɛks"),
    ]


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("cat", "The cat, a Cat and CATS; concat cat5 snake_cat.", ["cat", "Cat"]),
        ("cat", "The cat's tail, the cat’s paw, cat-like", ["cat", "cat", "cat"]),
        ("don", "don't don’t Don", ["Don"]),
        ("t", "don't t", ["t"]),
        ("hôtel", "l'hôtel", ["hôtel"]),
        ("Polish", "Polish polish POLISH", ["Polish"]),
        ("node", "node.js node@x a.node node.", ["node"]),
        ("new york", "New\n  York, NewYork, new-york", ["New\n  York"]),
        ("C++", "C++ c++ C+ + C++x xC++", ["C++"]),
        (".NET", "ASP.NET and .NET", [".NET"]),
        ("&", "AT&T", ["&"]),
        ("café", "cafe\u0301 CAFÉ", ["cafe\u0301", "CAFÉ"]),
        ("हिन्दी", "हिन्दी हिन्द", ["हिन्दी"]),
        ("東京", "私は東京都にいる", ["東京"]),
        ("straße", "STRASSE Straße", ["STRASSE", "Straße"]),
        ("o’clock", "five o'clock", ["o'clock"]),
    ],
)
def test_only_whole_words_are_found(word: str, text: str, found: list[str]) -> None:
    """An entry is found where it stands as a word: in any case when it is all small, exactly otherwise."""
    assert [written for written, _ in said(Lexicon.of({word: "x"}), text)] == found


def test_case_may_be_said_outright() -> None:
    """An entry may ask for its very case, or for any, whatever it looks like."""
    lexicon = Lexicon([Entry("us", say="all of us", case="exact"), Entry("NATO", say="nay toe", case="any")])

    assert said(lexicon, "US us Nato") == [("us", "all of us"), ("Nato", "nay toe")]


def test_the_very_case_goes_before_any_case() -> None:
    """Where two entries fit, the one written as in the text is taken."""
    lexicon = Lexicon.of({"us": "uss", "US": "you ess"})

    assert said(lexicon, "us US Us") == [("us", "uss"), ("US", "you ess"), ("Us", "uss")]


def test_the_longest_entry_is_taken() -> None:
    """A phrase goes before its words, and falls back to them where it does not end."""
    lexicon = Lexicon.of({"new": "N", "new york": "NY", "new york city hall": "hall"})

    assert said(lexicon, "New York City, new york city hall, new york") == [
        ("New York", "NY"),
        ("new york city hall", "hall"),
        ("new york", "NY"),
    ]


@given(
    st.dictionaries(st.sampled_from(WORDS), st.just("x")), st.lists(st.sampled_from([*WORDS, " ", ".", "'"]))
)
def test_tokens_stand_in_order_and_never_overlap(entries: dict[str, str], parts: list[str]) -> None:
    """What is found is an entry, whole, each behind the one before."""
    text = "".join(parts)
    folded = {word.casefold() for word in entries}
    at = 0
    for token in Lexicon.of(entries).find(text):
        assert at <= token.start < token.end
        assert text[token.start : token.end].casefold() in folded
        at = token.end


@given(st.text())
def test_finding_is_total(text: str) -> None:
    """No text breaks the search, and every word of its own is found in it as an entry."""
    lexicon = Lexicon.of({"a": "b", "à la": "c"})

    assert all(text[token.start : token.end] for token in lexicon.find(text))


def test_the_right_lexicon_wins() -> None:
    """Merged lexicons know the words of both; about the same word the right one is right."""
    merged = Lexicon.of({"a": "1", "b": "2", "US": "3"}) | Lexicon.of({"b": "4", "us": "5"})

    assert said(merged, "a b US us") == [("a", "1"), ("b", "4"), ("US", "3"), ("us", "5")]


def test_lexicons_are_values() -> None:
    """Equal lexicons compare and hash alike, survive pickling, and an empty one is false."""
    one, same = Lexicon.of({"a": "b"}), Lexicon([Entry("a", say="b")])

    assert one == same
    assert hash(one) == hash(same)
    assert said(pickle.loads(pickle.dumps(one)), "a") == [("a", "b")]  # noqa: S301  # Our own bytes.
    assert not Lexicon()
    assert Lexicon().find("a") == []
    assert Lexicon.of(one) is one


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: Lexicon.of({" ": "x"}), "has no word"),
        (lambda: Lexicon.of({"a": " "}), "the reading of 'a' is empty"),
        (lambda: Lexicon.of({"a": "//"}), "the reading of 'a' is empty"),
        (lambda: Lexicon.of(cast("Any", [("a", "b")])), "must map words to readings, not list"),
        (lambda: Lexicon.of({"a": cast("Any", 5)}), "must be text, not 5"),
        (lambda: Lexicon(cast("Any", ["a"])), "holds entries, not 'a'"),
        (lambda: Lexicon([Entry("a", say="b"), Entry("A", say="c", case="any")]), "'A' has two readings"),
        (lambda: Entry("a"), "either other words to say or IPA"),
        (lambda: Entry("a", say="b", ipa="c"), "either other words to say or IPA"),
        (lambda: Entry("a", say="b", case=cast("Any", "some")), "must be 'exact' or 'any'"),
    ],
)
def test_impossible_entries_are_refused(make: Callable[[], object], complaint: str) -> None:
    """An entry that cannot be meant is an error that names its word."""
    with pytest.raises(ValueError, match=complaint):
        make()


def test_merging_with_something_else_is_an_error() -> None:
    """Only lexicons merge."""
    with pytest.raises(TypeError):
        Lexicon() | {"a": "b"}  # type: ignore[operator]  # That is the point.


def test_thousands_of_entries_cost_no_more_than_a_few() -> None:
    """Every word of a long text is found among many entries."""
    lexicon = Lexicon.of({f"word{number}": f"{number}" for number in range(5000)})

    assert len(lexicon.find("word7 and word4999 or word5000. " * 2000)) == 4000
