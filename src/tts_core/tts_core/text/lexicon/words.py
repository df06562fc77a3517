"""
Text as a lexicon sees it: words, single signs, and white space of any length.

A word keeps its combining marks. In scripts that are written without spaces every character is a word of its
own, so that an entry is found inside a line of them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ..expression import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Word", "fold", "plainly", "read_words"]

Word = tuple[str, int, int]
"""What stands there (white space as one space), and where."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u082d\u0859-\u085b\u08d3-\u0963\u0971-\u0df3"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18-\u0f39\u0f71-\u0f84\u0f86-\u0fbc"
    "\u102b-\u103e\u1056-\u1059\u135d-\u135f\u1712-\u1734\u17b4-\u17d3\u180b-\u180d\u1920-\u193b\u1a17-\u1a1b\u1a55-\u1aff"
    "\u1b00-\u1b04\u1b34-\u1b44\u1b6b-\u1b82\u1ba1-\u1baa\u1be6-\u1bf3\u1c24-\u1c37\u1cd0-\u1cf9\u1dc0-\u1dff"
    "\u200c\u200d\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ua66f-\ua67d\ua6f0\ua6f1\ua823-\ua827\ua880-\ua8c5\ua8e0-\ua8f1"
    "\ua926-\ua953\ua980-\ua9c0\uaa29-\uaa36\uaaeb-\uaaef\uabe3-\uabed\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f"
)
_UNSPACED = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u1000-\u102a\u1050-\u1055"
    "\u1780-\u17b3\u3005-\u3007\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD = expression(rf"[{_UNSPACED}][{_MARKS}]*+|(?:(?![{_UNSPACED}])[\w{_MARKS}])++|(\s++)|.", re.DOTALL)
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-"})


def read_words(text: str, at: int = 0) -> Iterator[Word]:
    """Read what stands in *text* from *at* on."""
    for found in _WORD.finditer(text, at):
        yield (" " if found[1] else found[0]), found.start(), found.end()


def plainly(word: str) -> str:
    """Return a word in one of its several spellings: composed, with plain apostrophes and hyphens."""
    return word if word.isascii() else unicodedata.normalize("NFC", word.translate(_PLAIN))


def fold(word: str) -> str:
    """Return what words that differ only in case have in common."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFC", plainly(word).casefold())
