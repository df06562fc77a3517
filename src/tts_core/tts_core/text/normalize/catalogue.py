"""Which readers look at which character, in which order."""

from __future__ import annotations

import re

from tts_core.text.normalize import (
    abbreviations,
    addresses,
    chains,
    chemistry,
    dates,
    electronic,
    initialisms,
    maths,
    measures,
    money,
    numerals,
    ranges,
    romans,
    scripture,
    serials,
    slashes,
    symbols,
    telephone,
    times,
    years,
)
from tts_core.text.normalize.scene import Reader

__all__ = ["BY_SIGN", "CAPITALISED", "DIGIT", "EVERY", "shape"]

Named = tuple[str, Reader]

EVERY = "a/:.,-%A1_*"

DIGIT: tuple[tuple[str, Reader, str, str], ...] = (
    ("cardinal", numerals.long_number, EVERY, "Ls"),
    ("cardinal", chains.read, "/:.,-1", "Ls"),
    ("cardinal", numerals.grouped, "1.", "Ls"),
    ("measure", numerals.rate, "a/.", "Ls"),
    ("electronic", electronic.read, "a/:.-%", "Ls"),
    ("electronic", electronic.read, ",A1_*", "L"),
    ("date", dates.after_month, "a/.,-%A1_*", "s"),
    ("date", dates.after_month, "-", "L"),
    ("date", dates.day_first, "a-A_", "s"),
    ("date", dates.numeric, "-/.", "Ls"),
    ("date", slashes.slashed, "/", "Ls"),
    ("serial", serials.wireless, ".", "Ls"),
    ("serial", serials.code, "/.,-%A1_*", "Ls"),
    ("cardinal", addresses.house, "aA1", "Ls"),
    ("telephone", telephone.read, "-./%1_", "Ls"),
    ("telephone", telephone.short, ".,%A1_*", "Ls"),
    ("maths", maths.difference, "-_.,", "Ls"),
    ("maths", maths.scientific, "a.,%A*", "Ls"),
    ("score", scripture.numbered, "A", "Ls"),
    ("score", scripture.verse, ":", "s"),
    ("score", ranges.ratio, ":.", "Ls"),
    ("time", times.read, "a:.-A_", "Ls"),
    ("measure", ranges.dimension, "a.,%A1*", "Ls"),
    ("date", years.read, "a-,/%A_", "Ls"),
    ("money", money.after, "a.,-%A_*", "Ls"),
    ("percent", numerals.percent, "/.,-%A1_*", "Ls"),
    ("measure", measures.read, "a/.,-%A1_*", "Ls"),
    ("range", ranges.ordinals, "a-_", "Ls"),
    ("ordinal", numerals.ordinal, "a,", "Ls"),
    ("fraction", numerals.fraction, "/-1", "Ls"),
    ("serial", serials.named, ".,-%A1_*", "Ls"),
    ("range", ranges.span, "-_.,", "Ls"),
    ("serial", serials.token, "a.-%", "Ls"),
    ("serial", serials.token, "/:,A1_*", "L"),
    ("cardinal", numerals.cardinal, EVERY, "Ls"),
)
"""
The readers of digits. Numbers are so frequent that each reader names what must follow the first digits
for it to have any hope, and whether they may stick to what is before them or must (see `shape`).
"""
_RUN = re.compile(r"\d{1,40}")
_AHEAD = {sign: sign for sign in "/:.,"} | dict.fromkeys("-–—−", "-")
_BEYOND = dict.fromkeys("-–—−", "_") | dict.fromkeys("0123456789(.", "1")


def shape(text: str, at: int) -> str:
    """
    Say in two characters what stands around the digits at *at*.

    The first tells whether they stick to what is before them ("L") or not ("s"); the second what follows:
    a letter (a), a sign of its own, another sign (%), or after a blank a letter (A), a digit (1), a dash
    (_), anything else or the end (*).
    """
    found = _RUN.match(text, at)
    end = found.end() if found else at + 1
    left = "L" if at and not text[at - 1].isspace() else "s"
    after = text[end : end + 1]
    if after == " ":
        beyond = text[end + 1 : end + 2]
        return left + (_BEYOND.get(beyond) or ("A" if beyond.isalpha() else "*"))
    if not after or after.isspace():
        return f"{left}*"
    return left + (_AHEAD.get(after) or ("a" if after.isalpha() else "%"))


_STOP: tuple[Named, ...] = (
    ("electronic", electronic.read),
    ("date", dates.stopped),
    ("initialism", initialisms.degrees),
    ("initialism", initialisms.dotted),
    ("abbreviation", abbreviations.dotted),
    ("serial", serials.calibre),
    ("serial", serials.standard),
    ("cardinal", numerals.point),
)
_CAPITAL: tuple[Named, ...] = (
    ("money", money.before),
    ("date", years.era_first),
    ("date", dates.names),
    ("range", ranges.letters),
    ("roman", romans.read),
    ("chemistry", chemistry.read),
    ("abbreviation", abbreviations.undotted),
    ("abbreviation", addresses.state),
)
_SIGN: tuple[Named, ...] = (("symbol", symbols.decoration), ("symbol", symbols.read))
_CURRENCY: tuple[Named, ...] = (("money", money.before), *_SIGN)
_MATHS: tuple[Named, ...] = (("electronic", electronic.read), ("maths", maths.operator), *_SIGN)

BY_SIGN: dict[str, tuple[Named, ...]] = {
    ".": _STOP,
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _CAPITAL),
    **dict.fromkeys("$£€¥₹₩₽₺₪₫₴₦฿₱₿₵₡₲₸₭₮₼₾៛₤₨﷼֏", _CURRENCY),
    **dict.fromkeys(":\\@_#", (("electronic", electronic.read), *_SIGN)),
    **dict.fromkeys("~=<>≤≥≠≈×÷*±·⋅-", _MATHS),
    "/": (("electronic", electronic.read), ("maths", maths.tight), *_SIGN),
    "+": (("telephone", telephone.plus), *_MATHS),
    "^": (("maths", maths.exponent), *_SIGN),
    "&": (("electronic", electronic.read), ("symbol", symbols.ampersand)),
    "'": (("date", years.apostrophe),),
    "v": (("abbreviation", abbreviations.versus),),
    "k": (("measure", measures.symbol),),
    "": _SIGN,
}
"""The readers of each character, with the class each belongs to; "" stands for every other."""

CAPITALISED = "|".join(
    [
        *(rf"(?<={word[0]}){word[1:]}(?![\w.])" for word in sorted(abbreviations.UNDOTTED)),
        r"[a-z]{2,8}+ ?[-–/] ?[A-Z][a-z]{2}",
        r"(?<=R)s\.? ?\d",
        r"(?<=F)r\. ?\d",
        r"[a-z]?(?=[\d(^])",
    ]
)
"""What may follow a capital that begins something worth a look."""
