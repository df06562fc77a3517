"""Many entries, found in a text in one pass over its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ..spans import Token
from .entry import Entry
from .words import fold, plainly, read_words

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from .words import Word

__all__ = ["Lexicon"]

_APOSTROPHES = frozenset("'’ʼ")
_JOINTS = frozenset(".@")


@dataclass(slots=True)
class _Node:
    """The entries that have begun with the same words, in whatever case."""

    next: dict[str, _Node] = field(default_factory=dict)
    exact: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    any: Entry | None = None


@dataclass(frozen=True, slots=True, init=False)
class Lexicon:
    """
    How words and phrases are to be said.

    Only whole words are found, the longest entry first; an entry in the very case of the text goes before one
    for any case. Lexicons are values: they compare, hash, and merge with `|`, where the right one wins.
    """

    entries: tuple[Entry, ...]
    _root: _Node = field(repr=False, compare=False)

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        kept: dict[object, Entry] = {}
        for entry in entries:
            if not isinstance(entry, Entry):
                raise ValueError(f"a lexicon holds entries, not {entry!r}. Lexicon.of reads a mapping")
            before = kept.setdefault(entry.key, entry)
            if (before.say, before.ipa) != (entry.say, entry.ipa):
                raise ValueError(f"{entry.word!r} has two readings. Keep one of them")
        object.__setattr__(self, "entries", tuple(kept.values()))
        object.__setattr__(self, "_root", _grow(self.entries))

    @classmethod
    def of(cls, readings: Mapping[str, str] | Sequence[Mapping[str, Any]] | Lexicon) -> Lexicon:
        """Make a lexicon of a mapping from word to other words, or to IPA between slashes; or of `plain`."""
        if isinstance(readings, Lexicon):
            return readings
        if isinstance(readings, list | tuple) and all(isinstance(each, Mapping) for each in readings):
            return cls(Entry(**each) for each in readings)
        if not isinstance(readings, Mapping):
            raise ValueError(f"a lexicon must map words to readings, not {type(readings).__name__}")
        return cls(Entry.of(word, reading) for word, reading in readings.items())

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Lexicon:
        """Read a lexicon from a JSON, CSV or W3C PLS file; what is wrong in it is named with its line."""
        from .files import read_entries

        return cls(read_entries(path))

    def plain(self) -> list[dict[str, str | None]]:
        """Return the entries as plain values, of which `of` makes the same lexicon again."""
        return [asdict(entry) for entry in self.entries]

    def __len__(self) -> int:
        return len(self.entries)

    def __or__(self, other: Lexicon) -> Lexicon:
        if not isinstance(other, Lexicon):
            return NotImplemented
        merged = {entry.key: entry for entry in self.entries}
        return Lexicon((merged | {entry.key: entry for entry in other.entries}).values())

    def find(self, text: str, *, offset: int = 0) -> list[Token]:
        """Return a token for every entry in *text*, in order; *offset* is where that begins in the whole."""
        if not self.entries:
            return []
        found: list[Token] = []
        words = list(read_words(text))
        starts = self._root.next
        at = 0
        while at < len(words):
            node = starts.get(fold(words[at][0]))
            match = self._match(text, words, at, node) if node is not None else None
            if match is None:
                at += 1
                continue
            entry, end = match
            start, stop = words[at][1], words[end - 1][2]
            spoken = entry.say.strip() if entry.say is not None else text[start:stop]
            found.append(Token(spoken, start + offset, stop + offset, "lexicon", entry.ipa))
            at = end
        return found

    def _match(self, text: str, words: list[Word], at: int, node: _Node) -> tuple[Entry, int] | None:
        """Return the longest entry at the word numbered *at*, and the number of the word behind it."""
        best: tuple[Entry, int] | None = None
        end = at + 1
        while True:
            if node.any is not None or node.exact:
                written = tuple(plainly(word) for word, _, _ in words[at:end])
                entry = node.exact.get(written, node.any)
                if entry is not None and _whole(text, words, at, end):
                    best = entry, end
            if end == len(words):
                return best
            following = node.next.get(fold(words[end][0]))
            if following is None:
                return best
            node, end = following, end + 1


def _grow(entries: Iterable[Entry]) -> _Node:
    root = _Node()
    for entry in entries:
        node = root
        for word in entry.written:
            node = node.next.setdefault(fold(word), _Node())
        if entry.case == "any":
            node.any = entry
        else:
            node.exact[entry.written] = entry
    return root


def _whole(text: str, words: list[Word], at: int, end: int) -> bool:
    """
    Say whether these words stand for themselves rather than for a part of a longer word.

    "Don" is no word of "don't", nor "node" of "node.js"; but "cat" is one of "cat's", "hôtel" of "l'hôtel".
    """
    first, start, _ = words[at]
    last, _, stop = words[end - 1]
    if not any(word[0].isalnum() for word, _, _ in words[at:end]):
        return True
    before, behind = text[max(start - 2, 0) : start], text[stop : stop + 2]
    if first[0].isalnum():
        tied = before[-1:] in _JOINTS or (before[-1:] in _APOSTROPHES and len(first) < 3)
        if tied and len(before) == 2 and before[0].isalnum():
            return False
    elif before[-1:].isalnum():
        return False
    if not last[-1].isalnum() and not last[0].isalnum():
        return not behind[:1].isalnum()
    if len(behind) == 2 and behind[1].isalnum():
        if behind[0] in _JOINTS:
            return False
        if behind[0] in _APOSTROPHES:
            return fold(words[end + 1][0]) == "s"
    return True
