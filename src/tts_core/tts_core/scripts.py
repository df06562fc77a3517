"""Which script a letter is of, which a language is written in, and which words of a text are in others."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["foreign_words", "script_name", "script_of", "scripts_of"]

UNKNOWN = "Zzzz"
"""What ISO 15924 calls a script that it has no code for: no voice says it unless it says every script."""

_CODES = {
    "LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "HEBREW": "Hebr", "ARABIC": "Arab", "SYRIAC": "Syrc", "THAANA": "Thaa", "NKO": "Nkoo",
    "ETHIOPIC": "Ethi", "TIFINAGH": "Tfng", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda",
    "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt",
    "MYANMAR": "Mymr", "KHMER": "Khmr", "MONGOLIAN": "Mong", "HANGUL": "Hang", "CJK": "Hani",
    "HIRAGANA": "Hira", "KATAKANA": "Kana", "BOPOMOFO": "Bopo", "CHEROKEE": "Cher", "CANADIAN": "Cans",
    "YI": "Yiii",
}  # fmt: skip
"""The code of each script, by the word that the Unicode names of its letters begin with."""
_OTHERWISE_NAMED = {"IDEOGRAPHIC": "Hani", "HENTAIGANA": "Hira", "KATAKANA-HIRAGANA": "Kana"}
_NAMES = {code: word.title() for word, code in _CODES.items()} | {"Hani": "Chinese", UNKNOWN: "other"}
_SHARED = frozenset({
    "MODIFIER", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER", "SUPERSCRIPT", "SUBSCRIPT",
    "PLANCK", "TURNED", "FEMININE", "MASCULINE", "MICRO", "CARON", "EULER", "OHM", "KELVIN", "ANGSTROM",
    "ALEF", "BET", "GIMEL", "DALET", "INFORMATION", "ROMAN",
})  # fmt: skip
"""What the names of letters begin with that belong to no script: signs of mathematics, ordinals, units."""

_WRITTEN = {
    "Arab": "ar fa ur ps sd ug ckb arz apc ary",
    "Armn": "hy hyw",
    "Beng": "bn as bpy",
    "Cher": "chr",
    "Cyrl": "ru uk be bg mk kk ky tg tt ba cv mn",
    "Cyrl Latn": "sr sh uz",
    "Deva": "hi mr ne sa kok bho mai",
    "Ethi": "am ti",
    "Geor": "ka",
    "Grek": "el grc",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hani": "zh cmn yue wuu nan hak",
    "Hebr": "he iw yi",
    "Hira Kana Hani": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Latn": "fil ceb haw ast nds hsb dsb",
    "Latn Arab": "ku ms",
    "Latn Cans": "iu",
    "Mlym": "ml",
    "Mymr": "my shn",
    "Orya": "or",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thaa": "dv",
    "Thai": "th",
    "Tibt": "bo dz",
    "Yiii": "ii",
}
_SCRIPTS = {tag: frozenset(codes.split()) for codes, tags in _WRITTEN.items() for tag in tags.split()}
_TOGETHER = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hira Kana Hani", "Kore": "Hang Hani"}
"""Codes that tags of languages use for several scripts, or for a manner of one."""
_WORD = re.compile(r"\S+")


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str | None:
    """Return the ISO 15924 code of the script that *letter* is of; None for what is of none, or of all."""
    if not letter.isalpha():
        return None
    word, _, rest = unicodedata.name(letter, UNKNOWN).partition(" ")
    if word in ("HALFWIDTH", "FULLWIDTH"):
        word = rest.partition(" ")[0]
    if word in _SHARED:
        return None
    return _CODES.get(word) or _OTHERWISE_NAMED.get(word, UNKNOWN)


def script_name(code: str) -> str:
    """Return what people call the script *code*."""
    return _NAMES.get(code, code)


@lru_cache(maxsize=256)
def scripts_of(language: str) -> frozenset[str] | None:
    """
    Return the scripts that *language*, a BCP-47 tag, is written in; None where we do not know.

    A tag that names its script, such as "sr-Latn", means that one.
    """
    primary, *others = language.replace("_", "-").split("-")
    for part in others:
        if len(part) == 1:
            break
        if len(part) == 4 and part.isalpha():
            return frozenset(_TOGETHER.get(part.title(), part.title()).split())
    tag = primary.casefold()
    return _SCRIPTS.get(tag) or (frozenset(("Latn",)) if len(tag) == 2 else None)


def foreign_words(text: str, scripts: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """
    Yield where words of *text* have letters of other scripts than *scripts*, and of which.

    Neighbouring words are one find.
    """
    if "Latn" in scripts and text.isascii():
        return
    begin = end = 0
    found = ""
    for word in _WORD.finditer(text):
        others = {script_of(letter) for letter in word[0]} - scripts - {None}
        if not others:
            if found:
                yield begin, end, found
            found = ""
        elif not found:
            (begin, end), found = word.span(), min(map(str, others))
        else:
            end = word.end()
    if found:
        yield begin, end, found
