"""Who reads which language: English by lexicon, what espeak-ng reads as misaki has it, the rest by misaki."""

from __future__ import annotations

import logging
import re
import threading
import warnings
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tts_core import ModelUnavailable, SpeechWarning, renew_after_fork

from .alphabet import spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tts_core import Pronunciation
    from tts_hibari.english import English, Reading

__all__ = ["Readers", "check_readable", "is_readable"]

_ESPEAK = {"es": "es", "fr": "fr-fr", "hi": "hi", "it": "it", "pt": "pt-br"}
"""What espeak-ng calls the languages that it reads for Kokoro."""
_NEEDS = {
    **dict.fromkeys(_ESPEAK, ("espeak", ("tts_espeak",))),
    "ja": ("ja", ("misaki", "fugashi", "jaconv", "mojimoji", "unidic_lite")),
    "zh": ("zh", ("misaki", "cn2an", "jieba", "pypinyin")),
}
"""For a language that nothing reads unasked: the extra of this package, and the modules that it brings."""
_CLAUSE = re.compile(r"[^\s、。，．！？；：…,.!?;:]+[、。，．！？；：…,.!?;:]*|[^\s]")


def is_readable(language: str) -> bool:
    """Whether something here reads *language*."""
    _, modules = _NEEDS.get(_primary(language), ("", ()))
    return all(map(find_spec, modules))


def check_readable(language: str, model: str, voice: str) -> None:
    """Raise what says how to have *language* read, if nothing here reads it."""
    if not is_readable(language):
        extra, _ = _NEEDS[_primary(language)]
        why = f"nothing here reads the language of voice {voice!r}, {language}"
        raise ModelUnavailable(model, why, f'pip install "tts-kokoro[{extra}]"')


class Readers:
    """The readers, each made when it is first asked for. Any number of threads may read at once."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        """Take what English is read with from *files*, which were verified."""
        self._files = files
        self._english = cache(self._made)
        self._kept = lru_cache(maxsize=256)(self._read)
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Take no turn from a thread that a forked child does not have."""
        self._turn = threading.Lock()

    def read(self, text: str, given: tuple[Pronunciation, ...], language: str) -> Reading:
        """Read *text*, of *language*, saying what the caller gave a reading for as the caller said."""
        primary = _primary(language)
        if primary == "en":
            return self.english(british=language.casefold() == "en-gb").read(text, given)
        return self._kept(text, given, primary)

    def english(self, *, british: bool = False) -> English:
        """Return who reads English."""
        with self._turn:
            return self._english(british)

    def _made(self, british: bool) -> English:
        from tts_hibari.english import English

        return English(self._files, british=british)

    def _read(self, text: str, given: tuple[Pronunciation, ...], language: str) -> Reading:
        from tts_hibari.english import Reading, SpokenWord

        if language in _ESPEAK:
            from tts_espeak.reading import read

            found = read(text, given, _by_espeak(language))
            words = (
                SpokenWord(word.start, word.end, spelled(word.ipa, language), word.listed)
                for word in found.words
            )
            return Reading(tuple(words), found.warnings)
        with self._turn:
            read_clause = _japanese() if language == "ja" else _chinese()
            clauses = tuple(
                SpokenWord(start, end, spelled(ipa or read_clause(text[start:end]), language))
                for start, end, ipa in _clauses(text, given)
            )
        return Reading(clauses, tuple(_unread(text, clauses)))


def _primary(language: str) -> str:
    primary = language.replace("_", "-").partition("-")[0].casefold()
    return "zh" if primary == "cmn" else primary


def _by_espeak(language: str) -> Callable[[str], Any]:
    from tts_espeak import phoneme_words

    return lambda text: phoneme_words(text, _ESPEAK[language])


@cache
def _japanese() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # What its libraries warn of is not our caller's concern.
        reader = import_module("misaki.cutlet").Cutlet()
    return lambda text: str(reader(text)[0])


@cache
def _chinese() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # As above.
        import_module("jieba").setLogLevel(logging.WARNING)  # It prints how long it took to load.
        reader = import_module("misaki.zh").ZHG2P()
    return lambda text: str(reader(text)[0])


def _clauses(text: str, given: Sequence[Pronunciation]) -> Iterator[tuple[int, int, str]]:
    """Cut *text*, which has no spaces between words, at its marks, and around what has a reading."""
    place = 0
    for each in sorted(given, key=lambda reading: reading.start):
        yield from ((*clause.span(), "") for clause in _CLAUSE.finditer(text, place, each.start))
        yield each.start, each.end, each.ipa
        place = each.end
    yield from ((*clause.span(), "") for clause in _CLAUSE.finditer(text, place))


def _unread(text: str, clauses: Sequence[Any]) -> Iterator[SpeechWarning]:
    """Name the clauses that nothing is said for; misaki passes over what it does not know."""
    for clause in clauses:
        written = text[clause.start : clause.end]
        if any(map(str.isalnum, written)) and not any(map(str.isalpha, clause.phonemes)):
            span = (clause.start, clause.end)
            yield SpeechWarning("unspoken", f"there is no reading for {written!r}", span)
