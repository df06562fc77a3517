"""From words in IPA to the model's tokens, exactly as it saw them in training."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tts_onnx.voice.tokens import NOBODY, Line

from .symbols import PAD, SPACE, TOKENS, TYPOGRAPHIC, respelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_espeak import PhonemeWord

    from .symbols import Quotes

__all__ = ["PAUSES", "bounded", "closed", "encode"]

_PART = re.compile(r"\w+|[^\w\s]")
PAUSES = frozenset(TOKENS[mark] for mark in ';:,.!?—…"«»¡¿') | frozenset(TYPOGRAPHIC.values())
"""Tokens that no word sounds for, and behind which a line can be cut."""
_COMMA = TOKENS[","]
_ENDS = frozenset(TOKENS[mark] for mark in ";:,.!?—…")


def encode(words: Sequence[PhonemeWord], quotes: Quotes = "compat") -> Line:
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
                owners.append(NOBODY if token in PAUSES else index)
    return Line(tuple(tokens), tuple(owners), tuple(unknown))


def closed(line: Line) -> Line:
    """
    End *line* with a comma unless a mark ends it.

    The models learned from lines that end with a mark, and the reference hands them no other: without
    one the last word comes out as if it were the middle of a sentence.
    """
    ending = (token for token in reversed(line.tokens) if token in _ENDS or token not in PAUSES | {SPACE})
    if next(ending, None) in _ENDS or not line.tokens:
        return line
    gap = (SPACE, _COMMA)
    return Line(line.tokens + gap, line.owners + (NOBODY,) * len(gap), line.unknown)


def bounded(tokens: Sequence[int], ending: Sequence[int]) -> list[int]:
    """Put the boundary around *tokens*: the model hears where speech begins and ends by it."""
    return [PAD, *tokens, *ending]
