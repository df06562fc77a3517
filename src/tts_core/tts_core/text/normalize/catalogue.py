"""Which readers look at which character, in which order."""

from __future__ import annotations

from tts_core.text.normalize import (
    abbreviations,
    dates,
    electronic,
    initialisms,
    measures,
    money,
    numerals,
    romans,
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
    ("telephone", telephone.read),
    ("time", times.read),
    ("date", years.read),
    ("money", money.after),
    ("percent", numerals.percent),
    ("measure", measures.read),
    ("ordinal", numerals.ordinal),
    ("fraction", numerals.fraction),
    ("cardinal", numerals.cardinal),
)
_STOP: tuple[Named, ...] = (
    ("electronic", electronic.read),
    ("date", dates.stopped),
    ("initialism", initialisms.degrees),
    ("initialism", initialisms.dotted),
    ("abbreviation", abbreviations.dotted),
    ("cardinal", numerals.point),
)
_CAPITAL: tuple[Named, ...] = (
    ("money", money.before),
    ("date", years.era_first),
    ("date", dates.names),
    ("roman", romans.read),
    ("abbreviation", abbreviations.undotted),
)
_CURRENCY: tuple[Named, ...] = (("money", money.before),)

BY_SIGN: dict[str, tuple[Named, ...]] = {
    **dict.fromkeys("0123456789", _DIGIT),
    ".": _STOP,
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _CAPITAL),
    **dict.fromkeys("$£€¥₹₩₽₺₪₫₴₦฿₱₿₵₡₲₸₭₮₼₾៛₤₨﷼֏", _CURRENCY),
    **dict.fromkeys(":/\\@_#~=", (("electronic", electronic.read),)),
    "+": (("telephone", telephone.plus), ("electronic", electronic.read)),
    "'": (("date", years.apostrophe),),
    "": (),
}
"""The readers of each character, with the class each belongs to; "" stands for every other."""

CAPITALISED = "|".join(
    [
        *(rf"(?<={word[0]}){word[1:]}(?![\w.])" for word in sorted(abbreviations.UNDOTTED)),
        r"[a-z]{2,4} ?[-–/] ?[A-Z][a-z]{2}",
    ]
)
"""What may follow a capital that begins an abbreviation written without its full stop."""
