"""Numbers that stand alone or before a word: cardinals, negatives, ranges, fractions, scores."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import numeric

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Reading

if TYPE_CHECKING:
    import re

    from tts_core.text.normalize.other_languages.context import Context

__all__ = ["cardinal", "fraction", "negative", "plain_digits", "range_of", "ratio"]

_SLASHED = expression(r"(?:(\d{1,4})[ \u00a0\u202f])?(\d{1,3})[/⁄](\d{1,4})(?![\d/⁄]|[.,]\d)")
_VULGAR = expression(r"(?:(\d{1,6})[ \u00a0\u202f]?)?([¼½¾⅐-⅞])")
_RATIO = expression(r"(\d{1,5}):(\d{1,5})(?![\d:])")
_OTHER_MARK = expression(r"(\d{1,15})\.(\d{1,12})(?![.\d])")
_YEAR = expression(r"[12]\d{3}(?!\d)")


def plain_digits(match: re.Match[str]) -> str:
    """Return the digits of a number without the marks of its groups."""
    return "".join([sign for sign in match["whole"] if sign.isdecimal()])


def cardinal(context: Context, at: int) -> Reading | None:
    """Read a number as the words around it bend it."""
    text, language = context.text, context.language
    grammar = language.grammar
    other = _OTHER_MARK.match(text, at) if language.comma else None
    found = context.patterns.amount.match(text, at)
    if found is None:
        return None
    if other and other.end() > found.end() and language.dot:
        said = grammar.gap.join([grammar.integer(other[1]), language.dot, grammar.digits(other[2])])
        return Reading(at, other.end(), said, "cardinal")
    digits, end = plain_digits(found), found.end()
    around = context.around(at, end)
    if found["places"]:
        said = grammar.decimal(digits, found["places"], grammar.broken(digits, around))
    elif digits == found["whole"] and _YEAR.fullmatch(digits):
        said = grammar.year(digits, around)
    else:
        said = grammar.cardinal(digits, grammar.form(digits, around))
    if said.endswith("'") and text[end : end + 1].isspace():
        end += 1  # "1 ora" is one word: "un'ora".
    if digits.endswith("000000") and language.of and around.after not in ("", "d", "de", language.of):
        said += f" {language.of}"
    return Reading(at, end, said, "cardinal")


def negative(context: Context, at: int) -> Reading | None:
    """Read the sign before a number that is less than nothing."""
    word = context.language.minus
    end = at + 1 + (context.text[at + 1 : at + 2].isspace())
    return Reading(at, end, f"{word}{context.language.grammar.gap}", "cardinal") if word else None


def range_of(context: Context, at: int) -> Reading | None:
    """Read the first number of two, and the dash or the cross between them."""
    language = context.language
    found = context.patterns.range.match(context.text, at)
    word = found and (language.times if found["times"] else language.to)
    if found is None or not word:
        return None
    follows = context.patterns.amount.match(context.text, found.end())
    if follows is None:
        return None
    digits, later = plain_digits(found), plain_digits(follows)
    if found["hyphen"] and (
        context.text[follows.end() : follows.end() + 1] == "-" or int(later) <= int(digits)
    ):
        return None
    grammar = language.grammar
    around = context.around(at, follows.end())
    if (both := context.patterns.years.match(context.text, at)) and int(both["first"]) < int(both["second"]):
        around = context.around(at, both.end())
        if said := grammar.years(both["first"], both["second"], both["word"] or "", around):
            return Reading(at, both.end(), said, "range")
    gap = grammar.gap
    if language.since and not found["times"]:
        if not grammar.bends_range(later, around):
            said = grammar.ranged(digits, found["places"], around)
            return Reading(at, found.end(), f"{said}{gap}", "range")
        context.carried = found.end(), word
        said = grammar.ranged(digits, found["places"], around._replace(before=language.since))
        return Reading(at, found.end(), f"{language.since} {said} {word} ", "range")
    said = grammar.ranged(digits, found["places"], around)
    return Reading(at, found.end(), f"{said}{gap}{word}{gap}", "range")


def fraction(context: Context, at: int) -> Reading | None:
    """Read a fraction, written with a stroke or as one sign."""
    text, grammar = context.text, context.language.grammar
    found = _SLASHED.match(text, at)
    if found is not None:
        top, bottom = int(found[2]), int(found[3])
        if not bottom or (top > 9 and top > bottom):
            return None
    else:
        found = _VULGAR.match(text, at)
        if found is None:
            return None
        top, bottom = _vulgar(found[2])
    around = context.around(at, found.end())
    if found[1] and (top, bottom) == (1, 2) and grammar.and_half:
        return Reading(at, found.end(), grammar.halves(found[1], around), "fraction")
    said = grammar.fraction(top, bottom, around)
    if said is None:
        return None
    if found[1]:
        joint = f"{grammar.gap}{grammar.conjunction}{grammar.gap}" if grammar.conjunction else grammar.gap
        said = f"{grammar.integer(found[1])}{joint}{said}"
    elif around.before.lower() in ("un", "ein", "een") and said.startswith(f"{around.before.lower()} "):
        said = said.partition(" ")[2]
    return Reading(at, found.end(), said, "fraction")


@cache
def _vulgar(sign: str) -> tuple[int, int]:
    """Return what stands above and below the stroke of a fraction that is one sign."""
    return Fraction(numeric(sign)).limit_denominator(10).as_integer_ratio()


def ratio(context: Context, at: int) -> Reading | None:
    """Read a score or a scale: "3:2"."""
    found = _RATIO.match(context.text, at)
    if found is None or not context.language.ratio:
        return None
    grammar = context.language.grammar
    said = grammar.gap.join([grammar.integer(found[1]), context.language.ratio, grammar.integer(found[2])])
    return Reading(at, found.end(), said, "score")
