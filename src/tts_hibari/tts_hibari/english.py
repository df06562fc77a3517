"""
How English is read for Kokoro and what learned from it: hibari-tts's port of misaki, word by word.

What it reads is what the caller's text became; markup of its own within that text is not obeyed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hibari.g2p import (
    CURRENCIES,
    G2P,
    PUNCT_TAGS,
    SYMBOL_PHONEMES,
    SYMBOLS,
    Lexicon,
    Tagger,
    Tok,
    Tokenizer,
)

from tts_core import SpeechWarning

from .alphabet import MARKS, from_ipa
from .catalogue import (
    BRITISH_GOLD,
    BRITISH_SILVER,
    BRITISH_SPELLING,
    BRITISH_SPELLING_LETTERS,
    EXCEPTIONS,
    GOLD,
    SILVER,
    SPELLING,
    SPELLING_LETTERS,
    TAGGER,
)
from .spelling import Spelling
from .tables import Words, tagger_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tts_core import Pronunciation

__all__ = ["English", "Reading", "SpokenWord"]

_RUN = re.compile(r"\S+")
_PART = re.compile(r"[()\[\]{}]|[^()\[\]{}]+")
_BRACKETS = {"(": "(", "[": "(", "{": "(", ")": ")", "]": ")", "}": ")"}
_ENDS = frozenset(".!?…")
_BY_RULE = 2
"""What the reader rates a word with that it found in no lexicon."""
_KNOWN_SIGNS = {*(sign for sign, said in SYMBOL_PHONEMES.items() if said), *SYMBOLS, *CURRENCIES}


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A stretch of the text between two spaces, as it is said."""

    start: int
    end: int
    phonemes: str
    """In misaki's alphabet, the marks before and behind it among them."""
    listed: bool | None = None
    """Whether the lexicons have it; None where it is a mark, or the caller gave its reading."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one utterance as they are said, and what could not be read."""

    words: tuple[SpokenWord, ...]
    warnings: tuple[SpeechWarning, ...] = ()


_AMERICAN = (GOLD, SILVER, SPELLING, SPELLING_LETTERS)
_BRITISH = (BRITISH_GOLD, BRITISH_SILVER, BRITISH_SPELLING, BRITISH_SPELLING_LETTERS)


class English:
    """A reader of English, American unless it is to be *british*. Any number of threads may read at once."""

    def __init__(self, files: Mapping[str, Path], *, british: bool = False) -> None:
        """Take the tables from *files*, which were verified."""
        import json

        gold, silver, spelling, letters = _BRITISH if british else _AMERICAN
        self.british = british
        self._lexicon = _Lexicon(Words(files[gold]), Words(files[silver]), british)
        self._tokenizer = Tokenizer(json.loads(files[EXCEPTIONS].read_bytes()))
        self._tagger = Tagger(tagger_model(files[TAGGER]))
        self._spelling = Spelling(files[spelling], files[letters])
        self.read = lru_cache(maxsize=256)(self._read)
        self.read("Ready.")  # What the first text needs is unpacked for it.

    def _read(self, text: str, given: tuple[Pronunciation, ...] = ()) -> Reading:
        """Read *text*, saying what the caller gave a reading for as the caller said."""
        tokens: list[Any] = []
        spans: list[tuple[int, int]] = []
        begun: int | None = None
        for start, end, ipa in _stretches(text, given):
            written = unicodedata.normalize("NFC", text[start:end])
            if ipa is not None:
                tokens.append(Tok(written, phonemes=from_ipa(ipa, british=self.british), rating=5))
            else:
                tokens += self._cut(written)
            begun = start if begun is None else begun
            if not text[end : end + 1].strip():
                tokens[-1].whitespace = " "
                spans.append((begun, end))
                begun = None
        if not tokens:
            return Reading(())
        self._tag(tokens)
        missing: set[str] = set()
        words = tuple(_words(_Reader(self, missing).phonemize_tokens(tokens), spans))
        return Reading(words, tuple(_warnings(text, words, missing, given)))

    def _cut(self, run: str) -> list[Any]:
        """Cut what stands between two spaces; brackets are taken for what they are, wherever they stand."""
        made = []
        for part in _PART.findall(run):
            if part in _BRACKETS:
                made.append(Tok(part, phonemes=_BRACKETS[part], rating=4))
            else:
                made += [Tok(token) for token in self._tokenizer.split(part)]
        return made

    def _tag(self, tokens: list[Any]) -> None:
        """Say what part of speech each token is, sentence by sentence, as the tagger learned to."""
        begun = 0
        for place, token in enumerate(tokens, start=1):
            if token.text in _ENDS or place == len(tokens):
                sentence = tokens[begun:place]
                for each, tag in zip(sentence, self._tagger([each.text for each in sentence]), strict=True):
                    # What has letters is a word, also where the tagger knows no letter of it.
                    each.tag = "NN" if tag in PUNCT_TAGS and any(map(str.isalnum, each.text)) else tag
                begun = place


class _Lexicon(Lexicon):  # type: ignore[misc]  # hibari has no types
    """The lexicon, which also says numbers that are too large for it: figure by figure."""

    def get_number(self, word: str, currency: str | None, is_head: bool) -> tuple[str | None, int | None]:
        """Return how a number is said."""
        try:
            said: tuple[str | None, int | None] = super().get_number(word, currency, is_head)
        except (IndexError, ValueError):
            figures = [self.get_number(each, None, True)[0] for each in word if each.isdecimal()]
            return " ".join(filter(None, figures)), _BY_RULE
        return said


class _Reader(G2P):  # type: ignore[misc]  # hibari has no types
    """The reader of one text, over tables that all of them share; it notes the letters that it lacks."""

    def __init__(self, english: English, missing: set[str]) -> None:
        # The original would make objects of the whole tables.
        self.lexicon = english._lexicon
        self.tokenizer, self.tagger = english._tokenizer, english._tagger
        self.unk, self.british = "", english.british
        self._spelling, self._missing = english._spelling, missing
        self._oov = self._spelled

    def _spelled(self, word: str) -> str:
        said, missing = self._spelling.read(word)
        self._missing.update(missing)
        return said


def _stretches(text: str, given: Sequence[Pronunciation]) -> Iterator[tuple[int, int, str | None]]:
    """Cut *text* between words, and around what the caller gave a reading for."""
    place = 0
    for each in sorted(given, key=lambda reading: reading.start):
        yield from ((*run.span(), None) for run in _RUN.finditer(text, place, each.start))
        yield each.start, each.end, each.ipa
        place = each.end
    yield from ((*run.span(), None) for run in _RUN.finditer(text, place))


def _words(tokens: Sequence[Any], spans: Sequence[tuple[int, int]]) -> Iterator[SpokenWord]:
    """Make a word of what stands between two spaces."""
    places = iter(spans)
    said, ratings = "", []
    for token in tokens:
        said += token.phonemes or ""
        if token.phonemes and not MARKS.issuperset(token.phonemes):
            ratings.append(token.rating)
        if token.whitespace:
            listed = None if not ratings or 5 in ratings else _BY_RULE not in ratings
            yield SpokenWord(*next(places), said, listed)
            said, ratings = "", []


def _warnings(
    text: str, words: Sequence[SpokenWord], missing: set[str], given: Sequence[Pronunciation]
) -> Iterator[SpeechWarning]:
    """Name what is not said."""
    for word in words:
        written, span = text[word.start : word.end], (word.start, word.end)
        if any(each.start < word.end and word.start < each.end for each in given):
            continue
        unsaid = [sign for sign in written if sign in missing or _is_unknown_sign(sign)]
        if MARKS.issuperset(word.phonemes) and any(map(_is_missed, written)):
            yield SpeechWarning("unspoken", f"there is no reading for {written!r}", span)
        elif unsaid:
            named = "".join(dict.fromkeys(unsaid))
            yield SpeechWarning("unspoken", f"there is no reading for {named!r} in {written!r}", span)


def _is_missed(sign: str) -> bool:
    """Whether somebody would miss *sign* if it were not spoken; punctuation nobody does."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "S"


def _is_unknown_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "S" and sign not in _KNOWN_SIGNS
