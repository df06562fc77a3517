"""The brackets dialect: marks in ordinary text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts_core.text.markup import Mark, Marked, parse, plain

SCRAPS = [
    *("word ", "é😀", "[sic]", r"\[", r"\]", "[x](http://y)", "\\ ", "\n"),
    *(
        "[pause 1s]",
        "[a b](sub: c)",
        "[o](/ə/)",
        "[voice Luna]hi[/voice]",
        "[spell]AB[/spell]",
        r"\\[rate 2]x[/rate]",
    ),
]


@given(st.text())
def test_plain_text_is_taken_as_it_is(text: str) -> None:
    """Without markup nothing is lifted out, and every character is its own source."""
    marked = plain(text)

    assert marked == Marked(text)
    assert marked.source(0, len(text)) == (0, len(text))


@given(st.text(st.characters(exclude_characters="[]<")))
def test_text_without_brackets_is_not_changed(text: str) -> None:
    """Reading markup in a text that has none is reading the text."""
    assert parse(text) == plain(text)


@given(st.lists(st.sampled_from(SCRAPS)).map("".join))
def test_every_plain_character_knows_its_source(text: str) -> None:
    """A character that was not escaped is found again where its span says; spans go only forward."""
    marked = parse(text)
    at = 0
    for index, sign in enumerate(marked.text):
        start, end = marked.source(index, index + 1)
        assert start >= at
        assert text[start:end] in {sign, "\\" + sign, ""}
        assert text[start:end] or sign == " "
        at = end


@pytest.mark.parametrize(
    ("text", "said", "mark"),
    [
        ("Wait [pause 500ms] here", "Wait  here", Mark("pause", 5, 5, 0.5)),
        ("Wait [pause 1.5s]", "Wait ", Mark("pause", 5, 5, 1.5)),
        ("one[pause 1s]two", "one two", Mark("pause", 3, 3, 1.0)),
        ("a [tomato](/təˈmɑːtoʊ/)!", "a tomato!", Mark("phonemes", 2, 8, "təˈmɑːtoʊ")),
        ("my [SQL](sub: sequel) file", "my SQL file", Mark("say", 3, 6, "sequel")),
        (r"[a\]b](sub: x \(y\))", "a]b", Mark("say", 0, 3, "x (y)")),
        ("[voice Luna]Hi.[/voice] Bye.", "Hi. Bye.", Mark("voice", 0, 3, "Luna")),
        ("[voice Old Tom]Hi.[/voice]", "Hi.", Mark("voice", 0, 3, "Old Tom")),
        ("[rate 0.9]slow[/rate]", "slow", Mark("rate", 0, 4, 0.9)),
        ("[Rate 90%]slow[/RATE]", "slow", Mark("rate", 0, 4, 0.9)),
        ("[spell] ABC [/spell]", " ABC ", Mark("spell", 1, 4, "characters")),
        ("[emphasis]now[/emphasis]", "now", Mark("emphasis", 0, 3, "moderate")),
        ("[emphasis strong]now[/emphasis]", "now", Mark("emphasis", 0, 3, "strong")),
    ],
)
def test_marks_are_lifted_out_of_the_text(text: str, said: str, mark: Mark) -> None:
    """Each mark covers its words in the plain text, which holds nothing of the markup."""
    marked = parse(text)

    assert marked.text == said
    assert marked.marks == (mark,)


@pytest.mark.parametrize(
    "text",
    [
        "He said it [sic] twice.",
        "a[0] = b[i][j]",
        "[a link](https://example.org/x)",
        "[a page](/docs/intro/)",
        "[a page](/v2/)",
        "[emphasis added]",
        "[spell check]",
        "[voices] [pauses] [rate-limit]",
        "an open [ bracket",
        "[[[",
        "C:\\dir\\file",
    ],
)
def test_other_brackets_stay_as_they_are(text: str) -> None:
    """What is no markup of ours is text, to the letter."""
    marked = parse(text)

    assert marked.text == text
    assert marked.marks == ()


def test_escaped_brackets_are_literal() -> None:
    """A backslash takes a bracket's meaning away, a second backslash gives it back."""
    assert parse(r"\[pause 1s\]").text == "[pause 1s]"
    assert parse(r"\\[pause 1s]").text == "\\"
    assert len(parse(r"\\[pause 1s]").marks) == 1


def test_outer_marks_stand_before_inner_ones() -> None:
    """Marks may nest; they come in the order in which they were opened."""
    marked = parse("[voice A][rate 2]x[/rate] [pause 1s]y[/voice]")

    assert [mark.kind for mark in marked.marks] == ["voice", "rate", "pause"]
    assert marked.source(0, 3) == (17, 37)


def test_a_mark_over_nothing_says_nothing() -> None:
    """A voice that speaks no word is left out."""
    assert parse("[voice A][/voice]x").marks == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a\nb [voice Luna] c", r"\[voice\] is never closed \(line 2, column 3\)"),
        ("[/rate]", r"\[/rate\] closes nothing \(line 1, column 1\)"),
        ("[voice A][rate 2]x[/voice]", r"\[rate\] is still open"),
        ("[voice]x[/voice]", "names no voice"),
        ("[pause]", "is no duration"),
        ("[pause 5]", "'5' is no duration"),
        ("[pause -1s]", "is no duration"),
        ("[pause 601s]", "too long a pause"),
        ("[/pause]", "closes nothing"),
        ("[rate fastest]x[/rate]", "'fastest' is no rate"),
        ("[rate 0]x[/rate]", "out of reach"),
        ("[rate nan]x[/rate]", "no rate"),
        ("[rate +2]x[/rate]", "no rate"),
        ("[word](sub: never closed", "is never closed"),
        ("[word](sub: )", "has no reading"),
        ("[word](//)", "has no reading"),
        ("[ ](/x/)", "has no words"),
        ("[spell][pause 1s]A[/spell]", r"\[pause\] stands inside \[spell\]"),
        ("[spell] [/spell]", "holds no text"),
        ("[/voice x]", "closes nothing"),
    ],
)
def test_broken_markup_is_refused_with_its_place(text: str, complaint: str) -> None:
    """Markup that cannot be followed is an error that says what, where, and what to write."""
    with pytest.raises(ValueError, match=complaint):
        parse(text)


@pytest.mark.parametrize("span", [(-1, 2), (2, 1), (0, 4)])
def test_spans_outside_the_text_have_no_source(span: tuple[int, int]) -> None:
    """Asking for characters that are not there is an error."""
    with pytest.raises(ValueError, match="no characters from"):
        parse("[rate 2]abc[/rate]").source(*span)


def test_places_between_characters_have_a_source() -> None:
    """An empty span is a place, as that of a pause."""
    marked = parse("one[pause 1s] two")

    assert marked.source(3, 3) == (13, 13)
    assert marked.source(len(marked.text), len(marked.text)) == (17, 17)
