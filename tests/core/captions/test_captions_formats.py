from __future__ import annotations

import html
import json
import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.captions import Layout, audacity, cues_of, lrc, srt, vtt, words_json
from tts_core.synthesizer import Word

TEXT = "Hello, <world> & friends! It costs $5 --> now.\n\nGood bye."


def words_of(text: str, pace: float = 0.4, start: float = 0.25) -> list[Word]:
    return [
        Word(found.group(), found.span(), start + index * pace, start + index * pace + 0.3, "model")
        for index, found in enumerate(re.finditer(r"\w+", text))
    ]


WORDS = words_of(TEXT)
DURATION = 5.0

TIME = r"\d\d:[0-5]\d:[0-5]\d"


def test_srt_is_as_players_expect() -> None:
    """SubRip is numbers, times with commas, lines, and an empty line between cues."""
    assert srt(WORDS, TEXT, duration=DURATION) == (
        "1\n00:00:00,250 --> 00:00:03,050\nHello, <world> & friends!\nIt costs $5 --> now.\n"
        "\n"
        "2\n00:00:03,050 --> 00:00:04,050\nGood bye.\n"
    )


def test_vtt_is_as_browsers_expect() -> None:
    """WebVTT has its header, times with points, and no character that could be taken for a tag."""
    assert vtt(WORDS, TEXT, duration=DURATION) == (
        "WEBVTT\n"
        "\n"
        "00:00:00.250 --> 00:00:03.050\nHello, &lt;world&gt; &amp; friends!\nIt costs $5 --&gt; now.\n"
        "\n"
        "00:00:03.050 --> 00:00:04.050\nGood bye.\n"
    )


def test_vtt_times_its_words() -> None:
    """With word cues, every word but the first stands behind the time when it begins."""
    timed = vtt(WORDS, TEXT, word_cues=True, duration=DURATION)

    assert "\nHello, <00:00:00.650>&lt;world&gt; &amp; <00:00:01.050>friends!\n" in timed
    assert "Good <00:00:03.450>bye." in timed


LETTERS = st.text(st.characters(exclude_categories=["Cs"]), min_size=0, max_size=8)


@settings(max_examples=120, deadline=None)
@given(
    gaps=st.lists(LETTERS, min_size=1, max_size=12),
    pace=st.sampled_from([0.0, 0.0003, 0.2, 2.0]),
    timed=st.booleans(),
    offset=st.sampled_from([0.0, 0.046]),
)
def test_any_text_makes_valid_vtt(gaps: list[str], pace: float, timed: bool, offset: float) -> None:
    """Whatever the text holds, each block is a time and lines, inner times rise, and the text comes back."""
    text, words = "", []
    for index, gap in enumerate(gaps):
        text += gap
        words.append(Word("word", (len(text), len(text) + 4), index * pace, index * pace + 0.1))
        text += "word"

    header, *blocks = vtt(words, text, word_cues=timed, offset=offset).split("\n\n")

    assert header.strip() == "WEBVTT"
    shown = ""
    for block in blocks:
        clock, *lines = block.rstrip("\n").split("\n")
        times = re.fullmatch(rf"({TIME}\.\d{{3}}) --> ({TIME}\.\d{{3}})", clock)
        assert times
        assert lines
        assert all(lines)
        inner = [found for line in lines for found in re.findall(r"<([^>]*)>", line)]
        assert all(a < b for a, b in pairwise([times[1], *inner, times[2]]))
        bare = "".join(re.sub(r"<[^>]*>", "", line) for line in lines)
        assert not set(bare) & {"<", ">"}
        shown += html.unescape(bare) if "&" in bare else bare
    expected = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    spaces = re.compile("[^\\S\u00a0\u202f\u2007]+")
    assert spaces.sub("", shown) == spaces.sub("", expected)


def test_hours_are_counted() -> None:
    """Beyond an hour, and beyond a hundred, the clock goes on."""
    text = "late later"
    words = [Word("late", (0, 4), 3725.5, 3726.0), Word("later", (5, 10), 360000.0, 360001.0)]

    assert "01:02:05,500 --> " in srt(words, text)
    assert "100:00:00.000 --> " in vtt(words, text)
    assert "[62:05.50]late" in lrc(words, text)


def test_the_offset_moves_every_time() -> None:
    """The silence that a format puts before the sound is added to every time, and to nothing else."""
    moved = [cue.start for cue in cues_of(WORDS, TEXT, Layout(), offset=0.046, duration=DURATION)]

    assert moved == [cue.start + 46 for cue in cues_of(WORDS, TEXT, Layout(), duration=DURATION)]
    assert srt(WORDS, TEXT, offset=0.046).count("00:00:00,296 --> ") == 1
    assert json.loads(words_json(WORDS, TEXT, offset=0.046))["words"][0]["start"] == 0.296
    assert audacity(WORDS, TEXT, offset=0.046).startswith("0.296000\t")


def test_lrc_is_lines_with_their_beginnings() -> None:
    """LRC has one line for every cue, with minutes, seconds and hundredths."""
    assert lrc(WORDS, TEXT, duration=DURATION) == (
        "[00:00.25]Hello, <world> & friends! It costs $5 --> now.\n[00:03.05]Good bye.\n"
    )


def test_audacity_has_a_label_for_every_word() -> None:
    """Audacity's labels are the words as they are written, with beginning and end, parted by tabs."""
    lines = audacity(WORDS, TEXT).splitlines()

    assert len(lines) == len(WORDS)
    assert lines[0] == "0.250000\t0.550000\tHello"


def test_json_holds_text_spans_and_quality() -> None:
    """The JSON list says of every word where it stands, when it sounds, and how that is known."""
    read = json.loads(words_json(WORDS, TEXT))

    assert read["text"] == TEXT
    assert read["words"][4] == {
        "text": "costs",
        "span": [29, 34],
        "start": 1.85,
        "end": 2.15,
        "quality": "model",
    }
    assert all(TEXT[slice(*each["span"])] == each["text"] for each in read["words"])


def test_nothing_spoken_is_still_a_file() -> None:
    """Without words every format is empty, and WebVTT is still WebVTT."""
    assert srt([], "…") == lrc([], "…") == audacity([], "…") == ""
    assert vtt([], "…") == "WEBVTT\n"
    assert json.loads(words_json([], "…")) == {"text": "…", "words": []}


def test_half_a_character_can_be_written() -> None:
    """A lone surrogate, which no file can hold, is replaced in every format, and nothing else moves."""
    text = "Hello \ud83d friends"
    words = words_of(text)

    for written in (srt, vtt, lrc, audacity, words_json):
        told = written(words, text)
        assert told.encode()
        assert "friends" in told
        assert "\ud83d" not in told
    assert json.loads(words_json(words, text))["text"] == "Hello \ufffd friends"


def test_a_monstrous_word_is_cut_into_lines() -> None:
    """A word longer than a whole cue is shown in lines that fit, without losing a letter."""
    text = f"So {'abcdefghij' * 24} ends."

    cues = cues_of(words_of(text, pace=6.0), text, Layout(), duration=20.0)

    lines = [line for cue in cues for line in cue.texts]
    assert max(map(len, lines)) <= 42
    assert all(len(cue.texts) <= 2 for cue in cues)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(before.end <= after.start for before, after in pairwise(cues))
