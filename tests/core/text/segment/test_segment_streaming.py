"""Sentences from a text that is still being written."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.text.segment import Segmenter, Sentence, segment

SCRAPS = [
    *(
        " No. ",
        "B12",
        " 5 ft. ",
        "Main St. ",
        "etc. ",
        "At 5 a.m. ",
        "I",
        "Jones",
        "Yahoo! ",
        "[...]",
        "N°. ",
        ".NET",
    ),
    *("  - ", "ii. ", "# H\n", "Title Case\n", "and so\n", "=====\n", ". .", "EST", "[12]", "world", "«"),
    *"aI. .!?…。।\n\t\"'()[]1:,-•|#°😀é",
    *(
        "The",
        "smith",
        "Dr",
        "10",
        "1.",
        "2.)",
        "a.",
        "b.",
        "e.g.",
        "p.m.",
        "U.S.",
        ". . .",
        ". . . .",
        "...",
        "\n\n",
    ),
    *(
        "\r\n",
        "  ",
        " " * 70,
        "x" * 50,
        "「",
        "」",
        "と",
        "”",
        "“",
        "’",
        "http://x.com/?q=1",
        "features\n",
        "-----",
        "[1",
    ),
]
PROSE = (
    "Dr. Hill paid $3.50 at 5 p.m. on Monday. It was late!\nNobody knew “where it would end.” So she left. "
)
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join))


def fed(fragments: list[str]) -> list[Sentence]:
    """Segment a text fragment by fragment."""
    segmenter = Segmenter()
    return [sentence for each in fragments for sentence in segmenter.feed(each)] + segmenter.flush()


@given(texts)
def test_sentences_in_a_row_are_the_text(text: str) -> None:
    """Each sentence begins where the last one ended, holds its own stretch of the text, and none is empty."""
    at = 0
    for sentence in segment(text):
        assert sentence.start == at
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text
        at = sentence.end
    assert at == len(text)


@given(texts)
def test_white_space_belongs_to_the_sentence_before_it(text: str) -> None:
    """Only the first sentence may begin with white space."""
    assert not any(sentence.text[0].isspace() for sentence in list(segment(text))[1:])


@settings(max_examples=300)
@given(st.data())
def test_fragment_by_fragment_gives_the_same_sentences(data: st.DataObject) -> None:
    """However a text is cut into fragments, its sentences are those of the whole."""
    text = data.draw(texts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edges = [0, *cuts, len(text)]

    whole = list(segment(text))

    assert fed([text[a:b] for a, b in pairwise(edges)]) == whole
    assert fed(list(text)) == whole


def test_long_sentences_stream_like_short_ones() -> None:
    """A sentence longer than what the segmenter keeps at hand is cut the same, however it is fed."""
    text = (
        "and so on, " * 400
        + "says Mr. Hill of no. 5. Then "
        + "more and " * 300
        + "an end at 5 p.m. The rest."
    )

    assert fed(list(text)) == list(segment(text))
    assert len(fed(list(text))) == 3


@pytest.mark.parametrize(
    ("begun", "certain"),
    [
        ("Hello. W", ["Hello. "]),
        ("Hello.", []),
        ("Hello. ", []),
        ("It cost $29.", []),
        ("It cost $29.9", []),
        ("It cost $29. T", ["It cost $29. "]),
        ("I met Dr. Hill", []),
        ("Well... ", []),
        ("Really?! Y", ["Really?! "]),
        ("A title\n\nT", ["A title\n\n"]),
        ("In the U.S. H", []),
        ("In the U.S. How a", ["In the U.S. "]),
        ("你好。你", ["你好。"]),
        ("She said “no.” H", ["She said “no.” "]),
    ],
)
def test_a_sentence_is_handed_out_as_soon_as_it_is_certain(begun: str, certain: list[str]) -> None:
    """What cannot change any more is given at once, what still can is kept."""
    segmenter = Segmenter()

    assert [sentence.text for sentence in segmenter.feed(begun)] == certain


def test_feeding_goes_on_after_a_flush() -> None:
    """After a flush offsets continue where the text stood."""
    segmenter = Segmenter()

    first = segmenter.feed("One. Two") + segmenter.flush()
    second = segmenter.feed(" Three. ") + segmenter.flush()

    assert [(each.text, each.start, each.end) for each in first] == [("One. ", 0, 5), ("Two", 5, 8)]
    assert [(each.text, each.start, each.end) for each in second] == [(" Three. ", 8, 16)]
    assert segmenter.flush() == []


def test_white_space_alone_is_one_sentence() -> None:
    """Nothing of a text is lost, not even white space; an empty text has no sentence."""
    assert [sentence.text for sentence in segment(" \n ")] == [" \n "]
    assert list(segment("")) == []


def test_a_book_costs_a_few_sentences_in_memory() -> None:
    """Segmenting a long text holds little more than the text itself."""
    text = PROSE * 5_000
    list(segment(PROSE))

    tracemalloc.start()
    count = sum(1 for _ in segment(text))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 20_000
    assert peak < 200_000


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "." * 200_000, " " * 200_000, "a.b." * 50_000, "“" * 200_000]
)
def test_monstrous_text_comes_back_whole(text: str) -> None:
    """Text without any end is returned as it is, and takes no time that would be noticed."""
    assert "".join(sentence.text for sentence in segment(text)) == text
