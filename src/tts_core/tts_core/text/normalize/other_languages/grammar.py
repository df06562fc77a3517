"""The grammar of numbers: what every language has, to be overruled where one has more."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tts_core.text.normalize.other_languages.language import Noun

__all__ = ["PLAIN", "Date", "Form", "Grammar", "Surroundings"]

_NAMELESS = (NotImplementedError, ArithmeticError, LookupError, AttributeError, TypeError, ValueError)
"""How num2words fails on numbers it has no names for; their digits it always knows."""


class Form(NamedTuple):
    """What a number agrees with."""

    gender: str = ""
    """m, f or n of the noun behind it; nothing where none stands there."""
    case: str = ""
    """n, g, d, a, i or l (locative, prepositional)."""


PLAIN = Form()
"""Of a number that stands alone."""


class Surroundings(NamedTuple):
    """The words around a number, as they are written."""

    before: str = ""
    earlier: str = ""
    """The word before the one before."""
    after: str = ""


class Date(NamedTuple):
    """A date, of which the year may be missing."""

    day: int
    month: str
    year: str
    """The digits of the year."""
    mark: str = ""
    """What makes an ordinal of the day."""


@lru_cache(maxsize=2048)
def _words(number: int, converter: str, kind: str) -> str | None:
    from num2words import num2words

    try:
        return str(num2words(number, lang=converter, to=kind)).replace(",", "")
    except _NAMELESS:
        return None


class Grammar:
    """Says numbers in words."""

    largest = 10**15
    """The first number that is said digit by digit."""
    pairs = False
    """Whether two decimal places are said as one number."""
    point = ""
    """What is said for the decimal mark."""
    gap = " "
    """What stands between words."""
    since_hour = ""
    """What is said before a stretch of hours, where numbers are bent."""
    prepositions: frozenset[str] = frozenset()
    """Words after which a range is said without "from" and "to"."""
    conjunction = ""
    """What is said between a number and a fraction."""
    and_half = ""
    """What is said for ½ behind a number."""

    def __init__(self, converter: str = "") -> None:
        self.converter = converter
        """The language's name in num2words."""

    def words(self, number: int) -> str | None:
        """Return the bare words for *number*, or None where it has none."""
        return _words(number, self.converter, "cardinal")

    def rank(self, number: int) -> str | None:
        """Return the bare ordinal of *number*, or None where it has none."""
        return _words(number, self.converter, "ordinal") if 0 < number < 10_000 else None

    def digits(self, digits: str) -> str:
        """Say *digits* one by one."""
        return self.gap.join([self.words(int(digit)) or digit for digit in digits])

    def dialled(self, digits: str) -> str:
        """Say *digits* of a telephone number."""
        return self.digits(digits)

    def integer(self, digits: str) -> str:
        """Say a whole number, one by one the digits of what is too long or begins with a naught."""
        plain = digits.lstrip("0") or "0"
        if len(plain) > 15 or int(plain) >= self.largest or (len(digits) > 1 and digits[0] == "0"):
            return self.digits(digits)
        return self.words(int(plain)) or self.digits(digits)

    def cardinal(self, digits: str, form: Form = PLAIN) -> str:
        """Say a whole number as *form* bends it."""
        del form
        return self.integer(digits)

    def decimal(self, digits: str, places: str, form: Form = PLAIN) -> str:
        """Say a broken number."""
        del form
        gap = self.gap
        zeros = len(places) - len(places.lstrip("0"))
        if self.pairs and len(places) <= 3 and zeros < len(places):
            tail = [self.integer("0")] * zeros + [self.integer(places[zeros:])]
        else:
            tail = [self.digits(places)]
        return gap.join([self.integer(digits), self.point, *tail])

    def counted(self, noun: Noun, digits: str, places: str | None, form: Form = PLAIN) -> str:
        """Return *noun* as it stands behind that number."""
        del form
        return noun.forms[0] if digits == "1" and places is None else noun.forms[-1]

    def many(self, noun: Noun) -> str:
        """Return *noun* as it stands behind very many."""
        return noun.forms[-1]

    def of(self, word: str, name: str) -> str:
        """Join what is counted to a million with *word*: "de pesos"."""
        return f"{word} {name}" if word else name

    def of_noun(self, noun: Noun, around: Surroundings) -> Form:
        """Return what a number before the known *noun* agrees with."""
        del around
        return Form(noun.gender)

    def form(self, digits: str, around: Surroundings) -> Form:
        """Return what a number agrees with, as the words around it show."""
        del digits, around
        return PLAIN

    def broken(self, digits: str, around: Surroundings) -> Form:
        """Return what a broken number agrees with."""
        return self.form(digits, around)

    def year(self, digits: str, around: Surroundings) -> str:
        """Say four digits that may be a year."""
        return self.cardinal(digits, self.form(digits, around))

    def ordinal(self, digits: str, mark: str, around: Surroundings) -> str | None:
        """Say an ordinal that is written with *mark* behind it, or None where it is none."""
        del mark, around
        return self.rank(int(digits))

    def date(self, date: Date, around: Surroundings) -> str:
        """Say a date."""
        del around
        parts = [self.integer(str(date.day)), date.month]
        return " ".join([*parts, self.integer(date.year)] if date.year else parts)

    def clock(self, hour: int, minute: int, second: int | None, around: Surroundings) -> str:
        """Say a time of the day."""
        del around
        numbers = [hour, minute] if second is None else [hour, minute, second]
        return self.gap.join([self.integer(str(number)) for number in numbers])

    def bends_range(self, later: str, around: Surroundings) -> bool:
        """Say whether a range whose second number is *later* is said with "from" and "to"."""
        del later
        return around.before.lower() not in self.prepositions

    def ranged(self, digits: str, places: str | None, around: Surroundings) -> str:
        """Say the first number of a range."""
        if places:
            return self.decimal(digits, places)
        if len(digits) == 4 and digits[0] in "12":
            return self.year(digits, around)
        return self.cardinal(digits, self.form(digits, around))

    def named_year(self, digits: str, word: str, around: Surroundings) -> str | None:
        """Say a year and the *word* behind it, or None where it is said like any number."""
        del digits, word, around
        return None

    def years(self, first: str, second: str, word: str, around: Surroundings) -> str | None:
        """Say a stretch of years, and the *word* behind it, or None where it is said like any range."""
        del first, second, word, around
        return None

    def halves(self, digits: str, around: Surroundings) -> str:
        """Say so many and a half."""
        del around
        return f"{self.cardinal(digits)} {self.and_half}"

    def fraction(self, top: int, bottom: int, around: Surroundings) -> str | None:
        """Say a fraction, or None where it has no name."""
        del top, bottom, around
        return None

    def roman(self, number: int, mark: str, around: Surroundings) -> str | None:
        """Say a Roman numeral with *mark* behind it, or None where the words around show none."""
        del number, mark, around
        return None

    def centuries(self, first: int, second: int, around: Surroundings) -> str | None:
        """Say two centuries that are written so."""
        del first, second, around
        return None

    def century(self, number: int, around: Surroundings) -> str | None:
        """Say a century that is written with a Roman numeral and its short word."""
        del number, around
        return None
