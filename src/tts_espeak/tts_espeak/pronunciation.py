"""
How a text is pronounced, in IPA, for models that speak phonemes.

espeak-ng gets the text whole, so that every clause is read in its context; it leaves the punctuation
out, which is put back from the text. Which phonemes belong to which word is known from the marks
that its synthesis sets: it sets one for every word of its IPA.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .native.pool import library_pool
from .text.breaks import insert_breaks
from .text.gaps import blanked, has_gaps
from .text.sanitize import sanitize
from .text.words import assign_marks
from .voices import DEFAULT_VOICE, speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .native.sound import Mark
    from .text.words import WrittenWord

__all__ = ["PhonemeWord", "phoneme_words", "phonemes"]

_FOREIGN = re.compile(r"\([a-z]{2,3}(?:-[a-z0-9-]+)*\)")
"""Where espeak-ng turns to another language and back. It writes no other parentheses."""
_ALWAYS = frozenset('"«»“”„()[]{}¡¿—…')
_BETWEEN_CLAUSES = frozenset(".,:;!?–。、，！？；：．؟،؛।॥")
"""Kept where a clause ends: the full stop of an abbreviation is no pause."""
_SPACES = re.compile(r"\s+")
_DIRECTLY_BEFORE = re.compile(r"(?<=\s)\S+$")
_EDGES = re.compile(r"^\W+|\W+$")
_FASTEST = 449
"""The highest rate without a second pass over the sound, which nobody hears."""


@dataclass(frozen=True, slots=True)
class PhonemeWord:
    """What is said for one stretch of text: a word, or words that are spoken as one, with punctuation."""

    start: int
    end: int
    ipa: str
    listed: bool | None = None
    """Whether a dictionary has it, or a rule read it; None where nobody asked or can tell."""


def phonemes(text: str, language: str = DEFAULT_VOICE) -> str:
    """
    Return the IPA of *text*, with stress, and with its punctuation where it was.

    *language* is a BCP-47 tag or espeak-ng's name of the language. "Hello, world." is
    "həlˈoʊ, wˈɜːld."; a text without a word is "".
    """
    return " ".join(word.ipa for word in phoneme_words(text, language))


def phoneme_words(
    text: str, language: str = DEFAULT_VOICE, *, look_up: bool = False
) -> tuple[PhonemeWord, ...]:
    """
    Return the IPA of *text* word by word; joined by spaces it is what `phonemes` returns.

    The spans follow each other and leave out nothing but spaces. With *look_up*, which takes longer,
    each word says whether it is in the dictionary.
    """
    selector = speaker_of(language).selector
    cleaned, _ = sanitize(text)
    with library_pool.borrow() as library:
        library.select(selector)
        whole = insert_breaks(cleaned, library.phonemes)
        clauses = library.phonemes(whole.text)
        if has_gaps(clauses):
            cleaned, _ = blanked(cleaned, library.phonemes, lambda: library.select(selector))
            whole = insert_breaks(cleaned, library.phonemes)
            clauses = library.phonemes(whole.text)
        library.set("rate", _FASTEST)
        marks = library.synthesize(whole.text, keep=False).marks
    marks = _with_ipa(whole.restored(marks), [_FOREIGN.sub("", clause) for clause in clauses])
    words = tuple(_with_punctuation(cleaned, assign_marks(cleaned, marks)))
    return _with_listed(cleaned, words, selector) if look_up else words


def _with_listed(text: str, words: Sequence[PhonemeWord], selector: str) -> tuple[PhonemeWord, ...]:
    """Ask for each word by itself whether it is in the dictionary."""
    written = [_EDGES.sub("", text[word.start : word.end]) for word in words]
    listed: dict[str, bool | None] = {"": None}
    with library_pool.borrow() as library:
        library.select(selector)
        for one in filter(None, written):
            if one not in listed:
                listed[one] = library.is_listed(insert_breaks(one, library.phonemes).text)
    return tuple(replace(word, listed=listed[one]) for word, one in zip(words, written, strict=True))


def _with_ipa(marks: Sequence[Mark], clauses: Sequence[str]) -> list[Mark]:
    """Give every mark of a word its IPA."""
    spoken = [word for clause in clauses if clause for word in clause.split(" ")]
    begins = [mark for mark in marks if not mark.ends_clause]
    if len(spoken) != len(begins):
        # Not known to happen. All is said, but nobody can tell which word says what.
        begins, spoken = begins[:1], [" ".join(filter(None, spoken))]
    return [replace(mark, ipa=ipa) for mark, ipa in zip(begins, spoken, strict=True)]


def _with_punctuation(text: str, words: Sequence[WrittenWord]) -> Iterator[PhonemeWord]:
    heard = [word for word in words if any(mark.ipa for mark in word.marks)]
    if not heard:
        return
    start = len(text) - len(text.lstrip())
    before = _punctuation(text[start : heard[0].start], ends_clause=True)
    for word, after in zip(heard, [*heard[1:], None], strict=True):
        reading = before + " ".join(mark.ipa for mark in word.marks if mark.ipa)
        if after is None:
            yield PhonemeWord(
                start,
                len(text.rstrip()),
                reading + _punctuation(text[word.end :], ends_clause=True).rstrip(),
            )
            return
        gap = text[word.end : after.start]
        # What stands directly before the next word goes with it, the rest with this one.
        lead = _DIRECTLY_BEFORE.search(gap)
        begin = lead.start() if lead else len(gap)
        ends_clause = word.marks[-1].clause != after.marks[0].clause
        yield PhonemeWord(
            start,
            word.end + len(gap[:begin].rstrip()),
            reading + _punctuation(gap[:begin], ends_clause=ends_clause).rstrip(),
        )
        start, before = word.end + begin, _punctuation(gap[begin:], ends_clause=ends_clause)


def _punctuation(text: str, *, ends_clause: bool) -> str:
    """Reduce *text* to the punctuation that is kept, and single spaces."""
    kept = (
        sign
        for sign in text
        if sign in _ALWAYS or sign.isspace() or (ends_clause and sign in _BETWEEN_CLAUSES)
    )
    return _SPACES.sub(" ", "".join(kept))
