"""What a segmenter must know about a language: its abbreviations, and the words that open sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Kind", "Language", "kinds", "words"]


class Kind(Enum):
    """How an abbreviation stands to the end of a sentence."""

    TITLE = auto()
    """A name always follows: "Dr. Who"."""
    LINK = auto()
    """Something always follows, but never in capitals: "e.g. this", "ca. 5", not "San Jose, CA. It"."""
    STREET = auto()
    """A title before a name ("St. Mary"), a street behind one ("Main St.")."""
    NUMBER = auto()
    """A number follows: "p. 5", "Fig. 3", "Jan. 1"."""
    WORD = auto()
    """An abbreviation before a number only, an ordinary word otherwise: "No. 5", "No.\""""
    MEASURE = auto()
    """An abbreviation behind a number only, an ordinary word otherwise: "5 in.", "Come in.\""""
    TAIL = auto()
    """May end a sentence: it does when a word follows that opens one."""
    ETC = auto()
    """Ends a sentence whenever no small letter follows."""
    TIME = auto()
    """a.m. and p.m., which mostly end what they stand in."""


@dataclass(frozen=True, slots=True)
class Language:
    """What the segmenter knows about one language."""

    kinds: Mapping[str, Kind]
    """By the word in small letters; a word that must be written with a capital starts with one."""
    starters: frozenset[str]
    """Words, in small letters, that with a capital open a sentence rather than carry a name on."""
    ordinal_dot: bool = False
    """Whether "5." is how an ordinal is written."""

    def kind(self, word: str) -> Kind | None:
        """Say what the dot behind *word* (written without it) is, where it is more than a full stop."""
        folded = word.lower()
        found = self.kinds.get(folded)
        if found is None and folded != word:
            found = self.kinds.get(folded.capitalize())
        return None if found is Kind.LINK and len(word) > 1 and word.isupper() else found


def words(listed: str) -> frozenset[str]:
    """Read a list of words parted by white space."""
    return frozenset(listed.split())


def kinds(**listed: str) -> dict[str, Kind]:
    """Read lists of abbreviations by the name of their kind."""
    return {word: Kind[kind.upper()] for kind, those in listed.items() for word in those.split()}
