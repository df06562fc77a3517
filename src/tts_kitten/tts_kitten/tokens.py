"""From words in IPA to the model's tokens, exactly as it saw them in training."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .symbols import PAD, SPACE, TOKENS, TYPOGRAPHIC, respelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .reading import SpokenWord
    from .symbols import Quotes

__all__ = ["NOBODY", "Line", "bounded", "closed", "encode", "parts"]

_PART = re.compile(r"\w+|[^\w\s]")
_PAUSES = frozenset(TOKENS[mark] for mark in ';:,.!?—…"«»¡¿') | frozenset(TYPOGRAPHIC.values())
_COMMA = TOKENS[","]
_ENDS = frozenset(TOKENS[mark] for mark in ";:,.!?—…")
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens in a row, without the boundary, and for each the word that it sounds for."""

    tokens: tuple[int, ...]
    owners: tuple[int, ...]
    """Indices of words; NOBODY for spaces and punctuation."""
    unknown: tuple[tuple[int, str], ...] = ()
    """Symbols that have no token, by word."""

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def sounds(self) -> bool:
        """Whether there is anything to say."""
        return any(owner != NOBODY for owner in self.owners)


def encode(words: Sequence[SpokenWord], quotes: Quotes = "compat") -> Line:
    """
    Spell *words* in tokens.

    A space stands between any two words, and before and behind every mark, the syllabic stroke
    within a word among them: so it was in training.
    """
    table = TOKENS | TYPOGRAPHIC if quotes == "typographic" else TOKENS
    tokens: list[int] = []
    owners: list[int] = []
    unknown: list[tuple[int, str]] = []
    for index, word in enumerate(words):
        spelled, missing = respelled(word.ipa, quotes)
        if missing:
            unknown.append((index, missing))
        for part in _PART.findall(spelled):
            if tokens:
                tokens.append(SPACE)
                owners.append(NOBODY)
            for token in map(table.__getitem__, part):
                tokens.append(token)
                owners.append(NOBODY if token in _PAUSES else index)
    return Line(tuple(tokens), tuple(owners), tuple(unknown))


def closed(line: Line) -> Line:
    """
    End *line* with a comma unless a mark ends it.

    The models learned from lines that end with a mark, and the reference hands them no other: without
    one the last word comes out as if it were the middle of a sentence.
    """
    ending = (token for token in reversed(line.tokens) if token in _ENDS or token not in _PAUSES | {SPACE})
    if next(ending, None) in _ENDS or not line.tokens:
        return line
    gap = (SPACE, _COMMA)
    return Line(line.tokens + gap, line.owners + (NOBODY,) * len(gap), line.unknown)


def parts(line: Line, most: int) -> Iterator[Line]:
    """Cut *line* into lines of at most *most* tokens: behind a mark, else between words, else anywhere."""
    start = 0
    while len(line) - start > most:
        window = range(start + most // 2, start + most)
        behind = [place for place in window if line.tokens[place] in _PAUSES]
        between = [place for place in window if line.tokens[place] == SPACE]
        end = (behind or between or [start + most - 1])[-1] + 1
        yield Line(line.tokens[start:end], line.owners[start:end])
        start = end
    yield Line(line.tokens[start:], line.owners[start:])


def bounded(tokens: Sequence[int], ending: Sequence[int]) -> list[int]:
    """Put the boundary around *tokens*: the model hears where speech begins and ends by it."""
    return [PAD, *tokens, *ending]
