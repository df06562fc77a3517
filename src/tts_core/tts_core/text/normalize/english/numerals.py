"""Numbers that count, rank, or share: cardinals, decimals, ordinals, fractions, percents, bare years."""

from __future__ import annotations

import re
from functools import lru_cache

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviations import ends_sentence
from tts_core.text.normalize.english.measures import unit_after
from tts_core.text.normalize.english.money import MAGNITUDES, ROUND
from tts_core.text.normalize.english.quantity import mixed, quantity, sign_before
from tts_core.text.normalize.english.slashed_words import SHORT_PERIODS
from tts_core.text.normalize.english.years import is_year

__all__ = ["alone", "cardinal", "fraction", "grouped", "long_number", "ordinal", "percent", "point", "scores"]

_ORDINAL = expression(r"(\d{1,3}(?:,\d{3}){1,8}|\d{1,27})(?:st|nd|rd|th|ST|ND|RD|TH)(?![A-Za-z\d])")
_MARTIAL = expression(
    r"(\d{0,2}[23])d(?= (?:Lt|Lieut|Cir|Bn|Batt|Inf|Cav|Div|Reg|Brig|Mar|Arm|Sess|Dist|Dep|ed\.|Artill))"
)
"""Soldiers and judges write "2d" and "3d"."""
_PERCENT = expression(r" ?(%|percent(?:age)?\b|per cent\b|pct\b|‰|pp\b)")
_SPOKEN = {"%": "percent", "‰": "per mille", "pp": "percentage points"}
_NUMBER = expression(
    r"(\d{1,3}(?:,\d{3}){1,11}(?!,?\d)|\d{1,3}(?:,\d\d){1,8},\d{3}(?!,?\d)|\d{1,36}(?!\d))(\.\d{1,40}(?!\d))?"
)
_FRACTION = expression(r"(?:(\d{1,4})[ -])?(\d{1,6})/(\d{1,6})(?!/?\d)")
_RUN = expression(r"\d+")
_SHUTTER = expression(r" ?s(?:ec)?(?![\w])")
_RANKED = expression(r"(?:st|nd|rd|th)s?(?![\w])")
_PARTS = expression(r"s(?!\w)")
_TAIL = expression(r" ?([KMBT]|bn|mn|tn|k)(?![A-Za-z\d])")
_GOLDEN = wordlist("gold yellow white rose")
_TESLA = wordlist("engine turbo truck MRI scanner magnet field")
_IDIOMS = {
    "24/7": "twenty four seven", "9/11": "nine eleven", "50/50": "fifty fifty", "20/20": "twenty twenty",
    "7/11": "seven eleven", "80/20": "eighty twenty", "60/40": "sixty forty", "70/30": "seventy thirty",
    "4/20": "four twenty", "7/7": "seven seven", "90/10": "ninety ten",
}  # fmt: skip


def alone(context: Context, at: int) -> Reading | None:
    """Read a short number with nothing around it that could tell more."""
    found = _FEW.match(context.text, at)
    return Reading(at, found.end(), _few(found[0]), "cardinal") if found else None


_few = lru_cache(maxsize=128)(spellout.cardinal)
_FEW = expression(r"(?!0\d)\d{1,2}(?!\d)")


def long_number(context: Context, at: int) -> Reading | None:
    """Read digits too many to have a name, one by one; first of all, so that no one else walks them twice."""
    text = context.text
    if not text[at + 36 : at + 37].isdigit():
        return None
    found = _RUN.match(text, at)
    if not found or found.end() - at <= 36:
        return None
    return Reading(at, found.end(), spellout.digits(found[0]), "cardinal")


_MANY = expression(r"(1[0,]{1,8}0)'?s(?= of\b|\+? (?:more|or)\b)")


def scores(context: Context, at: int) -> Reading | None:
    """Read a round number in the plural: "100s of people"."""
    found = _MANY.match(context.text, at)
    said = ({"10": "tens"} | ROUND).get(found[1].replace(",", "")) if found else None
    return Reading(at, found.end(), said, "cardinal") if found and said else None


_GROUPED = expression(r"\d{1,3}(?:( |\.|')\d{3})(?:\1\d{3}){1,8}(?![\w]|[.,:/-]\d)")


def grouped(context: Context, at: int) -> Reading | None:
    """Read a number whose thousands are parted by blanks or stops: "1 000 000"."""
    found = _GROUPED.match(context.text, at)
    if not found or context.char_before(at).isalnum() or context.char_before(at) == ".":
        return None
    digits = found[0].replace(found[1], "")
    start, sign = sign_before(context, at)
    return Reading(start, found.end(), sign + spellout.cardinal(digits, context.british), "cardinal")


def percent(context: Context, at: int) -> Reading | None:
    """Read a percentage or a range of them."""
    amount = quantity(context, at)
    if amount is None:
        return None
    text = context.text
    found = _PERCENT.match(text, amount.end)
    if found:
        said = _SPOKEN.get(found[1], "percent")
        end = found.end()
        if found[1] == "pp" and amount.first.isdigit() and int(amount.first) > 25:
            end += text[end : end + 1] == "." and not ends_sentence(context, end + 1)
            return Reading(amount.start, end, f"{amount.said} pages", "cardinal")
        if amount.second is None and found[1] == "%":
            # "5%-10%": both ends carry the sign.
            after = re.match(r" ?[-–—:] ?(?=\d)", text[end : end + 4])
            if after:
                other = quantity(context, end + after.end(), ranged=False)
                if other and text[other.end : other.end + 1] == "%":
                    each = f" {said}" if ":" in after[0] else ""
                    whole = f"{amount.said}{each} to {other.said} {said}"
                    return Reading(amount.start, other.end + 1, whole, "percent")
        if found[1].startswith(("perc", "per ")):
            return Reading(amount.start, amount.end, amount.said, "cardinal")
        if found[1] == "%" and (often := _EACH.match(text, end)):
            return Reading(
                amount.start, often.end(), f"{amount.said} {said} per {_PERIODS[often[1]]}", "percent"
            )
        return Reading(amount.start, end, f"{amount.said} {said}", "percent")
    return None


_PERIODS = SHORT_PERIODS | {"h": "hour", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "year": "year", "annum": "annum", "min": "minute", "d": "day", "y": "year", "decade": "decade",
    "quarter": "quarter", "qtr": "quarter"}  # fmt: skip
_EACH = expression(rf"(?: ?/ ?| per )({'|'.join(_PERIODS)})(?!\w)(?:\.(?= [a-z]))?")


def ordinal(context: Context, at: int) -> Reading | None:
    """Read an ordinal written with digits: "21st"."""
    found = _ORDINAL.match(context.text, at) or _MARTIAL.match(context.text, at)
    if not found:
        return None
    return Reading(at, found.end(), spellout.ordinal(found[1].replace(",", ""), context.british), "ordinal")


def fraction(context: Context, at: int) -> Reading | None:
    """Read a fraction, alone or after a whole number, or one of the pairs people say as a name."""
    found = _FRACTION.match(context.text, at)
    if not found or context.char_before(at) in ("/", "."):
        return None
    whole, top, bottom = found.groups()
    if (ranked := _RANKED.match(context.text, found.end())) and 2 < int(bottom) < 10_000 and len(top) < 5:
        part = spellout.ordinal(int(bottom), context.british)
        said = f"{spellout.cardinal(top, context.british)} {part if int(top) == 1 else spellout.plural(part)}"
        if whole:
            said = f"{spellout.cardinal(whole, context.british)} and {said}"
        return Reading(at, ranked.end(), said, "fraction")
    if whole is None and (special := _no_share(context, at, found)):
        return special
    start, sign = sign_before(context, at)
    if int(bottom) == 0 or len(bottom) > 4 or len(top) > 4 or (whole and int(top) >= int(bottom)):
        if whole:
            return None
        link = "out of" if _rated(context, at) else "over"
        said = f"{spellout.number(top)} {link} {spellout.number(bottom)}"
    elif whole is None and (
        (int(bottom) == 100 and int(top) > 9)
        or (int(bottom) in (5, 10) and (_rated(context, at) or context.word_after(found.end()) == "stars"))
    ):
        said = f"{spellout.cardinal(top)} out of {spellout.cardinal(bottom, context.british)}"
    else:
        said = mixed(found[0], context.british)
    return Reading(start, found.end(), sign + said, "fraction")


def _no_share(context: Context, at: int, found: re.Match[str]) -> Reading | None:
    """Read what is written as a fraction and is not said as one: "1/250 s", "24/7", "6/8 time"."""
    _, top, bottom = found.groups()
    end, below = found.end(), int(bottom)
    if _PARTS.match(context.text, end) and 1 < below < 100 and len(bottom) < 4:
        many = {2: "halves", 4: "quarters"}.get(below) or spellout.plural(spellout.ordinal(below))
        return Reading(at, end + 1, f"{spellout.cardinal(top, context.british)} {many}", "fraction")
    if top == "1" and below > 7 and (second := _SHUTTER.match(context.text, end)):
        said = f"one {spellout.ordinal(below, context.british)} of a second"
        return Reading(at, second.end(), said, "fraction")
    if found[0] in _IDIOMS:
        return Reading(at, end, _IDIOMS[found[0]], "fraction")
    if int(top) > 1 and bottom in ("2", "4", "8", "16") and _METRE.match(context.text, end):
        return Reading(at, end, f"{spellout.cardinal(top)} {spellout.cardinal(bottom)}", "fraction")
    if context.word_before(at) in _SYSTEMS:
        return Reading(at, end, f"{spellout.cardinal(top)} slash {spellout.cardinal(bottom)}", "fraction")
    if top == "20" and "vision" in context.text[max(0, at - 14) : end + 8]:
        return Reading(at, end, f"twenty {spellout.cardinal(bottom)}", "fraction")
    return None


def _rated(context: Context, at: int) -> bool:
    behind = context.text[max(0, at - 40) : at].lower().split()
    return not _RATING.isdisjoint(behind)


_METRE = expression(r" (?:time|meter|metre|beat|rhythm)\b")
_SYSTEMS = wordlist("Windows Android iOS macOS Office Ubuntu Python Java")
_RATING = wordlist("rated rate rating rank ranked placed scored score gave give")


_VERSIONED = wordlist("python version node ruby php go golang java django perl kernel release gcc llvm rails")


def cardinal(context: Context, at: int) -> Reading | None:
    """Read a plain number: the last reader of digits, which reads whatever the others left."""
    text = context.text
    found = _NUMBER.match(text, at)
    if not found:
        digits = _RUN.match(text, at)
        return Reading(at, digits.end(), spellout.digits(digits[0]), "cardinal") if digits else None
    whole, places = found[1].replace(",", ""), found[2] or ""
    end = found.end()
    start, said = sign_before(context, at)
    after = text[end : end + 1]
    if (
        after
        and after in " KMBTbmtk"
        and (tail := _TAIL.match(text, end))
        and not (tail[0][0] == " " and len(tail[1]) == 1)
    ):
        if tail[1] == "T" and context.word_after(tail.end()) in _TESLA:
            return Reading(start, tail.end(), f"{said}{spellout.number(whole + places)} T", "serial")
        if tail[1] == "M" and found[0] == "3" and not context.word_after(tail.end()).endswith("s"):
            return Reading(start, tail.end(), f"{said}three M", "serial")
        noun = context.word_after(tail.end())
        raced = found[0] in ("10", "15", "20") and context.word_before(at).lower() in _RUNNERS
        run = noun in _RACES or (raced and not _counts(noun))
        short = found[0] in ("1", "2", "3", "4", "5", "8") and not (
            tail[1] == "k" and noun not in _SCREENS and _counts(noun)
        )
        if tail[1] in "Kk" and (run or short):
            return Reading(start, tail.end(), f"{said}{spellout.cardinal(whole)} K", "cardinal")
        if tail[1] == "K" and context.word_after(tail.end()) in _GOLDEN and int(whole) < 25:
            return Reading(start, tail.end(), f"{said}{spellout.number(whole + places)} karat", "measure")
        end, unit = unit_after(context, tail.end())
        said += f"{spellout.number(whole + places, context.british)} {MAGNITUDES[tail[1]]}{unit}"
        return Reading(start, end, said, "measure" if unit else "cardinal")
    if len(places) == 3 and places[1] != "0" and context.word_before(at).lower() in _VERSIONED:
        said += f"{spellout.cardinal(whole)} point {spellout.cardinal(places[1:])}"
    elif places:
        said += spellout.number(whole + places, context.british)
    elif is_year(context, at, end):
        said += spellout.year(int(whole), context.british)
    elif (len(whole) > 1 and whole[0] == "0") or (len(whole) > 15 and "," not in found[0]):
        said += spellout.digits(whole)
    else:
        lakhs = spellout.lakhs(found[1], context.british) if "," in found[1] else ""
        said += lakhs or spellout.cardinal(whole, context.british)
    if after == "+" and not text[end + 1 : end + 2].isalnum() and text[end + 1 : end + 2] != "+":
        said, end = f"{said} plus", end + 1
    return Reading(start, end, said, "cardinal")


_RUNNERS = wordlist("the a his her my our their first this that ran run")
_SCREENS = wordlist(
    "monitors screens displays videos cameras streams projectors televisions films movies discs"
)
_RACES = wordlist("run race walk runs races walks runner runners training time times course")


def _counts(noun: str) -> bool:
    """Tell whether *noun* is one that thousands are counted of: "the 10k bricks"."""
    return len(noun) > 3 and noun.islower() and noun.endswith("s") and not noun.endswith(("ss", "is", "us"))


_POINT = expression(r"\.(\d{1,40})(?!\d)")


def point(context: Context, at: int) -> Reading | None:
    """Read a decimal that begins with its point, at *at*: ".5"."""
    found = _POINT.match(context.text, at)
    if not found or context.char_before(at).isalnum() or context.char_before(at) == ".":
        return None
    start, sign = sign_before(context, at)
    amount = quantity(context, at)
    if amount is not None and context.text[amount.end : amount.end + 1] == "%":
        return Reading(start, amount.end + 1, f"{amount.said} percent", "percent")
    return Reading(start, found.end(), sign + spellout.decimal("", found[1]), "cardinal")
