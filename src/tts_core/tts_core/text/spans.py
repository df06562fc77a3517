"""Spoken text whose every character knows which characters of the caller's text it came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

__all__ = ["VERBATIM", "Spoken", "Token"]

VERBATIM = "text"
"""The kind of a token that is said as it is written: its characters map one to one to its source."""


@dataclass(frozen=True, slots=True)
class Token:
    """
    One stretch of the caller's text and what is said for it.

    A verbatim token is a run of ordinary prose, as long as may be, said as written. Any other token
    is one written thing ("$5", said "five dollars"); its text is empty when it is not spoken at all
    (a Markdown mark, a dropped emoji). Tokens in a row cover their source: each begins where the one
    before it ended.
    """

    text: str
    start: int
    end: int
    kind: str = VERBATIM
    phonemes: str | None = None
    """IPA, when the caller or a lexicon gave the reading."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said for one stretch of text, token by token."""

    tokens: tuple[Token, ...]
    text: str = field(init=False)
    """The spoken text, whole."""
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join([token.text for token in self.tokens]))
        object.__setattr__(self, "_ends", tuple(accumulate(len(token.text) for token in self.tokens)))

    @property
    def span(self) -> tuple[int, int]:
        """The characters of the source that it covers."""
        return (self.tokens[0].start, self.tokens[-1].end) if self.tokens else (0, 0)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of the spoken characters from *start* up to *end*."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no spoken characters from {start} to {end} in {len(self.text)}")
        first = bisect_right(self._ends, start)
        last = bisect_right(self._ends, end - 1)
        head, tail = self.tokens[first], self.tokens[last]
        begin = head.start + (start - self._ends[first] + len(head.text) if head.kind == VERBATIM else 0)
        stop = tail.end - (self._ends[last] - end if tail.kind == VERBATIM else 0)
        return begin, stop

    def part(self, start: int, end: int) -> Spoken:
        """
        Return the spoken characters from *start* up to *end* as spoken text of their own.

        A written thing that is cut in two is shared out in proportion, so that the parts still cover
        their source without a gap. Tokens without text stay with what comes after them, and with the
        last part.
        """
        first = bisect_right(self._ends, start) if start else 0
        while start and first and self._ends[first - 1] == start and not self.tokens[first - 1].text:
            first -= 1
        taken: list[Token] = []
        for index in range(first, len(self.tokens)):
            token = self.tokens[index]
            begin = self._ends[index] - len(token.text)
            if begin >= end and (token.text or end < len(self.text)):
                break
            low, high = max(0, start - begin), min(len(token.text), end - begin)
            taken.append(token if (low, high) == (0, len(token.text)) else _cut(token, low, high))
        return Spoken(tuple(taken))

    def __add__(self, other: Spoken) -> Spoken:
        """Join what is said for two neighbouring stretches."""
        return Spoken(self.tokens + other.tokens)


def _cut(token: Token, low: int, high: int) -> Token:
    if token.kind == VERBATIM:
        return Token(token.text[low:high], token.start + low, token.start + high)
    said, written = len(token.text), token.end - token.start
    begin = token.start + low * written // said
    stop = token.end if high == said else token.start + high * written // said
    return Token(token.text[low:high], begin, stop, token.kind)
