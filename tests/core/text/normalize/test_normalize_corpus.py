"""
The corpus: written pairs and how people say them, one file per class under `corpus/`.

A line is `written<TAB>spoken`, and where people truly say both, a third column of readings parted by
" | ". A line without a tab that begins with # is a comment. `{U+00A0}` stands for a character that
cannot be seen and ⏎ for a new line; "oh/zero" in a reading means either word. A file may carry a
language in its name: `dates.en-GB.tsv`. Run one class with `pytest -k money`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tts_core.text.normalize import normalize

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.tsv"))
EXACT = "prose"
"""The class whose readings are compared letter for letter: nothing in it is to be touched."""

CLASSES = {
    "abbreviations",
    "addresses",
    "cardinals",
    "chemistry",
    "dates",
    "decimals",
    "dimensions",
    "electronic",
    "emoji",
    "entities",
    "fractions",
    "initialisms",
    "markdown",
    "maths",
    "measures",
    "mixed",
    "money",
    "ordinals",
    "percent",
    "prose",
    "ranges",
    "ratios",
    "roman",
    "scientific",
    "scores",
    "serials",
    "signed",
    "telephone",
    "times",
    "traps",
    "unicode",
    "years",
}
LANGUAGES = {"de", "en-GB", "es", "fr", "it", "nl", "pl", "pt-BR"}

HIDDEN = re.compile(r"\{U\+([0-9A-F]{4,6})\}")
LETTERS = re.compile(r"\b[A-Z]{2,}s?\b|\b(?:am|pm)\b")
SILENT = re.compile(r"[.'’‘\u00ad]")
BREAKS = re.compile(r"[-‐‑‒–—―,;:!?¡¿…\"“”„«»()\[\]{}]")
LONE = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]\b)")


@dataclass(frozen=True, slots=True)
class Pair:
    """One written thing and the readings it may have, the best one first."""

    written: str
    readings: tuple[str, ...]


def decode(field: str) -> str:
    """Put the characters in place that a readable file cannot show."""
    return HIDDEN.sub(lambda match: chr(int(match[1], 16)), field).replace("⏎", "\n")


@cache
def rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """Read the columns of *path*, comments left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if not (line.startswith("#") and "\t" not in line))


def pairs(path: Path) -> list[Pair]:
    """Read the pairs of *path*."""
    found = []
    for written, spoken, *others in rows(path):
        readings = [spoken, *(reading for column in others for reading in column.split(" | "))]
        both = [reading.replace("oh/zero", word) for reading in readings for word in ("oh", "zero")]
        found.append(Pair(decode(written), tuple(dict.fromkeys(decode(reading) for reading in both))))
    return found


def language(path: Path) -> str:
    """Take the language out of a file's name."""
    return path.stem.partition(".")[2] or "en-US"


ENGLISH = [path for path in FILES if language(path).startswith("en")]


def canonical(text: str) -> str:
    """
    Fold what is written differently and said alike.

    Capitals become letters, so that "FBI", "F.B.I." and "F B I" are one, and so are "PM" and "p.m."; hyphens
    are spaces; punctuation and quotes are gone. Symbols stay: a reading that leaves one is wrong.
    """
    text = SILENT.sub("", unicodedata.normalize("NFC", text))
    text = LETTERS.sub(lambda match: " ".join(match[0]), text)
    text = " ".join(BREAKS.sub(" ", text).casefold().split())
    return LONE.sub(r"\1", text)


def failures(path: Path) -> list[str]:
    """Say which pairs of *path* are read otherwise than people read them."""
    fold = str if path.stem.startswith(EXACT) else canonical
    lines = []
    for pair in pairs(path):
        got = normalize(pair.written, language(path)).text
        if fold(got) not in {fold(reading) for reading in pair.readings}:
            lines.append(f"written  {pair.written!r}\nexpected {pair.readings[0]!r}\ngot      {got!r}\n")
    return lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_written_text_is_said_the_way_people_say_it(path: Path) -> None:
    """Every pair of a class is read aloud in one of the ways that people read it."""
    wrong = failures(path)

    assert not wrong, "\n".join([f"{path.name}: {len(wrong)} of {len(pairs(path))} pairs", "", *wrong])


def test_corpus_is_large() -> None:
    """The corpus holds at least fifteen hundred pairs."""
    assert sum(len(rows(path)) for path in FILES) >= 1500


def test_every_class_has_its_file() -> None:
    """Each class of written things, and each language that is promised in print, has a file of its own."""
    assert {path.stem.partition(".")[0] for path in FILES} >= CLASSES
    assert {language(path) for path in FILES} >= LANGUAGES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_a_pair(path: Path) -> None:
    """A line that is no comment has two or three columns, none of them empty or padded."""
    for row in rows(path):
        assert len(row) in {2, 3}, row
        assert all(column and column == column.strip() for column in row), row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_reading_is_given_twice(path: Path) -> None:
    """Readings of one pair differ from each other, or the further ones say nothing."""
    for row in rows(path):
        readings = [canonical(reading) for column in row[1:] for reading in column.split(" | ")]
        assert len(readings) == len(set(readings)), row


def test_no_pair_is_written_twice() -> None:
    """In one language, a written thing stands in the corpus once."""
    seen: dict[tuple[str, str], str] = {}
    for path in FILES:
        for written, *_ in rows(path):
            key = language(path), written
            assert key not in seen, f"{written!r} is in {seen.get(key)} and in {path.name}"
            seen[key] = path.name


@pytest.mark.parametrize(
    "path", [path for path in FILES if language(path).startswith("en")], ids=lambda p: p.stem
)
def test_readings_hold_no_digits(path: Path) -> None:
    """No English reading holds a digit, for nobody says one."""
    assert not [pair for pair in pairs(path) if any(re.search(r"\d", reading) for reading in pair.readings)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("twenty-three", "Twenty three."),
        ("It's 3 p.m.", "it’s 3 PM"),
        ("the F.B.I.", "the f b i"),
        ("a U.S. firm", "a US firm"),
        ("5 a.m. I left", "5 a m I left"),
        ("caf\u00e9", "cafe\u0301"),
    ],
)
def test_spelling_does_not_matter(one: str, other: str) -> None:
    """Readings that sound alike are equal, however they are spelt."""
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), [("five", "5"), ("five percent", "five %"), ("bold", "*bold*")])
def test_symbols_do_matter(one: str, other: str) -> None:
    """A symbol or digit left in a reading makes it another reading."""
    assert canonical(one) != canonical(other)
