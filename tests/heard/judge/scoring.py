"""How what was heard differs from what should have been, however either of them is spelled."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from num2words import num2words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Hearing", "best", "compare", "readings", "words"]

_SIGNS = {"&": " and ", "@": " at ", "%": " percent ", "°": " degrees ", "+": " plus ", "/": " slash "}
_ONE_WORD = {
    one: key
    for key, others in {
        "mister": "mr",
        "missus": "mrs missis",
        "doctor": "dr",
        "professor": "prof",
        "junior": "jr",
        "senior": "sr",
        "versus": "vs",
        "mount": "mt",
        "avenue": "ave",
        "okay": "ok",
        "gray": "grey",
        "harbor": "harbour",
        "neighbors": "neighbours",
        "favorite": "favourite",
        "color": "colour",
        "theater": "theatre",
        "apologized": "apologised",
        "cafe": "café",
        "meters": "metres",
        "meter": "metre",
        "liters": "litres",
        "liter": "litre",
        "milliliters": "millilitres ml",
        "millimeters": "millimetres mm",
        "millimeter": "millimetre",
        "centimeters": "centimetres cm",
        "kilometers": "kilometres km",
        "kilograms": "kilogrammes kg",
        "pounds": "lbs",
        "feet": "ft",
        "minutes": "mins",
        "hours": "hrs",
        "etcetera": "etc",
        "two": "ii",
        "nineties": "ninetys",
        "eighties": "eightys",
    }.items()
    for one in others.split()
}
"""Spellings of one spoken word."""
_EITHER = {
    frozenset(pair)
    for pair in (
        ("st", "saint"),
        ("st", "street"),
        ("one", "won"),
        ("for", "four"),
        ("to", "two"),
        ("too", "two"),
        ("queue", "q"),
        ("reigned", "rained"),
        ("right", "write"),
        ("rome", "roam"),
    )
}
"""What no ear tells apart."""
_JOINED = 4
"""So many words may be written as one: "any more", "f b i"."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words that should have been heard, and what was heard there."""

    start: int
    end: int
    """Among the words that were wanted."""
    heard: tuple[str, ...]


@dataclass(frozen=True)
class Hearing:
    """Words that were wanted and words that were heard, side by side."""

    wanted: tuple[str, ...]
    heard: tuple[str, ...]
    changes: tuple[Change, ...]
    """One for each word that is wrong, missing or too many."""

    @cached_property
    def lost(self) -> tuple[int, ...]:
        """Which of the wanted words nothing was heard for."""
        return tuple(each.start for each in self.changes if not each.heard)

    @cached_property
    def extra(self) -> tuple[tuple[int, str], ...]:
        """What was heard that nobody wanted, and before which of the wanted words."""
        return tuple((each.start, each.heard[0]) for each in self.changes if each.start == each.end)


def words(text: str) -> tuple[str, ...]:
    """Split *text* into spoken words: without case, marks, digits and the spelling that a writer chose."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(?<=\d)\.(?=\d)", " point ", text)
    text = re.sub(r"\d+", lambda digits: f" {num2words(int(digits[0]))} ", text)
    text = re.sub(r"(?<=\w\w)\.(?=\w\w)", " dot ", text)
    for sign, said in _SIGNS.items():
        text = text.replace(sign, said)
    found = re.findall(r"[^\W_]+", text.replace("'", ""))
    return tuple(_ONE_WORD.get(word, word) for word in found)


def readings(written: str) -> Iterator[tuple[str, ...]]:
    """List what may be said for *written*: `{one|other}`, and `(and)` where that may be left out."""
    parts = re.split(r"(\{[^}]*\})", written)
    choices = [part[1:-1].split("|") if part.startswith("{") else [part] for part in parts]
    full = [[text for each in choice for text in _with_and(each)] for choice in choices]
    yield from dict.fromkeys(words(" ".join(picked)) for picked in itertools.product(*full))


def _with_and(text: str) -> Iterator[str]:
    if "(and)" in text:
        yield text.replace("(and)", "")
        yield text.replace("(and)", "and")
    else:
        yield text


def best(written: str, heard: str) -> Hearing:
    """Compare with the reading that fits best; of several, with the first."""
    found: Hearing | None = None
    for wanted in readings(written):
        hearing = compare(wanted, words(heard))
        if found is None or len(hearing.changes) < len(found.changes):
            found = hearing
        if not found.changes:
            break
    if found is None:
        raise ValueError(f"an expectation without a reading: {written!r}")
    return found


def compare(wanted: Sequence[str], heard: Sequence[str]) -> Hearing:
    """Find the fewest changes, and of several ways the one with the most words that are the same."""
    costs = {(0, 0): (0, 0)}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for place in itertools.product(range(len(wanted) + 1), range(len(heard) + 1)):
        if place != (0, 0):
            costs[place], steps[place] = min(
                ((costs[before][0] + (not same), costs[before][1] - same), before)
                for before, same in _ways(wanted, heard, *place)
            )
    changes: list[Change] = []
    place = (len(wanted), len(heard))
    while place != (0, 0):
        before = steps[place]
        if costs[place][0] > costs[before][0]:
            changes.append(Change(before[0], place[0], tuple(heard[before[1] : place[1]])))
        place = before
    return Hearing(tuple(wanted), tuple(heard), tuple(reversed(changes)))


def _ways(
    wanted: Sequence[str], heard: Sequence[str], row: int, column: int
) -> Iterator[tuple[tuple[int, int], int]]:
    """List the places from which this one is reached, and how many words are the same on the way."""
    if row:
        yield (row - 1, column), 0
    if column:
        yield (row, column - 1), 0
    if not (row and column):
        return
    one, other = wanted[row - 1], heard[column - 1]
    yield (row - 1, column - 1), int(one == other or frozenset((one, other)) in _EITHER)
    if one[-1] != other[-1]:
        return
    for left, right in itertools.product(range(1, min(row, _JOINED) + 1), range(1, min(column, _JOINED) + 1)):
        ours, theirs = wanted[row - left : row], heard[column - right : column]
        if left != right and "".join(ours) == "".join(theirs):
            yield (row - left, column - right), left
