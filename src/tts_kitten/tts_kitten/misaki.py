"""
Pronunciation by misaki: a lexicon, and a tagger for words that are read one way or the other.

What it answers is put back into the alphabet that the models learned, which is espeak-ng's; words
that it does not know are read by espeak-ng itself.
"""

from __future__ import annotations

import re
import threading
import warnings
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from tts_core import SpeechWarning, renew_after_fork
from tts_espeak import PhonemeWord
from tts_espeak.reading import american

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["guesses", "misaki", "respelled"]

_TAGGER = "en_core_web_sm"
_FROM_ESPEAK = re.compile("\ue000(.*?)\ue001")
"""Fences around what is in espeak-ng's spelling already."""
_MARKS = '.,;:!?…—–"“”„«»()[]{}¡¿'
_TAGS = {"a": "DT", "an": "DT", "the": "DT", "i": "PRP", "in": "IN"}
"""What the commonest words are, where nobody else says it: without it, misaki says "a" as a letter."""
_MARK = ":"
"""What a mark is: without it, misaki takes it and the word before it for one word, which it does not know."""
_WORD = re.compile(r"[^\s\W]+|\S")

_VOWELS = "AIOWYQaeiouæɑɐɒɔəɚɛɜɪʊʌᵊᵻ"
_SPELLINGS = (
    (re.compile("ʔᵊn"), "ʔn\u0329"),
    (re.compile(f"ɜɹ(?=[ˈˌ]?[{_VOWELS}])"), "ɜːɹ"),
    (re.compile("ɜɹ"), "ɜː"),
    (re.compile(f"[əᵊ]ɹ(?=[ˈˌ]?[{_VOWELS}])"), "ɚɹ"),
    (re.compile("[əᵊ]ɹ"), "ɚ"),
    (re.compile("^ə(?=.)"), "ɐ"),
    (re.compile("^ə$"), "ɐ"),
    (re.compile("^ði$"), "ðɪ"),
    (re.compile("ɑ(?!ː)"), "ɑː"),
    (re.compile("ɔ(?!ː)"), "ɔː"),
    (re.compile("u(?!ː)"), "uː"),
    (re.compile(f"(?<=[ˈˌ])([^{_VOWELS}ˈˌ]*)i(?![ːə])"), r"\1iː"),
    (re.compile(f"^([^{_VOWELS}ˈˌ]*)i([^{_VOWELS}ːˈˌ]*)$"), r"\1iː\2"),
    (re.compile("T"), "ɾ"),
    (re.compile("A"), "eɪ"),
    (re.compile("I"), "aɪ"),
    (re.compile("O"), "oʊ"),
    (re.compile("W"), "aʊ"),
    (re.compile("Y"), "ɔɪ"),
    (re.compile("Q"), "əʊ"),
    (re.compile("ʤ"), "dʒ"),
    (re.compile("ʧ"), "tʃ"),
    (re.compile("ᵊ"), "ə"),
)
"""Where misaki's alphabet and espeak-ng's American English differ, in the order in which to see to it."""


def respelled(phonemes: str) -> str:
    """Put misaki's *phonemes* into espeak-ng's alphabet."""
    parts = _FROM_ESPEAK.split(phonemes)
    return "".join(
        part if index % 2 else _WORD.sub(lambda word: _word(word[0]), part)
        for index, part in enumerate(parts)
    )


@lru_cache(maxsize=256)
def misaki(text: str) -> tuple[PhonemeWord, ...]:
    """Read *text* as misaki does, word by word."""
    reader = _reader()
    with reader.lock:
        _, tokens = reader.g2p(text, preprocess=False)
        return tuple(_words(text, tokens, reader.homographs))


def guesses(text: str, words: Sequence[PhonemeWord]) -> Iterator[SpeechWarning]:
    """Name the words that can be read in several ways, where nothing told which is meant."""
    guessed = [word for word in words if word.guessed]
    if guessed:
        named = ", ".join(repr(text[word.start : word.end]) for word in guessed)
        yield SpeechWarning(
            "homograph",
            f"guessed how to read {named}: spaCy's en_core_web_sm, which tells verbs from nouns, is not "
            "installed. To fix it: python -m spacy download en_core_web_sm",
            (guessed[0].start, guessed[-1].end),
        )


class _Reader:
    def __init__(self) -> None:
        from importlib import import_module

        spacy: Any = import_module("spacy")
        en: Any = import_module("misaki.en")
        tagged = spacy.util.is_package(_TAGGER)

        class Lexicon(en.Lexicon):  # type: ignore[misc]  # misaki has no types
            @staticmethod
            def is_number(word: str, is_head: bool) -> bool:
                """Leave numbers to who reads them without printing what it cannot."""
                del word, is_head
                return False

        class G2P(en.G2P):  # type: ignore[misc]  # as above
            def __init__(self) -> None:
                # The original would download the tagger when it is not here.
                self.version = "2.0"
                self.british = False
                self.nlp = spacy.load(_TAGGER, enable=["tok2vec", "tagger"]) if tagged else spacy.blank("en")
                self.lexicon = Lexicon(False)
                self.fallback = _fallback
                self.unk = ""

            def tokenize(self, text: str, tokens: Any, features: Any) -> list[Any]:
                """Cut *text* into tokens, each with its part of speech as far as that is known."""
                found: list[Any] = super().tokenize(text, tokens, features)
                for token in found:
                    mark = "" if any(map(str.isalnum, token.text)) else _MARK
                    token.tag = token.tag or _TAGS.get(token.text.lower(), mark)
                return found

        self.g2p: Any = G2P()
        self.renew()
        renew_after_fork(self)
        self.homographs = frozenset() if tagged else _homographs(self.g2p.lexicon.golds)

    def renew(self) -> None:
        """Take no turn from a thread that a forked child does not have."""
        self.lock = threading.Lock()


@cache
def _reader() -> _Reader:
    with warnings.catch_warnings():
        # misaki opens its lexicon in a way that some Pythons deprecate, which is not our caller's concern.
        warnings.simplefilter("ignore", DeprecationWarning)
        return _Reader()


def _homographs(lexicon: dict[str, Any]) -> frozenset[str]:
    """Return the words whose reading depends on what part of speech they are."""
    return frozenset(word for word, readings in lexicon.items() if isinstance(readings, dict))


def _fallback(token: Any) -> tuple[str, int]:
    """Answer for a word that misaki does not know; marks go through as they are."""
    if not any(map(str.isalnum, token.text)):
        return token.text, 2
    read = " ".join(word.ipa.strip(_MARKS) for word in american(token.text))
    return f"\ue000{read}\ue001", 2


def _words(text: str, tokens: list[Any], homographs: frozenset[str]) -> Iterator[PhonemeWord]:
    """
    Make a word of what stands between two spaces.

    The punctuation around it is the text's: what misaki makes of it depends on the tagger.
    """
    start = position = 0
    ipa, guessed = "", False
    for token in tokens:
        position += len(token.text)
        ipa += token.phonemes or ""
        guessed |= token.text.casefold() in homographs
        if token.whitespace or token.text.isspace() or token is tokens[-1]:
            written = text[start:position]
            if written.strip():
                before, behind = _marks(written.strip())
                lead, tail = len(written) - len(written.lstrip()), len(written.rstrip())
                said = f"{before}{respelled(ipa.strip(_MARKS))}{behind}"
                listed = not _FROM_ESPEAK.search(ipa) if any(map(str.isalnum, written)) else None
                yield PhonemeWord(start + lead, start + tail, said, listed, guessed)
            position += len(token.whitespace)
            start, ipa, guessed = position, "", False


def _marks(written: str) -> tuple[str, str]:
    """Return the punctuation before and behind a word; a full stop that abbreviates is none."""
    word = written.strip(_MARKS)
    if not word:
        return written, ""
    before, _, behind = written.partition(word)
    return before, behind.removeprefix(".") if "." in word and word.replace(".", "").isalpha() else behind


def _word(phonemes: str) -> str:
    for pattern, spelling in _SPELLINGS:
        phonemes = pattern.sub(spelling, phonemes)
    return phonemes
