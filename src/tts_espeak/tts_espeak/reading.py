"""How an utterance is read: its words in IPA, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tts_core import SpeechWarning

from .pronunciation import PhonemeWord, phoneme_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tts_core import Pronunciation

__all__ = ["Reading", "american", "american_listed", "read"]

_RUN = re.compile(r"\S+")
_LEAD = re.compile(r"[^\w]*")
_TAIL = re.compile(r"[^\w\u0300-\u036f]*$")
_SYLLABLES = str.maketrans({".": "", "-": "", "/": "", "[": "", "]": "", "'": "ˈ", ":": "ː"})
"""What people write in IPA that is no sound, or that stands for a sign their keyboard lacks."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one utterance as they are said, and what could not be read."""

    words: tuple[PhonemeWord, ...]
    warnings: tuple[SpeechWarning, ...] = ()


@lru_cache(maxsize=256)
def american(text: str) -> tuple[PhonemeWord, ...]:
    """Read *text* in American English, which is how most English models learned to."""
    return tuple(phoneme_words(text, "en-us"))


def american_listed(text: str) -> tuple[PhonemeWord, ...]:
    """Read *text* in the same way, and find out which words the dictionary has, which takes longer."""
    return tuple(phoneme_words(text, "en-us", look_up=True))


def read(
    text: str,
    given: Sequence[Pronunciation] = (),
    reader: Callable[[str], tuple[PhonemeWord, ...]] = american,
) -> Reading:
    """Read *text*, saying what the caller gave a reading for as the caller said."""
    words = list(reader(text))
    warnings = tuple(_unread(text, words, reader))
    for pronunciation in given:
        words = _replaced(text, words, pronunciation, reader)
    return Reading(tuple(words), warnings)


def _replaced(
    text: str,
    words: Sequence[PhonemeWord],
    given: Pronunciation,
    reader: Callable[[str], tuple[PhonemeWord, ...]],
) -> list[PhonemeWord]:
    """
    Put a given reading in the place of the words it is for.

    What was spoken as one with them is read anew on its own; punctuation at the outer edges stays.
    """
    before = [word for word in words if word.end <= given.start]
    after = [word for word in words if word.start >= given.end]
    touched = words[len(before) : len(words) - len(after)]
    start = min([given.start, *(word.start for word in touched)])
    end = max([given.end, *(word.end for word in touched)])
    head, tail = reader(text[start : given.start]), reader(text[given.end : end])
    lead = _LEAD.match(touched[0].ipa) if touched and not head else None
    rest = _TAIL.search(touched[-1].ipa) if touched and not tail else None
    ipa = given.ipa.translate(_SYLLABLES)
    said = f"{lead[0] if lead else ''}{ipa}{rest[0] if rest else ''}"
    return [
        *before,
        *_moved(head, start),
        PhonemeWord(start if not head else given.start, end if not tail else given.end, said),
        *_moved(tail, given.end),
        *after,
    ]


def _moved(words: Sequence[PhonemeWord], offset: int) -> list[PhonemeWord]:
    return [replace(word, start=word.start + offset, end=word.end + offset) for word in words]


def _unread(
    text: str, words: Sequence[PhonemeWord], reader: Callable[[str], tuple[PhonemeWord, ...]]
) -> Iterator[SpeechWarning]:
    """
    Name the written words that nothing is said for.

    Those that are spoken as one with a neighbour are within its span, like those that are passed
    over: asked for alone, they tell.
    """
    spans = [(word.start, word.end) for word in words] or [(0, len(text))]
    for start, end in spans:
        runs = [run for run in _RUN.finditer(text, start, end) if any(map(_is_missed, run[0]))]
        if words and len(runs) < 2:
            continue
        for run in runs:
            if not reader(run[0]):
                yield SpeechWarning("unspoken", f"there is no reading for {run[0]!r}", run.span())


def _is_missed(sign: str) -> bool:
    """Whether somebody would miss *sign* if it were not spoken; punctuation nobody does."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "S"
