"""One word or phrase, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .words import fold, plainly, read_words

__all__ = ["Case", "Entry"]

Case = Literal["exact", "any"]


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One word or phrase, and how it is said: by other words, or as IPA.

    Written all in small letters it is meant in any case, with a capital exactly as it stands.
    """

    word: str
    say: str | None = None
    ipa: str | None = None
    case: Case | None = None

    def __post_init__(self) -> None:
        for name, value in (("word", self.word), ("reading", self.say), ("IPA", self.ipa)):
            if value is not None and not isinstance(value, str):
                raise ValueError(f"the {name} of a lexicon entry must be text, not {value!r}")
        if self.case not in {None, "exact", "any"}:
            raise ValueError(f"the case of {self.word!r} must be 'exact' or 'any', not {self.case!r}")
        if not self.word.strip():
            raise ValueError("a lexicon entry has no word. Write the word it is about")
        if (self.say is None) == (self.ipa is None):
            raise ValueError(f"the entry for {self.word!r} must have either other words to say or IPA")
        if not (self.say or self.ipa or "").strip():
            raise ValueError(f"the reading of {self.word!r} is empty. Write other words, or IPA as /…/")
        if self.case is None:
            object.__setattr__(self, "case", "any" if self.word == self.word.lower() else "exact")

    @classmethod
    def of(cls, word: str, reading: str, case: Case | None = None) -> Entry:
        """Read a reading as people write it: IPA between slashes, other words otherwise."""
        if isinstance(reading, str):
            bare = reading.strip()
            if len(bare) > 1 and bare[0] == bare[-1] == "/":
                return cls(word, ipa=bare[1:-1].strip(), case=case)
        return cls(word, say=reading, case=case)

    @property
    def written(self) -> tuple[str, ...]:
        """The entry as its words must stand in a text."""
        return tuple(plainly(word) for word, _, _ in read_words(self.word.strip()))

    @property
    def key(self) -> tuple[Case | None, tuple[str, ...]]:
        """What two entries about the same thing have in common."""
        return self.case, self.written if self.case == "exact" else tuple(map(fold, self.written))
