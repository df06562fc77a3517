"""Cutting a sentence that is too long for the model where it hurts least."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from ..text.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..text.spans import Spoken

__all__ = ["ends_a_sentence", "first_clause", "split"]

_CLAUSE = re.compile(r"[,;:.!?…)\]—–、，；：。！？।][\"'”’»)\]]{0,3}\s+|[、，；：。！？।—]|\s[-–—]\s")
_OPENERS = {
    "en": re.compile(
        r"\s+(?=(?:after|although|because|before|but|if|since|so that|though|unless|until|when|where|whereas"
        r"|which|while|whom|whose)\s)"
    )
}
"""Before which words one may take breath, by language; "and" and "that" join what belongs together."""
_ENDED = re.compile(r"[.!?…。！？।][\"'”’»)\]]{0,3}\s*$")
_SPACE = re.compile(r"\s+")
_JOINERS = "‍️⁠"


def split(
    spoken: Spoken,
    measure: Callable[[str], int],
    best: int,
    limit: int,
    *,
    language: str | None,
    stops: Sequence[int] | None = None,
) -> Iterator[Spoken]:
    """
    Cut *spoken* into even parts near *best* units, none of them over *limit*.

    *stops* are the places where the model itself would cut, which go before our own.
    """
    text = spoken.text
    clauses = _clauses(text, language) if stops is None else list(stops)
    sample = text[: 2 * best]
    per_character = max(measure(sample), 1) / len(sample)
    start = 0
    while start < len(text):
        left = len(text) - start
        parts = max(1, round(left * per_character / best))
        far = start + int(limit / per_character)
        goal = start + -(-left // parts)
        end = _boundary(text, clauses, start, goal, far=far) if parts > 1 else len(text)
        while (units := measure(text[start:end])) > limit and end - start > 1:
            shorter = max(1, min((end - start) * limit * 9 // (units * 10), (end - start) - 1))
            goal = start + shorter
            end = _boundary(text, clauses, start, goal, most=goal, far=goal)
        per_character = max(units, 1) / (end - start)
        yield spoken.part(start, end)
        start = end


def first_clause(spoken: Spoken, units: int, first: int, limit: int, language: str | None) -> list[Spoken]:
    """
    Cut off an opening clause near *first* units, where there is one that can stand alone.

    A mark ends it; where the first mark is far off, it also ends before a word that begins another
    clause. Somebody is waiting for it, so the nearest place is the best, as long as neither side is
    a scrap, and nothing is measured for it but by the length: all of it has *units*.
    """
    text = spoken.text
    by_unit = len(text) / units
    least, near, most = (round(by_unit * each) for each in (first * 2 / 3, first * 3 / 2, limit))
    last = min(most, len(text) - round(by_unit * first / 3))

    place = next((each for each in _clauses(text, language, last) if each >= least), None)
    openers = _OPENERS.get((language or "").partition("-")[0].lower())
    if openers is not None and (place is None or place > near):
        ends = (match.end() for match in openers.finditer(text, 0, place or last))
        place = next((each for each in ends if each >= least), place)
    return [spoken] if place is None else [spoken.part(0, place), spoken.part(place, len(text))]


def ends_a_sentence(text: str) -> bool:
    """Whether *text* stops at the end of a sentence, whatever closes behind it."""
    return _ENDED.search(text) is not None


def _clauses(text: str, language: str | None, until: int | None = None) -> list[int]:
    """List where clauses end; a full stop ends one only where it ends a sentence: not in "Mr. Smith"."""
    matches = list(_CLAUSE.finditer(text, 0, len(text) if until is None else until))
    if not any(match[0][0] == "." for match in matches):
        return [match.end() for match in matches]
    ends = {sentence.end for sentence in segment(text, language)}
    return [match.end() for match in matches if match[0][0] != "." or match.end() in ends]


def _boundary(
    text: str, clauses: Sequence[int], start: int, goal: int, *, far: int, most: int | None = None
) -> int:
    """Find where to cut after *start*, near *goal* and not after *most*; *far* is for the sake of a word."""
    goal = min(goal, len(text))
    reach = goal - start
    low = start + reach // 2
    high = min(len(text), goal + reach // 4 if most is None else most)
    near = clauses[bisect_right(clauses, max(start, low)) : bisect_right(clauses, high)]
    ends = near or [end for match in _SPACE.finditer(text, low, high) if (end := match.end()) > start]
    if ends:
        return min(ends, key=lambda end: abs(end - goal))
    spaces = [match.end() for match in _SPACE.finditer(text, start + 1, low)]
    if spaces:
        return spaces[-1]
    later = _SPACE.search(text, high, far)
    if later:
        return later.end()
    if far >= len(text):
        return len(text)
    return _whole_character(text, start, goal)


def _whole_character(text: str, start: int, end: int) -> int:
    """Move *end* back so that no accent or joined emoji is torn from what it belongs to."""
    wanted = end
    while end > start + 1 and end < len(text) and (_clings(text[end]) or text[end - 1] == _JOINERS[0]):
        end -= 1
        if wanted - end > 32:  # A pile of combining marks is no word; any cut is as good.
            return wanted
    return end


def _clings(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in _JOINERS
