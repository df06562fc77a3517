"""What a reader of written things is handed: the text, and what stands around the place it looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tts_core.text.expression import expression

__all__ = ["HOLE", "NUMBER", "Context", "Quantity", "Reader", "Reading", "wordlist"]

HOLE = "\ufffc"
"""Stands in the folded text for a stretch that no reader may look into."""

NUMBER = (
    r"(?:\d{1,2}(?:,\d{2}){1,5},\d{3}(?!,?\d)|\d{1,3}(?:,\d{3}){1,11}(?!\d)|\d{1,40}(?!,\d{3}(?!\d)))"
    r"(?:\.\d{1,40})?(?!\d)"
)
"""A number as English writes it. Every quantifier is bounded, so that no text can make it slow."""

_LAST_WORD = expression(r"([A-Za-z]{1,24}\.?)[ \t]{0,2}$")
_NEXT_WORD = expression(r"[ \t]{0,2}([A-Za-z]{1,24})(?![A-Za-z])")


def wordlist(listed: str) -> frozenset[str]:
    """Return the words of *listed*, as a set."""
    return frozenset(listed.split())


class Reading(NamedTuple):
    """A stretch of the text and what is said for it."""

    start: int
    end: int
    text: str
    kind: str


class Quantity(NamedTuple):
    """How much: what is said, where it is written, and whether one of it is meant."""

    start: int
    end: int
    said: str
    single: bool
    first: str
    second: str | None


@dataclass(slots=True)
class Context:
    """The text under the readers' eyes."""

    text: str
    british: bool
    short_prices: bool = False
    """Whether "$3.50" is "three fifty"."""

    floor: int = 0
    """The end of the last reading: no later one may reach back beyond it."""

    passed: int = 0
    """Up to where chunks without blanks have been looked at as a whole: once is enough."""

    measured: tuple[tuple[int, int], Quantity | None] | None = None
    """The last amount read, by its place: several classes begin with one."""

    def word_before(self, at: int) -> str:
        """Return the word that ends just before *at*, with its full stop, or nothing."""
        found = _LAST_WORD.search(self.text[max(0, at - 27) : at])
        return found[1] if found else ""

    def word_after(self, at: int) -> str:
        """Return the word that begins at *at* or after blanks, or nothing."""
        found = _NEXT_WORD.match(self.text, at)
        return found[1] if found else ""

    def char_before(self, at: int) -> str:
        """Return the character before *at*, or nothing."""
        return self.text[at - 1] if at else ""

    def char_at(self, at: int) -> str:
        """Return the character at *at*, or nothing past the end."""
        return self.text[at : at + 1]


Reader = Callable[[Context, int], Reading | None]
"""Looks at one place of the text and says what is written there, or that it is not of its class."""
