"""Folding single characters: the many ways of writing one blank, one dash, one digit, one letter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.alignment import Edit
from tts_core.text.normalize.cleanup import emoji, invisible
from tts_core.text.normalize.context import HOLE
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.isotopes import LOWERED, RAISED, isotope

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["fold_character", "folds"]

_SPECIAL = expression(
    r"[^\x09\x0a\x0d\x20-\x7e\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u052f\u05d0-\u05ea\u0620-\u065f\u0671-\u06d3"
    r"\u0900-\u0965\u0e01-\u0e3a\u0e40-\u0e4e\u1100-\u115e\u1161-\u11ff\u1e00-\u1eff\u3041-\u3096\u30a1-\u30fa"
    r"\u30fc\u4e00-\u9fff\uac00-\ud7a3–—“”…]"
)
"""Everything but ASCII, the letters of the commoner scripts, and the typographic signs of prose."""

_SUITS = {"♠": "spades", "♥": "hearts", "♦": "diamonds", "♣": "clubs"}
_STARS = expression(r"(?=[★☆⭐]{2})([★⭐]{1,10})(☆{0,10})(?![★☆⭐½])")
_RAISED_RUN = expression(rf"[{RAISED}]{{1,40}}")
_HIDDEN = expression(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_WIDE = expression("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d6a3\U0001d7ce-\U0001d7ff]{2,}")
_PLAIN: dict[str, str] = {
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "ʹ": "'", "′": "'", "‵": "'", "＇": "'", "″": '"', "‶": '"',
    "„": "“", "‟": "“",
    "«": "“", "»": "”", "‹": "'", "›": "'", "〝": "“", "〞": "”", "「": "“", "」": "”", "『": "“", "』": "”",
    "‐": "-", "‑": "-", "‒": "–", "―": "—", "⸺": "—", "⸻": "—", "−": "-", "﹣": "-", "－": "-", "﹘": "—",
    "⁃": "•",
    "‥": "…", "。": ".", "、": ",", "，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(",
    "）": ")",
    "⁄": "/",
    "∕": "/", "⧸": "/", "º": "°", "˚": "°", "ª": "a", "ʻ": "'", "ˈ": "'", "№": "number", "\u2028": "\n",
    "\u2029": "\n\n",
    "\x0b": "\n", "\x0c": "\n\n", "\x85": "\n", "‼": "!!", "⁇": "??", "⁈": "?!", "⁉": "!?", "⅟": "1/",
    "″́": '"', "ſ": "s",
    "∶": ":", "∖": "\\", "∣": "|", "∗": "*", "⁎": "*", "٪": "%", "؉": "‰", "٫": ".", "٬": ",", "¯": "",
    "‾": "", "〜": "~", "～": "~",
}  # fmt: skip
_GREEK = {sign: unicodedata.name(sign).rpartition(" ")[2].lower() for sign in "αβγδεζηθικμνξοπρσςτυφχψω"}
_GREEK |= {"λ": "lambda", "ϕ": "phi", "ϑ": "theta", "ϵ": "epsilon", "∆": "delta"}
_GREEK_SCRIPT = expression("[\u0370-\u03ff\u1f00-\u1fff]")
_UNIT_LETTER = expression(r"[mgLlsFAVWNJMH](?![A-Za-z]{2})")


@lru_cache(maxsize=8192)
def fold_character(sign: str) -> str | None:
    """Return what *sign* is folded to, HOLE when it cannot be said, or None when it stays."""
    if sign in _PLAIN:
        return _PLAIN[sign]
    if _HIDDEN.match(sign):
        return ""
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    if category in ("Cc", "Cs", "Co", "Cn", "Cf"):
        return HOLE
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if sign in "™®℠":
        return HOLE
    if category in ("No", "Nl"):
        return _number(sign)
    compatible = unicodedata.normalize("NFKC", sign)
    if category[0] in "LM":
        # Compatibility letters (mathematical, full-width, ligatures) are the plain ones; others stay.
        return compatible if compatible != sign and compatible.isascii() else None
    if category in ("Ps", "Pi"):
        return "("
    if category in ("Pe", "Pf"):
        return ")"
    if category == "Pd":
        return "—"
    if compatible != sign and not compatible[0].isspace():
        return compatible if compatible.isprintable() and "(" not in compatible[1:] else None
    if category == "Sc":
        return None if len(sign.encode("utf-8")) < 4 else HOLE
    if category[0] == "S" and not _readable(sign):
        return HOLE
    return None


def _readable(sign: str) -> bool:
    """Tell whether the readers of signs look at *sign*."""
    return "\u00a2" <= sign <= "\u00be" or "\u2020" <= sign <= "\u2bff" or sign in "×÷"


def _number(sign: str) -> str:
    value = unicodedata.numeric(sign)
    plain = unicodedata.normalize("NFKC", sign).replace("\u2044", "/")
    if plain.isascii() and plain != sign:
        return plain.strip("()., ") if plain[0] == "(" or plain[-1] in ".," else plain
    if value == int(value):
        return str(int(value))
    for below in (2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 32, 40, 64, 80, 160, 320):
        if (value * below).is_integer():
            return f"{int(value * below)}/{below}"
    return HOLE


def folds(text: str, english: bool, name_emoji: bool, drop_emoji: bool) -> Iterator[Edit]:
    """Yield the edits of the characters of *text*, in order."""
    at = last = 0
    search = _SPECIAL.search
    while found := search(text, at):
        start = found.start()
        sort = invisible.sort(text[start])
        if sort == "mark":
            edit, at = invisible.marked(text, start)
        elif sort == "hidden":
            edit = invisible.hidden(text, start)
            at = edit.end
        else:
            edit = _edit(text, start, english, name_emoji, drop_emoji)
            at = edit.end if edit else start + 1
        if edit is None:
            continue
        if edit.start < last:
            # The letter under these marks is folded already.
            edit = Edit(start, edit.end, "", "unicode")
        last = edit.end
        yield edit


def _edit(text: str, at: int, english: bool, name_emoji: bool, drop_emoji: bool) -> Edit | None:
    sign = text[at]
    if english and drop_emoji and sign in emoji.HEARTS and (end := emoji.love(text, at)):
        before, after = text[at - 1].strip() and " ", text[end].strip() and " "
        return Edit(at, end, f"{before}love{after}", "emoji")
    if sign > "\U0001f000" and drop_emoji and (end := emoji.cluster(text, at)) is not None:
        return emoji.edit(text, at, end, name_emoji)
    if english and sign == "’":
        return Edit(at, at + 1, "'", "unicode")
    if sign in "\u200c\u200d":
        # Joiners shape the letters of some scripts; anywhere else they are invisible.
        shapes = at and text[at - 1].isalpha() and ord(text[at - 1]) > 0x590
        return None if shapes else Edit(at, at + 1, "", "unicode")
    if english and sign in _SUITS and at and text[at - 1] in "AKQJ0123456789":
        return Edit(at, at + 1, f" of {_SUITS[sign]}", "unicode")
    if english and sign in "★☆⭐" and (stars := _STARS.match(text, at)):
        full, empty = len(stars[1]), len(stars[2])
        said = spellout.cardinal(full) + (f" out of {spellout.cardinal(full + empty)}" if empty else "")
        return Edit(at, stars.end(), f"{said} star{'s' * (full + empty > 1)}", "unicode")
    if (
        english
        and sign in "»›"
        and text[at - 1 : at] == text[at + 1 : at + 2] == " "
        and "«" not in text[:at]
    ):
        return Edit(at, at + 1, ",", "pause")
    if drop_emoji and (end := emoji.cluster(text, at)) is not None:
        return emoji.edit(text, at, end, name_emoji)
    if not english:
        return _foreign(text, at)
    if sign in RAISED:
        if named := isotope(text, at):
            return Edit(at, named[0], named[1], "unicode")
        found = _RAISED_RUN.match(text, at)
        end = found.end() if found else at + 1
        return Edit(at, end, _raised(text, at, end), "unicode")
    if sign in _GREEK or sign in "µΔΣΩΠΘΛΦΨΓ":
        return _greek(text, at)
    folded = fold_character(sign)
    if folded is None:
        return None
    if folded == HOLE:
        return Edit(at, at + 1, HOLE, "dropped", "")
    if len(folded) == 1 and folded.isalnum() and (wide := _WIDE.match(text, at)):
        letters = [fold_character(letter) for letter in wide[0]]
        if None not in letters and HOLE not in letters:
            return Edit(at, wide.end(), "".join([letter or "" for letter in letters]), "unicode")
    if folded == " " and (grouped := _grouped(text, at)):
        folded = grouped
    elif sign == "№" and text[at + 1 : at + 2].strip():
        folded = "number "
    elif folded[:1].isdigit() and "/" in folded and at and text[at - 1].isnumeric():
        folded = f" {folded}"
    elif len(folded) > 1 and folded.isalnum() and unicodedata.category(sign)[0] != "L" and at:
        before = text[at - 1]
        folded = f" {folded}" if before.isalnum() and not before.isdigit() else folded
    return Edit(at, at + 1, folded, "unicode")


def _raised(text: str, start: int, end: int) -> str:
    plain = text[start:end].translate(LOWERED)
    return f"^{plain}" if start and (text[start - 1].isalnum() or text[start - 1] in ")]'") else plain


def _grouped(text: str, at: int) -> str | None:
    """Take a narrow blank that groups the digits of a number for the comma of that number."""
    if text[at] in "\u2007\u2008\u2009\u202f\u00a0" and at and text[at - 1].isdigit():
        after = text[at + 1 : at + 5]
        if len(after) >= 3 and after[:3].isdecimal() and not after[3:].isdigit():
            return ","
    return None


def _greek(text: str, at: int) -> Edit | None:
    sign = text[at]
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    if (
        (_GREEK_SCRIPT.match(before) and before != "π")
        or _GREEK_SCRIPT.match(after)
        or invisible.MARK.match(after)
    ):
        return None
    if sign in "µμ" and _UNIT_LETTER.match(text, at + 1):
        return None
    if sign == "Ω" and (
        before.isdigit()
        or (before in " kMm" and text[at - 2 : at - 1].isdigit())
        or text[at - 3 : at - 2].isdigit()
    ):
        return None
    name = _GREEK.get(sign) or _GREEK.get(sign.lower()) or "micro"
    lead = " " if before.isalnum() else ""
    return Edit(
        at, at + 1, f"{lead}{name}{' ' if after.isalnum() and after not in RAISED else ''}", "unicode"
    )


def _foreign(text: str, at: int) -> Edit | None:
    """Fold for other languages only what stands between a number and its reader, and what is invisible."""
    sign = text[at]
    if _HIDDEN.match(sign):
        return Edit(at, at + 1, "", "unicode")
    category = unicodedata.category(sign)
    if category == "Zs" and sign != "\u3000":
        return Edit(at, at + 1, " ", "unicode")
    if category == "Nd":
        return Edit(at, at + 1, str(unicodedata.decimal(sign)), "unicode")
    if sign == "−":
        return Edit(at, at + 1, "-", "unicode")
    if category in ("Cc", "Cs", "Co", "Cn"):
        return Edit(at, at + 1, HOLE, "dropped", "")
    return None
