"""The judge counts what was heard wrongly, and nothing else."""

from __future__ import annotations

import pytest
from judge import scoring, texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The gray harbor theater.", "the grey harbour theatre"),
        ("It's Mr. Brown's twenty-one dogs!", "its mister browns twenty one dogs"),
        ("He didn’t.", "he didn't"),
        ("write to info@example.com", "write to info at example dot com"),
        ("the FBI, the U.S. and a Ph.D.", "the f b i the us and a PhD"),
        ("at seven a.m. anymore", "at 7 AM any more"),
        (
            "about 45% & 1,200 of 3.5",
            "about forty-five percent and one thousand, two hundred of three point five",
        ),
        ("St. Mary lives in Baker St.", "saint mary lives in baker street"),
    ],
)
def test_spelling_is_no_error(one: str, other: str) -> None:
    """Words that sound alike are the same, however their writers spell, divide or punctuate them."""
    assert not scoring.compare(scoring.words(one), scoring.words(other)).changes
    assert not scoring.compare(scoring.words(other), scoring.words(one)).changes


@pytest.mark.parametrize(
    ("heard", "errors"),
    [
        ("the cat sat on the mat", 0),
        ("the cat sat on mat", 1),
        ("the cat cat sat on the mat", 1),
        ("the hat sat in the mat", 2),
        ("", 6),
        ("a dog", 6),
        ("the cat sat on the mat and slept", 2),
    ],
)
def test_every_word_that_differs_is_one_error(heard: str, errors: int) -> None:
    """A word that is wrong, missing or too many counts once."""
    assert len(scoring.best("The cat sat on the mat.", heard).changes) == errors


def test_a_loss_is_told_from_a_confusion() -> None:
    """A word that nothing was heard for is lost, one that was heard otherwise is not."""
    hearing = scoring.best("the old boat reached the harbor", "the boat rich the the harbor")
    doubled = scoring.best("the old boat reached the harbor", "the old boat reached the the harbor")

    assert [hearing.wanted[place] for place in hearing.lost] == ["old"]
    assert len(hearing.changes) == 3
    assert [word for _, word in doubled.extra] == ["the"]
    assert not doubled.lost


def test_any_of_the_readings_will_do() -> None:
    """What may be said in several ways is right in each of them, and in no other."""
    written = "it costs {three dollars fifty|three fifty} in two thousand (and) four"

    assert len(list(scoring.readings(written))) == 4
    assert not scoring.best(written, "It costs three-fifty in two thousand four.").changes
    assert not scoring.best(written, "It costs three dollars fifty in two thousand and four.").changes
    assert scoring.best(written, "It costs dollar three fifty in two thousand four.").changes


def test_an_expectation_is_words_and_nothing_else() -> None:
    """Each of the 400 sentences is there once, and what is to be said is written out, without a digit."""
    plain, written = texts.plain(), texts.written()

    assert len({*plain, *(text for text, _ in written)}) == 400
    assert not [text for text in plain if any(map(str.isdigit, text))]
    assert not [
        said for _, said in written if any(map(str.isdigit, said)) or not list(scoring.readings(said))
    ]


def test_long_texts_are_the_same_every_time() -> None:
    """Six hundred more sentences are made by chance, and always the same."""
    assert texts.long_texts() == texts.long_texts()
    assert sum(map(len, texts.long_texts())) == 600
