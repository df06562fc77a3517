"""Which readers look at which character, in which order; those of a kind are fetched when it is first met."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tts_core.text.normalize.context import Reader
from tts_core.text.normalize.english.abbreviation_list import UNDOTTED

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CAPITALISED", "Table", "tables"]

Named = tuple[str, Reader]


def _stop() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import electronic

    return (("electronic", electronic.read), *_full_stop())


def _full_stop() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import abbreviations, date_names, initialisms

    return (
        ("date", date_names.stopped),
        ("initialism", initialisms.degrees),
        ("initialism", initialisms.dotted),
        ("abbreviation", abbreviations.dotted),
    )


def _point() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import numerals, technical

    return (
        *_stop(),
        ("serial", technical.calibre),
        ("serial", technical.standard),
        ("serial", technical.branch),
        ("cardinal", numerals.point),
    )


def _capital() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import (
        abbreviations,
        addresses,
        chemistry,
        date_names,
        money,
        ranges,
        roman_numerals,
        years,
    )

    return (
        ("money", money.before),
        ("abbreviation", addresses.quadrant),
        ("date", years.era_first),
        ("date", date_names.names),
        ("range", ranges.letters),
        ("roman", roman_numerals.read),
        ("chemistry", chemistry.read),
        ("abbreviation", abbreviations.undotted),
        ("abbreviation", addresses.state),
    )


def _sign() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import symbols

    return (("symbol", symbols.decoration), ("symbol", symbols.read))


def _currency() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import east_asian_money, money

    return (("money", east_asian_money.read), ("money", money.before), *_sign())


def _bracket() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import maths_functions

    return (("maths", maths_functions.call),)


def _bar() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import maths_functions

    return (("maths", maths_functions.absolute), *_sign())


def _small_roman() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import roman_numerals

    return (("roman", roman_numerals.small),)


def _address() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import electronic

    return (("electronic", electronic.read), *_sign())


def _maths() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import electronic, maths

    return (("electronic", electronic.read), ("maths", maths.operator), *_sign())


def _compared() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import maths

    return (("maths", maths.operator), *_sign())


def _stroke() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import electronic, maths, technical

    return (
        ("electronic", electronic.read),
        ("serial", technical.aperture),
        ("maths", maths.tight),
        *_sign(),
    )


def _plus() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import telephone

    return (("telephone", telephone.plus), *_maths())


def _caret() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import maths

    return (("maths", maths.exponent), *_sign())


def _ampersand() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import electronic, symbols

    return (("electronic", electronic.read), ("symbol", symbols.ampersand))


def _apostrophe() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import years

    return (("date", years.apostrophe),)


def _letter_x() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import maths

    return (("maths", maths.crossed), *_small_roman())


def _letter_v() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import abbreviations

    return (("abbreviation", abbreviations.versus), *_small_roman())


def _letter_k() -> tuple[Named, ...]:
    from tts_core.text.normalize.english import measures, money

    return (("money", money.before), ("measure", measures.symbol))


_BY_SIGN: dict[str, Callable[[], tuple[Named, ...]]] = {
    ".": _stop,
    ". ": _full_stop,
    ".0": _point,
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _capital),
    **dict.fromkeys("$£€¥¢₹₩₽₺₪₫₴₦฿₱₿₵₡₲₸₭₮₼₾៛₤₨﷼֏", _currency),
    **dict.fromkeys(":\\@_#", _address),
    **dict.fromkeys("~=≤≥≠≈×÷*±·⋅-", _maths),
    **dict.fromkeys("<>", _compared),
    "/": _stroke,
    "+": _plus,
    "^": _caret,
    "&": _ampersand,
    "'": _apostrophe,
    "v": _letter_v,
    "k": _letter_k,
    "i": _small_roman,
    "x": _letter_x,
    "(": _bracket,
    "|": _bar,
}
"""
The readers of each character, with the class each belongs to; ".0" is a stop before a digit, ". " one
before a blank.
"""


def _digit(shape: str) -> tuple[Named, ...]:
    from tts_core.text.normalize.english.digit_dispatch import DIGIT

    left, right = shape[0], shape[1]
    return tuple((name, reader) for name, reader, rights, lefts in DIGIT if right in rights and left in lefts)


class Table(dict[str, tuple[Reader, ...]]):
    """The readers for every sign, and for every shape of digits, by the classes that are on."""

    def __init__(self, off: frozenset[str]) -> None:
        super().__init__()
        self._off = off

    def __missing__(self, key: str) -> tuple[Reader, ...]:
        named = _BY_SIGN[key]() if key in _BY_SIGN else _digit(key) if len(key) > 1 else _sign()
        found = self[key] = tuple(reader for name, reader in named if name not in self._off)
        return found


@cache
def tables(off: frozenset[str]) -> Table:
    """Return the one table for the classes that are *off*."""
    return Table(off)


CAPITALISED = "|".join(
    [
        *(rf"(?<={word[0]}){word[1:]}(?![\w.])" for word in sorted(UNDOTTED)),
        r"[a-z]{2,8}+ ?[-–/] ?[A-Z][a-z]{2}",
        r"(?:on|ues?|hu(?:rs?)?|eds?|ri|at|un)(?=:|,? (?:& |and |or )?"
        r"(?:\d|:|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b))",
        r"(?<=R)s\.? ?\d",
        r"(?<=F)r\. ?\d",
        r"[a-z]?(?=[\d(^]|[+-](?:[\s.,;)]|$))",
    ]
)
"""What may follow a capital that begins something worth a look."""
