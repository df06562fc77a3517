"""From words to the ids of a voice, as it saw them in training."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from tts_core.text.segment import segment
from tts_onnx.voice.marks import AS_LATIN, is_silent
from tts_onnx.voice.tokens import NOBODY, Line

from .config import END, PAD, START

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tts_espeak import PhonemeWord

    from .config import Config

__all__ = ["Alphabet", "letters"]

_MARKS = ".,:;!?"
_AS_MARKS = str.maketrans(
    {**AS_LATIN, **dict.fromkeys("—–", ";"), "…": ".", **dict.fromkeys('"«»“”„()[]{}¡¿', "")}
)
"""Punctuation as espeak-ng's clauses end: in training there was no other."""
_BEHIND = re.compile(rf"[\s{_MARKS}]+$")
_ALIKE = {
    "g": "ɡ", "ɝ": "ɜː", "ʧ": "tʃ", "ʤ": "dʒ", "ʦ": "ts", "ʣ": "dz", "’": "'",
    **dict.fromkeys("\u0361\u035c\u200d\ufe0f", ""),
}  # fmt: skip
"""What stands in for a sign that the voice lacks."""


def letters(text: str) -> tuple[PhonemeWord, ...]:
    """Read *text* for a voice that reads letters: each word is what is written."""
    from tts_espeak import PhonemeWord

    return tuple(PhonemeWord(*run.span(), run[0]) for run in re.finditer(r"\S+", text))


class Alphabet:
    """The symbols of one voice."""

    def __init__(self, config: Config) -> None:
        self._config = config
        (self._pad, *_) = config.ids[PAD]
        self._spelled = lru_cache(maxsize=1024)(self._spell)

    def encode(self, text: str, words: Sequence[PhonemeWord], *, continues: bool = False) -> Line:
        """
        Spell the *words* of *text* in ids, behind the boundary and before that at the end, padded.

        A sentence ends with a mark, as all did in training.
        """
        symbols: list[tuple[str, int]] = []
        unknown: list[tuple[int, str]] = []
        ends = self._sentence_ends(text)
        for index, word in enumerate(words):
            said = word.ipa
            if self._config.reader:
                said = _as_clauses(said, ends_sentence=any(word.start < end <= word.end for end in ends))
            spelled, missing = self._spelled(said)
            if missing:
                unknown.append((index, missing))
            if symbols and spelled:
                symbols.append((" ", NOBODY))
            symbols += ((symbol, NOBODY if symbol in _MARKS else index) for symbol in spelled)
        if symbols and symbols[-1][0] not in _MARKS:
            symbols.append(("," if continues else ".", NOBODY))
        tokens, owners = [self._pad], [NOBODY]
        for symbol, owner in symbols:
            for token in self._config.ids.get(symbol, ()):
                tokens += (token, self._pad)
                owners += (owner, owner)
        return Line(tuple(tokens), tuple(owners), tuple(unknown))

    def bounded(self, line: Line) -> list[int]:
        """Put the boundary around *line*."""
        return [*self._config.ids[START], *line.tokens, *self._config.ids[END]]

    def _sentence_ends(self, text: str) -> list[int]:
        sentences = segment(text, self._config.language)
        return [sentence.start + len(sentence.text.rstrip()) for sentence in sentences]

    def _spell(self, said: str) -> tuple[tuple[str, ...], str]:
        """Return the symbols of *said* that the voice has, and those that nothing can be put for."""
        spelled: list[str] = []
        missing: list[str] = []
        for sign in unicodedata.normalize("NFC", said):
            found = next((each for each in self._choices(sign) if all(map(self._has, each))), None)
            if found is not None:
                spelled += found
            elif not is_silent(sign):
                missing.append(sign)
        return tuple(spelled), "".join(dict.fromkeys(missing))

    def _choices(self, sign: str) -> Iterator[Sequence[str]]:
        """Give the ways to spell a sign, the likeliest first."""
        if sign in self._config.replaced:
            yield self._config.replaced[sign]
        apart = unicodedata.normalize("NFD", sign)
        yield apart
        yield (sign,)
        yield [part for each in apart for part in _ALIKE.get(each, each)]
        yield unicodedata.normalize("NFD", sign.casefold())
        yield sign.translate(_AS_MARKS)

    def _has(self, symbol: str) -> bool:
        return symbol in self._config.ids and symbol not in (START, END, PAD)


def _as_clauses(ipa: str, *, ends_sentence: bool) -> str:
    """Let a word end with one mark at most, and with a full stop only where a sentence ends."""
    said = ipa.translate(_AS_MARKS).lstrip(f" {_MARKS}")
    behind = _BEHIND.search(said)
    if behind is None:
        return said
    mark = behind[0].strip()[:1]
    return said[: behind.start()] + ("" if mark == "." and not ends_sentence else mark)
