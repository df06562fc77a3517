"""Numbers of languages other than English, through num2words; everything else stays as it is."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Reading, wordlist
from tts_core.text.normalize.other_languages.conventions import Language, Names, find

__all__ = ["scan"]

_INFLECTED = wordlist(
    "am im vom zum beim dem den des einen keinen jedem jeden diesem diesen ab bis zur seit einem"
)
_RANKED = _INFLECTED | wordlist("der die das jeder jede jedes dieser diese dieses ihr sein mein zweite")
_NAMELESS = (NotImplementedError, ArithmeticError, LookupError, AttributeError, TypeError, ValueError)
"""How num2words fails on numbers it has no names for; their digits it always knows."""
_YEARLY = expression(r"1[1-9]\d\d")


@cache
def _pattern(tag: str) -> re.Pattern[str] | None:
    language = find(tag)
    if language is None:
        return None
    groups = f"[{re.escape(language.groups)}]"
    mark = "," if language.comma else r"\."
    number = rf"(?P<number>\d{{1,3}}(?:{groups}\d{{3}})+(?!\d)|\d+)(?:{mark}(?P<places>\d{{1,40}}))?"
    signs = "|".join(map(re.escape, sorted(language.money, key=len, reverse=True)))
    before = rf"(?:(?P<front>{signs}|%)[  ]?)?" if signs else "(?P<front>%)?"
    after = rf"(?:[  ]?(?P<back>{signs}|%)(?!\w))?" if signs else "(?:[  ]?(?P<back>%))?"
    rank = rf"(?:(?P<rank>{language.ordinal})|{after})" if language.ordinal else after
    alone = r"(?<![\w.,:/@#$%_-])" if language.spaced else r"(?<![\d.,:/@#$%_A-Za-z-])"
    follow = r"(?![:/_@]\w|[.,-]\d|\d)" + (r"(?!\w)" if language.spaced else r"(?![A-Za-z])")
    return re.compile(rf"{alone}(?P<minus>[-−])?{before}{number}{rank}{follow}")


def scan(text: str, tag: str, off: frozenset[str]) -> list[Reading]:
    """Return what is read otherwise than it is written, in order."""
    pattern, language = _pattern(tag), find(tag)
    if pattern is None or language is None or "cardinal" in off:
        return []
    return [_read(text, match, language, off) for match in pattern.finditer(text)]


def _read(text: str, match: re.Match[str], language: Language, off: frozenset[str]) -> Reading:
    digits = "".join([sign for sign in match["number"] if sign.isdigit()])
    places, sign = match["places"], match["front"] or match["back"]
    grouped = digits != match["number"]
    start, end = match.span()
    kind = "cardinal"
    if (rank := match.groupdict().get("rank")) and "ordinal" not in off:
        said = _ordinal(text, match, digits, rank, language.converter)
        kind = "ordinal"
        if said is None:
            end, said = match.end("number"), _cardinal(digits, language)
            kind = "cardinal"
    elif sign == "%" and "percent" not in off:
        number = _number(digits, places, language)
        name = _form(language.percent, digits, places, language)
        said = f"{name} {number}" if language.percent_first else f"{number} {name}"
        if not language.spaced:
            said = said.replace(" ", "")
        kind = "percent"
    elif sign and sign in language.money and "money" not in off:
        said = _money(digits, places, language.money[sign], language)
        kind = "money"
    else:
        if sign:
            start = match.start("number") if match["front"] else start
            end = match.end("places") if places else match.end("number")
        yearly = language.years and not places and not grouped and _YEARLY.fullmatch(digits)
        said = _year(digits, language) if yearly else _number(digits, places, language)
    if match["minus"] and start == match.start():
        said = f"{language.minus} {said}" if language.spaced else f"{language.minus}{said}"
    if language.spaced:
        lead = " " if start and text[start - 1].isalnum() else ""
        said = f"{lead}{said}{' ' if text[end : end + 1].isalnum() else ''}"
    return Reading(start, end, said, kind)


@lru_cache(maxsize=2048)
def _cardinal(digits: str, language: Language) -> str:
    """Say a whole number, digit by digit where num2words has no name for it."""
    from num2words import num2words

    plain, converter = digits.lstrip("0"), language.converter
    if len(plain) <= 15 and int(plain or 0) < language.largest and not (len(digits) > 1 and digits[0] == "0"):
        try:
            said = str(num2words(int(plain or 0), lang=converter)).replace(",", "")
            # num2words misspells the Swedish forty.
            return said.replace("förtio", "fyrtio") if converter == "sv" else said
        except _NAMELESS:
            pass  # Its digits have names.
    return " ".join([str(num2words(int(digit), lang=converter)) for digit in digits])


def _number(digits: str, places: str | None, language: Language) -> str:
    said = _cardinal(digits, language)
    if places is None:
        return said
    gap = " " if language.spaced else ""
    tail = gap.join([_cardinal(digit, language) for digit in places])
    return f"{said}{gap}{language.point}{gap}{tail}"


def _form(names: Names, digits: str, places: str | None, language: Language) -> str:
    """Choose the noun for the number before it."""
    if places is not None:
        return names[1] if language.slavic else names[2]
    value = int(digits[-3:])
    if language.slavic:
        if (
            value % 10 == 1
            and value % 100 != 11
            and (language.converter in ("ru", "uk", "be", "lt") or digits == "1")
        ):
            return names[0]
        return names[1] if value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14) else names[2]
    return names[0] if digits == "1" else names[2]


def _money(digits: str, places: str | None, currency: tuple[Names, str], language: Language) -> str:
    names, cents = currency
    gap = " " if language.spaced else ""
    if places is not None and len(places) == 2 and cents:
        units = f"{_unit(digits, language)}{gap}{_form(names, digits, None, language)}"
        if not places.strip("0"):
            return units
        small = _cardinal(places.lstrip("0"), language)
        if not digits.strip("0"):
            return f"{small}{gap}{cents}"
        return f"{units}{language.joined}{small}{f' {cents}' if language.hundredths else ''}"
    if places is not None:
        return f"{_number(digits, places, language)}{gap}{names[2]}"
    return f"{_unit(digits, language)}{gap}{_form(names, digits, None, language)}"


def _unit(digits: str, language: Language) -> str:
    """Say how many; one before a noun loses what it has when it stands alone."""
    said = _cardinal(digits, language)
    if digits == "1":
        return {"de": "ein", "es": "un", "it": "un"}.get(language.converter, said)
    if language.converter == "es" and said.endswith("uno"):
        return f"{said[:-3]}ún" if said.endswith("veintiuno") else said[:-1]
    return f"{said[:-1]}" if language.converter == "de" and said.endswith("eins") else said


def _year(digits: str, language: Language) -> str:
    """Say a year in hundreds: "neunzehnhundertvierundachtzig"."""
    century = _cardinal(digits[:2], language)
    rest = digits[2:].lstrip("0")
    tail = _cardinal(rest, language) if rest else ""
    return f"{century}{language.years}{tail}".strip().removesuffix(" og")


def _ordinal(text: str, match: re.Match[str], digits: str, rank: str, converter: str) -> str | None:
    """Say an ordinal in the gender and case that its ending or the word before it shows."""
    if len(digits) > 4 or match["places"]:
        return None
    behind = re.search(r"(\w{1,12}) $", text[max(0, match.start() - 14) : match.start()])
    before = behind[1].lower() if behind else ""
    name = converter.partition("_")[0]
    if name == "de" and before not in _RANKED:
        return None
    if name == "fr" and digits == "1":
        return "première" if "r" in rank and rank[0] in "rè" else "premier"
    if name == "fr" and rank.startswith("nd"):
        return "seconde" if "e" in rank else "second"
    said = _ranked(digits, converter)
    if said is None:
        return None
    if name == "de" and before in _INFLECTED:
        return f"{said}n"
    if name in ("es", "it", "pt") and ("ª" in rank or rank[-1] == "a"):
        return " ".join([f"{word[:-1]}a" if word.endswith("o") else word for word in said.split()])
    if (
        name == "es"
        and said.endswith(("primero", "tercero"))
        and re.match(r" \w", text[match.end() : match.end() + 2])
    ):
        return said[:-1]
    return said


@lru_cache(maxsize=512)
def _ranked(digits: str, converter: str) -> str | None:
    from num2words import num2words

    try:
        return str(num2words(int(digits), lang=converter, to="ordinal"))
    except _NAMELESS:
        # Not every language of num2words has ordinals, and not all of those have all.
        return None
