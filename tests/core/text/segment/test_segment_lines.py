"""What the end of a line means: a wrapped paragraph, a heading, an item of a list."""

from __future__ import annotations

import pytest

from tts_core.text.segment import segment


@pytest.mark.parametrize(
    "text",
    [
        "A heading\n\n|The text below it is long enough.",
        "Milk, bread:\n|- fresh milk\n|- two loaves\n  of bread\n|- Salt\n|Then go home.",
        "1. Open the box\n|2. Take it out\n   with care\n|3. Done",
        "(1) the box\n|(2) the lid",
        "• one\n|• two",
        "# Heading\n|Text below it.\n|## Next\n|More",
        "Introduction\n|This is the first line of a text that goes on.",
        "He met John\nSmith in the park, where they talked.",
        "Name: Ann\n|Age: 5\n|City: Rome",
        "A very long line of a paragraph that was wrapped by hand at some\nColumn of its own choice.",
        "They met in the year\n1984. |It was warm in the old town of\nParis and in London.",
        "Over\n====\n|Under",
        "He said\r\nhello.\r\n\r\n|Bye.",
        "Dr.\n\n|Hill.",
        "He saw Dr.\nHill.",
        "One page.\f|Another page.",
    ],
)
def test_lines_end_sentences_only_where_they_end_thoughts(text: str) -> None:
    """Headings and items end with their line; a hard-wrapped line goes on."""
    assert [sentence.text for sentence in segment(text.replace("|", ""))] == text.split("|")


def test_rows_of_a_table_stand_alone() -> None:
    """Every row of a Markdown table is a sentence."""
    text = "| a | b |\n|---|---|\n| c | d |\n"

    assert [sentence.text for sentence in segment(text)] == text.splitlines(keepends=True)


def test_a_longer_pause_follows_what_ends_a_paragraph() -> None:
    """Blank lines, headings and items of lists end a paragraph; other sentences do not."""
    text = "Plan\n\nBuy this. And\nthat:\n- milk. Fresh\n- bread\n\nGo home. Rest."

    marked = [(sentence.text.strip(), sentence.paragraph) for sentence in segment(text)]

    assert marked == [
        ("Plan", True),
        ("Buy this.", False),
        ("And\nthat:", True),
        ("- milk.", False),
        ("Fresh", True),
        ("- bread", True),
        ("Go home.", False),
        ("Rest.", False),
    ]
