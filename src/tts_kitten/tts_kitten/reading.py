"""How an utterance is read: its words in IPA, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tts_core import SpeechWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tts_core import Pronunciation

__all__ = ["Reading", "SpokenWord", "espeak", "looked_up", "read"]

_RUN = re.compile(r"\S+")
_LEAD = re.compile(r"[^\w]*")
_TAIL = re.compile(r"[^\w\u0300-\u036f]*$")
_SYLLABLES = str.maketrans({".": "", "-": "", "/": "", "[": "", "]": "", "'": "ˈ", ":": "ː"})
"""What people write in IPA that is no sound, or that stands for a sign their keyboard lacks."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word, or several that are spoken as one, with the punctuation beside it."""

    start: int
    end: int
    ipa: str
    guessed: bool = False
    """Whether it can be read in several ways, and nothing told which is meant."""
    listed: bool | None = None
    """Whether a dictionary has it, or a rule read it; None where nobody looked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one utterance as they are said, and what could not be read."""

    words: tuple[SpokenWord, ...]
    warnings: tuple[SpeechWarning, ...] = ()


@lru_cache(maxsize=256)
def espeak(text: str) -> tuple[SpokenWord, ...]:
    """Read *text* as espeak-ng does in American English, which is how the model learned to."""
    return _by_espeak(text, look_up=False)


def looked_up(text: str) -> tuple[SpokenWord, ...]:
    """Read *text* in the same way, and find out which words the dictionary has, which takes longer."""
    return _by_espeak(text, look_up=True)


def _by_espeak(text: str, *, look_up: bool) -> tuple[SpokenWord, ...]:
    from tts_espeak import phoneme_words

    words = phoneme_words(text, "en-us", look_up=look_up)
    return tuple(SpokenWord(word.start, word.end, word.ipa, listed=word.listed) for word in words)


def read(
    text: str,
    given: Sequence[Pronunciation] = (),
    reader: Callable[[str], tuple[SpokenWord, ...]] = espeak,
) -> Reading:
    """Read *text*, saying what the caller gave a reading for as the caller said."""
    words = list(reader(text))
    warnings = [*_unread(text, words, reader), *_foreign(text), *_guessed(text, words)]
    for pronunciation in given:
        words = _replaced(text, words, pronunciation, reader)
    return Reading(tuple(words), tuple(warnings))


def _replaced(
    text: str,
    words: Sequence[SpokenWord],
    given: Pronunciation,
    reader: Callable[[str], tuple[SpokenWord, ...]],
) -> list[SpokenWord]:
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
        SpokenWord(start if not head else given.start, end if not tail else given.end, said),
        *_moved(tail, given.end),
        *after,
    ]


def _moved(words: Sequence[SpokenWord], offset: int) -> list[SpokenWord]:
    return [replace(word, start=word.start + offset, end=word.end + offset) for word in words]


def _unread(
    text: str, words: Sequence[SpokenWord], reader: Callable[[str], tuple[SpokenWord, ...]]
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


def _foreign(text: str) -> Iterator[SpeechWarning]:
    """Name the words of other scripts: an English model reads them by letter, or by foreign rules."""
    for run in _RUN.finditer(text):
        if not run[0].isascii() and any(_is_foreign(letter) for letter in run[0]):
            yield SpeechWarning(
                "foreign",
                f"{run[0]!r} is not in the Latin alphabet; this model speaks English and may read it wrongly",
                run.span(),
            )


def _guessed(text: str, words: Sequence[SpokenWord]) -> Iterator[SpeechWarning]:
    guessed = [word for word in words if word.guessed]
    if guessed:
        named = ", ".join(repr(text[word.start : word.end]) for word in guessed)
        yield SpeechWarning(
            "homograph",
            f"guessed how to read {named}: spaCy's en_core_web_sm, which tells verbs from nouns, is not "
            "installed. To fix it: python -m spacy download en_core_web_sm",
            (guessed[0].start, guessed[-1].end),
        )


@lru_cache(maxsize=1024)
def _is_foreign(letter: str) -> bool:
    return letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith(
        ("LATIN", "MODIFIER", "FULLWIDTH LATIN", "MASCULINE", "FEMININE", "MICRO", "KELVIN", "ANGSTROM")
    )
