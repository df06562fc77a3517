"""Which readers look at which character, in which order; those of a kind are fetched when it is first met."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from tts_core.text.normalize.context import Reader
from tts_core.text.normalize.english.abbreviation_list import UNDOTTED
from tts_core.text.normalize.english.digit_dispatch import DIGIT

__all__ = ["BY_SIGN", "CAPITALISED", "Table", "fetch", "tables"]

Named = tuple[str, str]
"""A reader: the class it belongs to, and where it is."""

_ELECTRONIC = ("electronic", "electronic.read")
_OPERATOR = ("maths", "maths.operator")
_BEFORE_MONEY = ("money", "money.before")
_SMALL_ROMAN = ("roman", "roman_numerals.small")
_SIGN = (("symbol", "symbols.decoration"), ("symbol", "symbols.read"))
_MATHS = (_ELECTRONIC, _OPERATOR, *_SIGN)
_FULL_STOP = (
    ("date", "date_names.stopped"),
    ("initialism", "initialisms.degrees"),
    ("initialism", "initialisms.dotted"),
    ("abbreviation", "abbreviations.dotted"),
)
_POINT = (
    ("measure", "measures.pointed"),
    ("serial", "technical.calibre"),
    ("serial", "technical.standard"),
    ("serial", "technical.branch"),
    ("cardinal", "numerals.point"),
)
_CAPITAL = (
    _BEFORE_MONEY,
    ("abbreviation", "addresses.quadrant"),
    ("date", "years.era_first"),
    ("date", "date_names.names"),
    ("range", "ranges.letters"),
    ("roman", "roman_numerals.read"),
    ("chemistry", "isotopes.hyphened"),
    ("chemistry", "chemistry.read"),
    ("abbreviation", "undotted.undotted"),
    ("abbreviation", "addresses.state"),
)

BY_SIGN: dict[str, tuple[Named, ...]] = {
    ".": (_ELECTRONIC, *_FULL_STOP),
    ". ": _FULL_STOP,
    ".0": (_ELECTRONIC, *_FULL_STOP, *_POINT),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _CAPITAL),
    **dict.fromkeys(
        "$£€¥¢₹₩₽₺₪₫₴₦฿₱₿₵₡₲₸₭₮₼₾៛₤₨﷼֏", (("money", "east_asian_money.read"), _BEFORE_MONEY, *_SIGN)
    ),
    **dict.fromkeys(":\\@_#", (_ELECTRONIC, *_SIGN)),
    **dict.fromkeys("~=≤≥≠≈×÷*±·⋅", _MATHS),
    "-": (_ELECTRONIC, _OPERATOR, ("symbol", "symbols.flag"), *_SIGN),
    "<": (("symbol", "symbols.placeholder"), _OPERATOR, *_SIGN),
    ">": (_OPERATOR, *_SIGN),
    "/": (_ELECTRONIC, ("serial", "technical.aperture"), ("maths", "maths.tight"), *_SIGN),
    "+": (("telephone", "telephone.plus"), *_MATHS),
    "^": (("maths", "maths.exponent"), *_SIGN),
    "&": (_ELECTRONIC, ("symbol", "symbols.ampersand")),
    "'": (("date", "years.apostrophe"),),
    "v": (("abbreviation", "undotted.versus"), _SMALL_ROMAN),
    "k": (_BEFORE_MONEY, ("measure", "measures.symbol")),
    "i": (_SMALL_ROMAN,),
    "x": (("maths", "maths.crossed"), _SMALL_ROMAN),
    "(": (("maths", "maths_functions.call"),),
    "|": (("maths", "maths_functions.absolute"), *_SIGN),
}
"""
The readers of each character, with the class each belongs to; ".0" is a stop before a digit, ". " one
before a blank.
"""


def fetch(place: str) -> Reader:
    """Import the reader that is called so: its module, a stop, its name."""
    module, _, name = place.partition(".")
    reader: Reader = getattr(import_module(f"{__package__}.{module}"), name)
    return reader


def _digit(shape: str) -> tuple[Named, ...]:
    left, right = shape[0], shape[1]
    return tuple((name, place) for name, place, rights, lefts in DIGIT if right in rights and left in lefts)


class Table(dict[str, tuple[Reader, ...]]):
    """The readers for every sign, and for every shape of digits, by the classes that are on."""

    def __init__(self, off: frozenset[str]) -> None:
        super().__init__()
        self._off = off

    def __missing__(self, key: str) -> tuple[Reader, ...]:
        named = BY_SIGN[key] if key in BY_SIGN else _digit(key) if len(key) > 1 else _SIGN
        found = self[key] = tuple(fetch(place) for name, place in named if name not in self._off)
        return found


@cache
def tables(off: frozenset[str]) -> Table:
    """Return the one table for the classes that are *off*."""
    return Table(off)


CAPITALISED = "|".join(
    [
        *(rf"(?<={word[0]}){word[1:]}(?![\w.])" for word in sorted(UNDOTTED)),
        r"[a-z]{2,8}+ ?[-–/] ?[A-Z][a-z]{2}",
        r"(?<=T)(?:ues?|hu(?:rs?)?)(?![a-z])|(?<=M)on(?![a-z])|(?<=W)eds?(?![a-z])|(?<=F)ri(?![a-z])",
        r"(?:(?<=S)(?:at|un|ep)|(?<=J)(?:an|un|ul)|(?<=F)eb|(?<=A)(?:pr|ug)|(?<=M)ar|(?<=O)ct|(?<=N)ov|(?<=D)ec)"
        r"(?![a-z.]| \d)|(?<=S)(?:at|un)(?![a-z])",
        r"(?<=R)s\.? ?\d",
        r"(?<=F)r\. ?\d",
        r"[a-z]?(?=[\d(^]|-\d|[+-](?:[\s.,;)]|$))",
    ]
)
"""What may follow a capital that begins something worth a look."""
