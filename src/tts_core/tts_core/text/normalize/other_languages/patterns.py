"""The expressions that find what is written in a language, built from its data when it is first read."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tts_core.text.normalize.other_languages.language import Language

__all__ = ["BLANK", "DASH", "VULGAR", "Patterns", "of"]

BLANK = "[ \u00a0\u202f]"
DASH = "[-\u2010-\u2013\u2212]"
VULGAR = "¼½¾⅐-⅞"
_NOTHING = "(?!)"
"""Matches nowhere."""
_ROMAN = r"(?=[IVXLC])(?:C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
_SIGNS = "%‰&+=×÷±§#@°~<>*/\\\\|^_№€$£¥￥₽₴₹₺₩₪฿₫₱¢²³¹⁰⁴-⁹→←™√∞≈≠≤≥µ"


def _any(words: Iterable[str]) -> str:
    """Return the alternation of *words*, the longest first; where there is none, it matches nothing."""
    written = sorted({word for word in words if word}, key=len, reverse=True)
    return "|".join([re.escape(word).replace(r"\ ", f"{BLANK}?") for word in written]) or _NOTHING


class Patterns:
    """The expressions of one language; each is compiled when it is first asked for."""

    def __init__(self, language: Language) -> None:
        self._language = language
        mark = "," if language.comma else r"\."
        groups = "".join(sorted(set(language.groups) - {"," if language.comma else "."}))
        groups = re.escape(groups).replace(r"\ ", " \u00a0\u202f")
        lakh = r"\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)|" if not language.comma else ""
        foreign = r"\d{1,3}(?:,\d{3}){2,9}(?![\d,])|" if language.comma else ""
        self.number = (
            rf"(?P<whole>{lakh}{foreign}\d{{1,3}}(?:(?P<group>[{groups}])\d{{3}})(?:(?P=group)\d{{3}}){{0,9}}(?!\d)|\d++)"
            rf"(?:{mark}(?P<places>\d{{1,40}}))?(?!\d)"
        )
        self.letter = r"\w" if language.spaced else "[A-Za-z0-9]"
        """What would make a longer word of what is found."""
        self.word_end = r"(?!\w)" if language.spaced else "(?![A-Za-z0-9])"

    @cached_property
    def amount(self) -> re.Pattern[str]:
        """A number."""
        return re.compile(self.number)

    @cached_property
    def candidate(self) -> re.Pattern[str]:
        """Where something may be written that is not words."""
        language = self._language
        shortened = [*language.abbreviations, *language.before_number, *language.before_name]
        by_initial: dict[str, list[str]] = defaultdict(list)
        for word in shortened:
            for spelt in {word, word[0].upper() + word[1:]}:
                by_initial[spelt[0]].append(spelt[1:])
        parts = [r"\d", f"[{_SIGNS}{VULGAR}]", rf"[-−](?<!{self.letter}.)(?<![)\].].)(?={BLANK}?[\d])"]
        for sign in language.currencies:
            if sign[0].isalpha() and not _is_word(sign):
                by_initial[sign[0]].append(sign[1:] + r"\0")
        for initial in "IVXLC":
            by_initial[initial].append("\1")
        for initial, tails in by_initial.items():
            others: list[str] = []
            if "\1" in tails:
                others.append(rf"[IVXLC]{{0,10}}(?:(?:[eèr]|ᵉ)[a-zèʳ]{{0,3}})?(?!{self.letter}|['’])")
            if coins := [tail[:-2] for tail in tails if tail.endswith(r"\0")]:
                others.append(rf"(?:{'|'.join(map(re.escape, coins))}){BLANK}?\d")
            plain = [tail for tail in tails if tail != "\1" and not tail.endswith(r"\0")]
            bare = [tail for tail in plain if tail[-1:].isalnum() or not tail]
            dotted = [tail for tail in plain if tail not in bare]
            if dotted:
                others.append(f"(?:{_any_of(dotted)})")
            if bare:
                others.append(rf"(?:{_any_of(bare)}){self.word_end}")
            boundary = (
                rf"(?<!\w{re.escape(initial)})(?<![\w.]\.{re.escape(initial)})" if language.spaced else ""
            )
            parts.append(rf"{re.escape(initial)}{boundary}(?:{'|'.join(others)})")
        parts += [rf"{word[0]}(?<=\w\w{word[0]}){re.escape(word[1:])}" for word in language.suffixes]
        parts.append(rf"[hw](?<!{self.letter}[hw])(?:ttps?://|ww\.)\w")
        return re.compile("|".join(parts))

    @cached_property
    def shortened(self) -> re.Pattern[str]:
        """An abbreviation, of any sort."""
        every = [*self._language.abbreviations, *self._language.before_number, *self._language.before_name]
        return re.compile(_any([*every, *(word[0].upper() + word[1:] for word in every)]))

    @cached_property
    def expanded(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """The words of abbreviations before a number, before a name, and anywhere, as they are written."""
        language = self._language
        return _spelt(language.before_number), _spelt(language.before_name), _spelt(language.abbreviations)

    @cached_property
    def roman(self) -> re.Pattern[str]:
        """A Roman numeral, with what may mark it as an ordinal."""
        short = rf"(?:{BLANK}?(?P<century>{self._language.century or _NOTHING}))?"
        return re.compile(rf"({_ROMAN})((?:ème|ères?|ers?|res?|e|è|ᵉʳ?|º|ª|°|\.)?)(?!{self.letter}){short}")

    @cached_property
    def roman_too(self) -> re.Pattern[str]:
        """What stands between two Roman numerals, and the second of them."""
        return re.compile(
            rf"(?:{BLANK}?[-–—]{BLANK}?|{BLANK}[^\W\d_]{{1,3}}{BLANK})({_ROMAN})(?!{self.letter})"
        )

    @cached_property
    def money(self) -> re.Pattern[str]:
        """A sum of money, its sign before or behind it."""
        language = self._language
        signs, scales = _any(language.currencies), _any([*language.scales, *language.multiples])
        fronts = _any(sign for sign in language.currencies if not _is_word(sign))
        # An inner number of another mark is a sum as well: "CHF 3.50".
        number = self.number.replace(r"(?!\d)", "", 0)
        return re.compile(
            rf"(?:(?P<front>{fronts}){BLANK}?(?=\d))?{number}(?:[.,](?P<cents>\d\d|[-–—])(?!\d))?"
            rf"(?:{BLANK}?(?P<scale>{scales}){self.word_end})?(?:{BLANK}?(?P<back>{signs})(?:(?P<more>\d\d)(?!\d)|{self.word_end}))?"
        )

    @cached_property
    def measure(self) -> re.Pattern[str]:
        """A number with a unit, a percent sign or a short word for millions."""
        language = self._language
        units, scales = _any(language.units), _any(language.scales)
        end = r"(?![\w²³]|[-'’]\w)" if language.spaced else "(?![A-Za-z²³])"
        return re.compile(
            rf"{self.number}{BLANK}?"
            rf"(?:(?P<percent>[%％])|(?P<permille>‰)|(?P<unit>{units})|(?P<scale>{scales})){end}"
        )

    @cached_property
    def percent_front(self) -> re.Pattern[str]:
        """A percent sign before its number."""
        return re.compile(rf"%{BLANK}?{self.number}")

    @cached_property
    def number_date(self) -> re.Pattern[str]:
        """A date in numbers."""
        mark = rf"(?P<mark>[{re.escape(self._language.date_marks)}]){BLANK}?"
        again = rf"(?P=mark){BLANK}?"
        return re.compile(
            rf"(?:(?P<iso>\d{{4}})(?P<dash>[-/.])(?P<isomonth>\d{{1,2}})(?P=dash)(?P<isoday>\d{{1,2}})"
            rf"|(?P<day>\d{{1,2}}){mark}(?P<month>\d{{1,2}}){again}(?P<year>\d{{4}}|\d{{2}}))"
            rf"(?![\d./]?\d|{self.letter}){self._year_word}"
        )

    @cached_property
    def short_date(self) -> re.Pattern[str]:
        """A day and a month in numbers: "3.5.", and "3/5" behind a word that shows it."""
        return re.compile(r"(?P<day>\d{1,2})(?:\.(?P<month>\d{1,2})\.(?!\d)|/(?P<other>\d{1,2})(?![\d/]))")

    @cached_property
    def written_date(self) -> re.Pattern[str]:
        """A day or two, the name of a month, and maybe a year."""
        language = self._language
        joint = rf"{BLANK}(?:(?:{language.month_joint or _NOTHING}){BLANK})?"
        both = rf"\.?{BLANK}?[-–]{BLANK}?|{BLANK}(?P<and>{language.day_joint or _NOTHING}){BLANK}"
        day = rf"(?P<day>\d{{1,2}})(?:\.|(?P<rank>{language.ordinal or _NOTHING}))?"
        return re.compile(
            rf"(?:(?P<first>\d{{1,2}})(?:{both}))?{day}(?:{joint})?"
            rf"(?P<month>(?i:{_any(language.written_months)}))(?!\w)"
            rf"(?:,?{joint}(?P<year>\d{{4}})(?![\d:]|[.,]\d){self._year_word})?"
        )

    @property
    def _year_word(self) -> str:
        """What may follow a year and belongs to it."""
        return rf"(?:{BLANK}?(?P<year_word>{self._language.year_word or _NOTHING}){self.word_end})?"

    @cached_property
    def month_year(self) -> re.Pattern[str]:
        """Four digits and the word that shows that they are a year."""
        word = self._language.year_word or _NOTHING
        return re.compile(rf"(?P<year>[12]\d{{3}}){BLANK}?(?P<year_word>{word}){self.word_end}")

    @cached_property
    def time(self) -> re.Pattern[str]:
        """A time of the day."""
        language = self._language
        marks = re.escape(language.hour_mark.replace("h", ""))
        hour = r"[01]?\d|2[0-4]"
        lone = (
            rf"(?P<lone>{hour}){BLANK}?h(?:{BLANK}?(?P<past>[0-5]\d)(?!{BLANK}min)(?:min)?)?(?![\w.,]?\d|\w)"
        )
        return re.compile(
            rf"(?P<hour>{hour})(?P<mark>[{marks}])(?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?"
            rf"(?![.,:]?\d|[a-zA-Z])(?:{BLANK}?(?P<word>{language.hour or _NOTHING}){self.word_end})?"
            rf"|{lone if 'h' in language.hour_mark else '(?P<lone>(?!))'}"
        )

    @cached_property
    def until(self) -> re.Pattern[str]:
        """The dash between two times of the day."""
        return re.compile(rf"{BLANK}?[-–—~〜～]{BLANK}?(?=\d{{1,2}}(?:[:h.]\d\d(?!\d)|{BLANK}?h\b))")

    @cached_property
    def years(self) -> re.Pattern[str]:
        """Two years and the dash between them, and the word behind them."""
        word = self._language.years_word or _NOTHING
        return re.compile(
            rf"(?P<first>[12]\d{{3}}){BLANK}?{DASH}{BLANK}?(?P<second>[12]\d{{3}})(?![\d.,]?\d)"
            rf"(?:{BLANK}?(?P<word>{word}){self.word_end})?"
        )

    @cached_property
    def range(self) -> re.Pattern[str]:
        """Two numbers and the dash, or the cross, between them."""
        return re.compile(
            rf"{self.number}(?P<gap>{BLANK}?)(?:[–—−~〜～]|(?P<hyphen>-)|(?P<times>[xX×*]))(?P=gap)(?=(?P<next>\d))"
        )

    @cached_property
    def rank(self) -> re.Pattern[str]:
        """An ordinal."""
        return re.compile(rf"(?P<digits>\d{{1,4}})(?P<mark>{self._language.ordinal or _NOTHING})")

    @cached_property
    def ranks(self) -> re.Pattern[str]:
        """The first of two ordinals, and the dash between them: "1.-3."."""
        dotted = self._language.ordinal.startswith(r"\.")
        return re.compile(
            rf"(?P<digits>\d{{1,2}})(?P<mark>\.){BLANK}?[-–]{BLANK}?(?=\d{{1,2}}\.)" if dotted else _NOTHING
        )

    @cached_property
    def telephone(self) -> re.Pattern[str]:
        """The words before a telephone number."""
        return re.compile(rf"(?:{self._language.telephone or _NOTHING})[^\d\n]{{0,24}}$", re.IGNORECASE)

    @cached_property
    def long_telephone(self) -> re.Pattern[str]:
        """Digits that are a telephone number by their shape."""
        return re.compile(rf"(?:{self._language.telephone_long or _NOTHING})(?!\d)")


def _is_word(sign: str) -> bool:
    """Say whether the sign of a currency is a word, which stands behind its number only."""
    return len(sign) > 3 and sign.islower()


def _spelt(words: Mapping[str, str]) -> dict[str, str]:
    """Return *words* by abbreviations without their blanks, and with the capital that opens a sentence."""
    bare = {written.replace(" ", ""): said for written, said in words.items()}
    opening = {written[0].upper() + written[1:]: said[0].upper() + said[1:] for written, said in bare.items()}
    return opening | bare


def _any_of(tails: list[str]) -> str:
    written = sorted(set(tails), key=len, reverse=True)
    return "|".join(re.escape(tail).replace(r"\ ", f"{BLANK}?") for tail in written)


@cache
def of(language: Language) -> Patterns:
    """Return the expressions of *language*."""
    return Patterns(language)
