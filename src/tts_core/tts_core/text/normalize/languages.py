"""The languages that texts are read in: English, the others of the core, and what plugins bring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tts_core.errors import TTSError
from tts_core.foreign import ForeignCall, described
from tts_core.text.normalize.context import Reading
from tts_core.text.normalize.rules import CLASSES, Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Read", "TextLanguage", "find", "is_british", "number_words"]

Read = Callable[[str, frozenset[str]], Sequence[tuple[int, int, str, str]]]
"""
Reads a text of one language, with the classes that are off: where what stands that is said otherwise, what is
said, and of which class it is. What it returns is in order and does not overlap.
"""
_AMERICAN = frozenset(["en-us", "en-ca", "en-ph", "en-pr"])


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """
    A language that texts can be read in: what a plugin or an application brings.

    It goes before the core's own of that tag. Nothing of it is loaded before a text is in it.
    """

    tag: str
    """Its primary subtag of BCP-47, such as "sv"."""
    reader: Callable[[str], Read]
    """Takes a whole tag, in small letters, such as "sv-fi", and returns what reads its texts."""
    plugin: str = ""
    """The distribution that brings it, filled in by the registry."""

    def read(self, text: str, tag: str, off: frozenset[str]) -> list[Reading]:
        """Return the readings of *text*, or raise what says whose they would have been and what is wrong."""
        with ForeignCall() as reading:
            found = [Reading(*each) for each in _reader(self, tag)(text, off)]
        if reading.raised is not None:
            raise self._fault(described(reading.raised)) from reading.raised
        at = 0
        for each in found:
            if not at <= each.start <= each.end <= len(text):
                raise self._fault("its readings overlap, or lie outside the text")
            if each.kind not in CLASSES:
                raise self._fault(f"{each.kind!r} is no class; there are: {', '.join(CLASSES)}")
            at = each.end
        return found

    def instead_of(self, other: TextLanguage) -> TextLanguage:
        """Return one that refuses to read, because *other* is of the same tag: it is nobody's."""
        both = f"{other.plugin} and {self.plugin} both bring it; uninstall one"

        def refuse(_: str) -> Read:
            raise LookupError(both)

        return TextLanguage(self.tag, refuse)

    def _fault(self, why: str) -> TTSError:
        owner = f" of {self.plugin}" if self.plugin else ""
        return TTSError(
            f"the language {self.tag!r}{owner} could not read the text: {why}. Mend or uninstall it"
        )


@lru_cache(maxsize=64)
def _reader(language: TextLanguage, tag: str) -> Read:
    return language.reader(tag)


def is_british(tag: str) -> bool:
    """Whether English of *tag* is read as in Britain: of any country but those that follow America."""
    return tag.startswith("en-") and tag not in _AMERICAN


@cache
def _own(tag: str) -> Callable[[str, Rules], list[Reading]] | None:
    """Return what of the core's own reads *tag*."""
    if tag.partition("-")[0] == "en":
        from tts_core.text.normalize.english.scanner import scan as english

        british = is_british(tag)
        return lambda text, rules: english(text, british, rules)
    from tts_core.text.normalize.other_languages import conventions

    language = conventions.find(tag)
    if language is None:
        return None
    from tts_core.text.normalize.other_languages.scanner import scan

    return lambda text, rules: scan(text, language, rules.off)


def number_words(digits: str, tag: str, *, ordinal: bool = False) -> str | None:
    """Return the words for a number by itself in a language other than English, or None where it has none."""
    from tts_core.text.normalize.other_languages import conventions

    language = conventions.find(tag.replace("_", "-").lower())
    if language is None:
        return None
    return language.grammar.rank(int(digits)) if ordinal else language.grammar.cardinal(digits)


def find(tag: str, brought: Mapping[str, TextLanguage]) -> Callable[[str, Rules], list[Reading]] | None:
    """Return what reads texts of *tag*, or None where nothing does."""
    language = brought.get(tag.partition("-")[0])
    if language is not None:
        return lambda text, rules: language.read(text, tag, rules.off)
    return _own(tag)
