"""Which readers look at which character, in which order."""

from __future__ import annotations

from tts_core.text.normalize import (
    abbreviations,
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
    serials,
    symbols,
    telephone,
    times,
    years,
)
from tts_core.text.normalize.scene import Reader

__all__ = ["BY_SIGN", "CAPITALISED"]

Named = tuple[str, Reader]

_DIGIT: tuple[Named, ...] = (
    ("cardinal", numerals.long_number),
    ("electronic", electronic.read),
    ("date", dates.digits),
    ("serial", serials.code),
    ("telephone", telephone.read),
    ("maths", maths.difference),
    ("maths", maths.scientific),
    ("score", ranges.ratio),
    ("time", times.read),
    ("measure", ranges.dimension),
    ("date", years.read),
    ("money", money.after),
    ("percent", numerals.percent),
    ("measure", measures.read),
    ("range", ranges.ordinals),
    ("ordinal", numerals.ordinal),
    ("fraction", numerals.fraction),
    ("serial", serials.named),
    ("range", ranges.span),
    ("serial", serials.token),
    ("cardinal", numerals.cardinal),
)
_STOP: tuple[Named, ...] = (
    ("electronic", electronic.read),
    ("date", dates.stopped),
    ("initialism", initialisms.degrees),
    ("initialism", initialisms.dotted),
    ("abbreviation", abbreviations.dotted),
    ("serial", serials.calibre),
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
)
_SIGN: tuple[Named, ...] = (("symbol", symbols.decoration), ("symbol", symbols.read))
_CURRENCY: tuple[Named, ...] = (("money", money.before), *_SIGN)
_MATHS: tuple[Named, ...] = (("electronic", electronic.read), ("maths", maths.operator), *_SIGN)

BY_SIGN: dict[str, tuple[Named, ...]] = {
    **dict.fromkeys("0123456789", _DIGIT),
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
        r"[a-z]?(?=[\d(])",
    ]
)
"""What may follow a capital that begins something worth a look."""
