"""What the shared readers know of a language: its words as data, its grammar as rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tts_core.text.normalize.other_languages.grammar import Grammar

__all__ = ["Currency", "Language", "Noun", "currencies", "nouns", "pairs"]


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted."""

    gender: str
    """m, f or n; nothing where numbers do not care."""
    forms: tuple[str, ...]
    """After one, after a few, after many, after a broken number: as many of them as differ."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A money, and its hundredths, where it has any."""

    unit: Noun
    hundredth: Noun | None = None


def _noun(gender: str, *forms: str) -> Noun:
    return Noun(gender.strip("-"), tuple(form.replace("_", " ") for form in forms))


def nouns(table: str) -> dict[str, Noun]:
    """Read lines of signs (parted by commas), gender and forms; `_` is a blank, `-` no gender."""
    found: dict[str, Noun] = {}
    for line in table.split("\n"):
        if line.strip():
            signs, gender, *forms = line.split()
            found |= dict.fromkeys(signs.replace("_", " ").split(","), _noun(gender, *forms))
    return found


def currencies(table: str) -> dict[str, Currency]:
    """Read lines as those of nouns, with the hundredths behind a bar."""
    found: dict[str, Currency] = {}
    for line in table.split("\n"):
        if line.strip():
            unit, _, hundredth = line.partition("|")
            signs, *words = unit.split()
            currency = Currency(_noun(*words), _noun(*hundredth.split()) if hundredth.strip() else None)
            found |= dict.fromkeys(signs.split(","), currency)
    return found


def pairs(table: str) -> dict[str, str]:
    """Read pairs of what is written and what is said, "z. B. = zum Beispiel", parted by semicolons."""
    found = {}
    for pair in table.split(";"):
        written, _, said = pair.partition(" = ")
        if said:
            found[written.strip()] = said.strip()
    return found


_NO_NOUN = Noun("", ("",))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """How one language writes what is not words, and the words it says for it."""

    grammar: Grammar
    comma: bool = True
    """Whether the decimal mark is a comma."""
    groups: str = " .'’"
    """The marks that part thousands."""
    percent: Noun = _NO_NOUN
    permille: Noun = _NO_NOUN
    percent_first: bool = False
    """Whether the sign for percent stands before its number, and its word as well."""
    percent_before: bool = False
    """Whether the word for percent stands before its number."""
    units: Mapping[str, Noun] = field(default_factory=dict)
    like_words: frozenset[str] = frozenset()
    """Units that are words as well, and so are none behind a year: "nel 2024 ha piovuto"."""
    currencies: Mapping[str, Currency] = field(default_factory=dict)
    scales: Mapping[str, Noun] = field(default_factory=dict)
    """Short words for millions and their like."""
    multiples: Mapping[str, Noun] = field(default_factory=dict)
    """Words for thousands and millions that stand between a number and its currency: "₹2.5 करोड़"."""
    joined: str = " "
    """What stands between units and hundredths of a currency."""
    cents: bool = False
    """Whether the hundredths are named."""
    of: str = ""
    """What stands between a million and what is counted."""
    months: tuple[str, ...] = ()
    """The twelve months as they are said in a date."""
    written_months: Mapping[str, int] = field(default_factory=dict)
    """The number of a month by each way of writing it, in small letters."""
    month_joint: str = ""
    """What stands between day, month and year, as a regular expression."""
    year_word: str = ""
    """What may follow a year and belongs to it, as a regular expression."""
    date_marks: str = "./-"
    """The marks between the numbers of a date."""
    year_first: bool = False
    """Whether a date in numbers begins with its year, and is else no date."""
    month_first: bool = False
    """Whether the month is the first number of a date."""
    date_words: frozenset[str] = frozenset()
    """Words after which "3/5" is a date."""
    day_joint: str = ""
    """The words between the days of "od 3 do 5 maja", as a regular expression."""
    century: str = ""
    """The short word for a century behind its Roman numeral, as a regular expression."""
    hour: str = ""
    """What may follow a time and belongs to it, as a regular expression."""
    hour_mark: str = ":"
    """The signs between hours and minutes."""
    hour_words: frozenset[str] = frozenset()
    """Words after which "14.30" is a time."""
    ordinal: str = ""
    """What follows the digits of an ordinal, as a regular expression."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    suffixes: tuple[str, ...] = ()
    """Abbreviations that end a longer word: "Hauptstr."."""
    before_number: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations that are such only before a number."""
    before_name: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations that are such only before a capital."""
    signs: Mapping[str, str] = field(default_factory=dict)
    """What is said for a sign that no other class has read."""
    minus: str = "minus"
    years_word: str = ""
    """What may follow two years, as a regular expression."""
    since: str = ""
    """What is said before a range, in a language that bends the numbers of "from five to ten"."""
    to: str = ""
    """What is said for the dash of a range."""
    times: str = ""
    """What is said for the cross between two numbers."""
    ratio: str = ""
    """What is said for the colon of a score."""
    per: str = ""
    """What is said for the stroke between two units."""
    dot: str = ""
    """What is said for the dots of versions and addresses."""
    telephone: str = ""
    """The words after which digits are a telephone number, as a regular expression."""
    telephone_long: str = ""
    """Digits that are a telephone number by their shape alone, as a regular expression."""
    telephone_pairs: bool = False
    """Whether the pairs of a telephone number are said as numbers."""
    spaced: bool = True
    """Whether words are parted by blanks."""
