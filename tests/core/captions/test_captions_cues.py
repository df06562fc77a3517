from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.captions import Cue, Layout, cues_of
from tts_core.synthesizer import Word

SPACES = re.compile("[^\\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}]+")

WORDS = st.sampled_from(
    [
        "a",
        "the",
        "Dr",
        "clock",
        "naïve",
        "$3.50",
        "世界",
        "天",
        "straightforwardness",
        "x" * 60,
        "&",
        "e\u0301t",
    ]
)
GAPS = st.sampled_from(
    [
        " ",
        " ",
        " ",
        ", ",
        ". ",
        '." ',
        " (",
        ") ",
        "-",
        "。",
        "\n",
        "\n\n",
        "\r\n- ",
        " — ",
        "\u00a0",
        "! ",
        " <b>",
    ]
)


@st.composite
def speeches(draw: st.DrawFn) -> tuple[str, list[Word], float]:
    """Draw a text, when each of its words sounds, and how long the sound is."""
    text = draw(st.sampled_from(["", '"', "\n ", "- "]))
    now = draw(st.sampled_from([0.0, 0.3]))
    words = []
    for _ in range(draw(st.integers(0, 30))):
        written = draw(WORDS)
        span = (len(text), len(text) + len(written))
        length = draw(st.sampled_from([0.0, 0.0004, 0.1, 0.35, 0.6, 9.0]))
        words += [Word(written, span, now, now + length)] * draw(st.sampled_from([1, 1, 1, 2]))
        now += length + draw(st.sampled_from([0.0, 0.0, 0.02, 0.4, 3.0]))
        text += written + draw(GAPS)
    return text, words, now + draw(st.sampled_from([0.0, 0.5]))


LAYOUTS = st.builds(
    Layout,
    max_chars=st.sampled_from([10, 20, 42]),
    lines=st.integers(1, 3),
    min_seconds=st.sampled_from([0.0, 1.0]),
    max_seconds=st.sampled_from([1.5, 7.0]),
)


def width(text: str) -> int:
    return sum(2 if char in "世界天。" else 0 if char == "\u0301" else 1 for char in text)


@settings(max_examples=150, deadline=None)
@given(speech=speeches(), layout=LAYOUTS)
def test_nothing_of_the_text_is_lost_or_said_twice(
    speech: tuple[str, list[Word], float], layout: Layout
) -> None:
    """The cues, one behind the other, are the caller's text, and hold every word exactly once."""
    text, words, duration = speech

    cues = cues_of(words, text, layout, duration=duration)

    shown = "".join(line for cue in cues for line in cue.texts)
    assert SPACES.sub("", shown) == (SPACES.sub("", text) if words else "")
    held = [word for cue in cues for line in cue.lines for unit in line for word in unit.words]
    assert held == words


@settings(max_examples=150, deadline=None)
@given(speech=speeches(), layout=LAYOUTS, offset=st.sampled_from([0.0, 0.046]))
def test_times_rise_within_the_sound(
    speech: tuple[str, list[Word], float], layout: Layout, offset: float
) -> None:
    """Cues begin one after the other, never overlap, last at least a moment, and end with the sound."""
    text, words, duration = speech

    cues = cues_of(words, text, layout, offset=offset, duration=duration)

    assert all(cue.start < cue.end for cue in cues)
    assert all(before.end <= after.start for before, after in pairwise(cues))
    if cues:
        assert cues[0].start >= round(offset * 1000)
        assert cues[-1].end <= max(1, round(duration * 1000)) + round(offset * 1000)


@settings(max_examples=150, deadline=None)
@given(speech=speeches(), layout=LAYOUTS)
def test_the_layout_is_kept(speech: tuple[str, list[Word], float], layout: Layout) -> None:
    """No line is too long but that of a single long word, no cue has too many lines or lasts too long."""
    text, words, duration = speech

    cues = cues_of(words, text, layout, duration=duration)

    for cue in cues:
        for line, units in zip(cue.texts, cue.lines, strict=True):
            assert width(line) <= layout.max_chars or len(units) == 1
        units_shown = [unit for line in cue.lines for unit in line]
        crowded = round(units_shown[-1].start * 1000) - cue.start <= 1
        if len(units_shown) > 1 and not crowded:
            spoken = units_shown[-1].end - units_shown[0].start
            at_once = sum(round(unit.start * 1000) - cue.start <= 1 for unit in units_shown)
            assert spoken <= layout.max_seconds or at_once > 1
            assert len(cue.lines) <= layout.lines or at_once > 1


@settings(max_examples=60, deadline=None)
@given(speech=speeches())
def test_a_cue_comes_with_its_first_word(speech: tuple[str, list[Word], float]) -> None:
    """A cue is there when its first word sounds, until its last has sounded or the next cue comes."""
    text, words, duration = speech

    cues = cues_of(words, text, Layout(), duration=duration)

    for cue, following in zip(cues, [*cues[1:], None], strict=False):
        units = [unit for line in cue.lines for unit in line]
        last = max(round(unit.end * 1000) for unit in units)
        assert abs(cue.start - round(units[0].start * 1000)) <= 1
        assert cue.end >= min(last, following.start if following else round(duration * 1000))


def spoken(text: str, rests: dict[str, float] | None = None) -> tuple[list[Word], float]:
    """Say *text* at an even pace, resting behind punctuation."""
    now, words = 0.2, []
    for found in re.finditer(r"[\w'$.]*\w", text):
        length = 0.08 + 0.05 * len(found.group())
        words.append(Word(found.group(), found.span(), now, now + length))
        now += length + (rests or {".": 0.5, "?": 0.5, ",": 0.2}).get(text[found.end() : found.end() + 1], 0)
    return words, now


def shown(cues: list[Cue]) -> list[tuple[str, ...]]:
    return [cue.texts for cue in cues]


def test_cues_end_with_sentences() -> None:
    """Two sentences that do not fit together are parted where the first ends, not where the room ends."""
    text = (
        "It was already late in the evening. Nobody in the whole house had thought of going to bed so soon."
    )
    words, duration = spoken(text)

    cues = cues_of(words, text, Layout(), duration=duration)

    assert shown(cues) == [
        ("It was already late in the evening.",),
        ("Nobody in the whole house had", "thought of going to bed so soon."),
    ]


def test_lines_break_at_clauses() -> None:
    """A cue of two lines is broken behind the comma, when both lines fit."""
    text = "When the rain had stopped, we went out to the garden."
    words, duration = spoken(text)

    assert shown(cues_of(words, text, Layout(), duration=duration)) == [
        ("When the rain had stopped,", "we went out to the garden.")
    ]


def test_wide_characters_count_twice() -> None:
    """Chinese needs no spaces to be broken, and a line of it has half as many characters."""
    text = "今天天气很好，我们去公园散步吧。你觉得怎么样？"
    words = [
        Word(found.group(), found.span(), 0.3 * index, 0.3 * index + 0.3)
        for index, found in enumerate(re.finditer("[^，。？]{1,2}", text))
    ]

    cues = cues_of(words, text, Layout(max_chars=20), duration=5.0)

    assert shown(cues) == [("今天天气很好，", "我们去公园散步吧。"), ("你觉得怎么样？",)]


def test_an_abbreviation_is_no_end() -> None:
    """Without a rest, the full stop of a short word parts nothing."""
    text = "At the end of the long road lived old Dr. Smith with his seven cats and dogs and all."
    words, duration = spoken(text, rests={",": 0.2})

    for lines in shown(cues_of(words, text, Layout(), duration=duration)):
        assert not any(line.endswith("Dr.") for line in lines)


def test_quotation_marks_stay_with_their_words() -> None:
    """Opening marks go with the word behind them, closing marks with the one before."""
    text = '"Really?" he asked (very softly). "Yes!"'
    words, duration = spoken(text)

    cues = cues_of(words, text, Layout(max_chars=10, lines=1), duration=duration)

    assert [line for lines in shown(cues) for line in lines] == [
        '"Really?"',
        "he asked",
        "(very",
        "softly).",
        '"Yes!"',
    ]


def test_a_paragraph_begins_a_cue() -> None:
    """An empty line in the text is never shown across, however short its sides are."""
    text = "One.\n\nTwo."
    words, duration = spoken(text)

    assert shown(cues_of(words, text, Layout(), duration=duration)) == [("One.",), ("Two.",)]


def test_short_cues_stay_to_be_read() -> None:
    """A short word stays its minimum when nothing follows, and for reading when it is slow to read."""
    text = "Go! " + "y" * 30
    words = [Word("Go", (0, 2), 0.0, 0.1), Word("y" * 30, (4, 34), 5.0, 5.2)]

    first, second = cues_of(words, text, Layout(), duration=20.0)

    assert (first.start, first.end) == (0, 1000)
    assert (second.start, second.end) == (5000, 5000 + round(30 / 17 * 1000))


def test_words_of_one_writing_are_one() -> None:
    """What is written once and said in several words is shown once, from the first to the last."""
    words = [Word("$5", (0, 2), 0.0, 0.4), Word("$5", (0, 2), 0.4, 0.9), Word("now", (3, 6), 1.0, 1.3)]

    (cue,) = cues_of(words, "$5 now", Layout())

    assert cue.texts == ("$5 now",)
    assert [(unit.start, unit.end) for unit in cue.lines[0]] == [(0.0, 0.9), (1.0, 1.3)]


def test_markup_is_not_shown() -> None:
    """What the caller marked up is shown without its marks, and entities as what they stand for."""
    text = 'Hi <b>dear [Paris](/x/)</b>, <break time="1s"/> salt &amp; pepper.'
    edits = [
        (match.start(), match.end(), "&" if match.group() == "&amp;" else "")
        for match in re.finditer(r"<[^>]*>|\[|\]\(/x/\)|&amp;", text)
    ]
    spoken_words = ["Hi", "dear", "Paris", "salt", "&amp;", "pepper"]
    words = [
        Word(word, (text.index(word), text.index(word) + len(word)), 0.3 * index, 0.3 * index + 0.2)
        for index, word in enumerate(spoken_words)
    ]

    (cue,) = cues_of(words, text, Layout(), edits=edits)

    assert cue.texts == ("Hi dear Paris, salt & pepper.",)
    assert [unit.text for unit in cue.lines[0]] == ["Hi", "dear", "Paris,", "salt", "&", "pepper."]
    assert [word for unit in cue.lines[0] for word in unit.words] == words


def test_what_is_heard_is_shown() -> None:
    """An edit that would leave nothing of a spoken word is not made, and two may not overlap."""
    words = [Word("one", (0, 3), 0, 1), Word("two", (4, 7), 1, 2)]

    (cue,) = cues_of(words, "one two", Layout(), edits=[(3, 7, "")])

    assert cue.texts == ("one two",)
    with pytest.raises(ValueError, match="overlap"):
        cues_of(words, "one two", Layout(), edits=[(0, 2, "x"), (1, 3, "y")])


@settings(max_examples=60, deadline=None)
@given(
    speech=speeches(),
    edges=st.lists(st.integers(0, 400), max_size=8, unique=True),
    instead=st.text("xy ", max_size=3),
)
def test_edits_lose_no_word(speech: tuple[str, list[Word], float], edges: list[int], instead: str) -> None:
    """Whatever is edited, every word is in exactly one cue, and the cues are the edited text."""
    text, words, duration = speech
    bounds = sorted(edge for edge in edges if edge <= len(text))
    edits = [
        (start, end, instead)
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
        if not any(start < word.span[1] and word.span[0] < end for word in words)
    ]

    cues = cues_of(words, text, Layout(), duration=duration, edits=edits)

    expected = text
    for start, end, new in reversed(edits):
        expected = expected[:start] + new + expected[end:]
    assert [word for cue in cues for line in cue.lines for unit in line for word in unit.words] == words
    if words:
        assert SPACES.sub("", "".join(line for cue in cues for line in cue.texts)) == SPACES.sub("", expected)


def test_no_words_make_no_cues() -> None:
    """Where nothing was spoken, nothing is shown."""
    assert cues_of([], "…", Layout(), duration=3.0) == []


def test_words_of_another_text_are_refused() -> None:
    """Spans that do not lie in the text are an error, not captions of something else."""
    with pytest.raises(ValueError, match="give the text that the words were spoken from"):
        cues_of([Word("long", (4, 8), 0, 1)], "short", Layout())


@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["offset", "duration"])
def test_impossible_times_are_refused(name: str, value: float) -> None:
    """An offset and a duration are seconds from nought."""
    with pytest.raises(ValueError, match=name):
        cues_of([], "", Layout(), **dict[str, Any]({name: value}))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"max_chars": 0}, "max_chars must be a whole number from 1"),
        ({"lines": 1.5}, "lines must be a whole number"),
        ({"min_seconds": 8}, "in this order"),
        ({"min_seconds": -1}, "in this order"),
        ({"max_seconds": float("nan")}, "max_seconds must be a number"),
        ({"chars_per_second": 0}, "must be positive"),
    ],
)
def test_impossible_layouts_are_refused(fields: dict[str, int], why: str) -> None:
    """A layout that no cue could keep is an error when it is made."""
    with pytest.raises(ValueError, match=why):
        Layout(**fields)
