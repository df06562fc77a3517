"""Numbers in company: ranges, scores, ratios, dimensions, ranges of ordinals and of letters."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.context import NUMBER, Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.money import noun_follows
from tts_core.text.normalize.english.quantity import mixed, sign_before
from tts_core.text.normalize.english.scripture import VERSE
from tts_core.text.normalize.english.units import units

__all__ = ["boards", "bracketed", "dimension", "letters", "ordinals", "ratio", "span"]

_DASH = r" ?[-–—−] ?"
_SPAN = expression(rf"({NUMBER}){_DASH}({NUMBER})(?![\d:]|[-–/][\d])(?! ?[=×÷])")
_ORDINALS = expression(r"(\d{1,4})(?:st|nd|rd|th)?(?: ?[-–—] ?)(\d{1,4})(?:st|nd|rd|th)(?![\w])")
_RATIO = expression(
    r"(\d{1,6}(?:\.\d{1,3})?):(\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,6}(?:\.\d{1,3})?)(?::(\d{1,6}))?(?![\d:])"
)
_BOOKS = wordlist(
    "genesis exodus leviticus numbers deuteronomy joshua judges ruth samuel kings chronicles ezra "
    "nehemiah esther job psalm psalms proverbs ecclesiastes isaiah jeremiah lamentations ezekiel "
    "daniel hosea joel amos obadiah jonah micah nahum habakkuk zephaniah haggai zechariah malachi "
    "matthew mark luke john acts romans corinthians galatians ephesians philippians colossians "
    "thessalonians timothy titus philemon hebrews james peter jude revelation surah quran verse"
)
_SEXAGESIMAL = expression(r"[0-5]\d(?:\.\d{1,3})?")
_STANDARD = expression(r"(?:19|20)\d\d")
_CLOCKED = wordlist("in of at time ran clocked record")
_PROPORTION = expression(
    r"\b(?:ratio|ratios|scale|odds|dilut\w{1,6}|aspect|mix\w{0,4}|proportion\w{0,2})\b", re.IGNORECASE
)
_SCALED = expression(r" (?:scale|ratio|odds|mix|aspect|dilution|with water|model)\b")
_LENGTH = r"(?: ?(mm|cm|km|m|in\.?|ft\.?|feet|foot|inches|inch|yds?\.?|px|pixels|meters|metres|\"|')"
_LENGTH += r"(?![A-WYZa-wyz\d]))?"
_SIZE = (
    rf"(\d{{1,3}}[ -]\d{{1,2}}/\d{{1,2}}"
    rf"|\d{{1,2}}/\d{{1,2}}(?=\"|''| ?in)|{NUMBER.replace('(?!' + chr(92) + 'd)', '')})"
)
_DIMENSION = expression(
    rf"{_SIZE}{_LENGTH}( ?)([x×X*]|by) ?{_SIZE}{_LENGTH}(?:( ?)[x×X*] ?{_SIZE}{_LENGTH})?(?![\w^])"
)
_LETTERS = expression(r"([A-Z])([–-])([A-Z])(?![\w-])")
_OUTRIGHT = {
    **dict.fromkeys(("feet", "foot", "'"), ("foot", "feet")),
    **dict.fromkeys(("inches", "inch", '"'), ("inch", "inches")),
    "pixels": ("pixel", "pixels"), "meters": ("meter", "meters"), "metres": ("metre", "metres"),
}  # fmt: skip


def _alone(context: Context, at: int) -> bool:
    before = context.char_before(at)
    return not (
        before.isalnum() or (before and before in "-–/.:" and context.text[at - 2 : at - 1].isalnum())
    )


def span(context: Context, at: int) -> Reading | None:
    """Read two numbers and the dash between them: "10-20", a score, a vote."""
    found = _SPAN.match(context.text, at)
    if not found or not _alone(context, at):
        return None
    end, times = found.end(), ""
    if context.text[end : end + 1] in ("x", "X", "×") and not context.text[end + 1 : end + 2].isalnum():
        end, times = end + 1, " times"
    elif context.text[end : end + 1].isalpha():
        return None
    if found[0] in ("50-50", "50–50", "20-20", "80-20", "24-7"):
        said = f"{spellout.cardinal(found[1])} {spellout.cardinal(found[2])}"
        return Reading(at, found.end(), said, "range")
    start, sign = sign_before(context, at)
    first, last = spellout.number(found[1], context.british), spellout.number(found[2], context.british)
    return Reading(start, end, f"{sign}{first} to {last}{times}", "range")


_BRACKETED = expression(r"(\d{1,4})\) ?[-–—] ?\((\d{1,4})(?=\))")


def bracketed(context: Context, at: int) -> Reading | None:
    """Read a range of numbers that have brackets of their own: "(4)–(6)"."""
    found = _BRACKETED.match(context.text, at)
    if not found or context.char_before(at) != "(":
        return None
    said = [spellout.number(part, context.british) for part in found.groups()]
    return Reading(at, found.end(), ") to (".join(said), "range")


def ordinals(context: Context, at: int) -> Reading | None:
    """Read a range of ordinals: "5th-7th"."""
    found = _ORDINALS.match(context.text, at)
    if not found or not _alone(context, at):
        return None
    first, last = spellout.ordinal(found[1], context.british), spellout.ordinal(found[2], context.british)
    return Reading(at, found.end(), f"{first} to {last}", "range")


def ratio(context: Context, at: int) -> Reading | None:
    """Read a ratio, or chapter and verse: "3:2", "Genesis 1:1"; a likely time needs a word for it."""
    if not _alone(context, at):
        return None
    if (verse := VERSE.match(context.text, at)) and context.word_before(at).lower() in _BOOKS:
        said = f"{spellout.number(verse[1])} {spellout.number(verse[2])}"
        if verse[3]:
            said += f" to {spellout.number(verse[3])}"
        return Reading(at, verse.end(), said, "score")
    found = _RATIO.match(context.text, at)
    if not found:
        return None
    first, second, third = found.groups()
    if _STANDARD.fullmatch(second) and context.word_before(at).isupper() and not third:
        said = f"{spellout.number(first, context.british)}, {spellout.year(int(second), context.british)}"
        return Reading(at, found.end(), said, "score")
    timely = bool(_SEXAGESIMAL.fullmatch(second)) and "." not in first and int(first) < 100
    if timely and int(first) > 24 and second[0] != "0" and "." not in second:
        timely = context.word_before(at).lower() in _CLOCKED
    if timely:
        behind = context.text[max(0, at - 40) : at]
        if not _PROPORTION.search(behind) and not _SCALED.match(context.text, found.end()):
            return None
    if third and timely:
        return None
    said = " to ".join([spellout.number(part, context.british) for part in (first, second, third) if part])
    return Reading(at, found.end(), said, "score")


def _sized(written: str, british: bool, paired: bool) -> str:
    if "/" in written:
        return mixed(written, british)
    if paired and written.isdigit():
        return spellout.pairs(written)
    return spellout.number(written, british)


def _unit(context: Context, symbol: str | None, number: str) -> str:
    if symbol is None:
        return ""
    one, many = _OUTRIGHT.get(symbol) or units(context.british)[symbol]
    return f" {one if number == '1' else many}"


def dimension(context: Context, at: int) -> Reading | None:
    """Read dimensions: "3x5", "10 ft x 12 ft", "1920x1080"."""
    text = context.text
    found = _DIMENSION.match(text, at)
    if not found or not _alone(context, at):
        return None
    one, one_unit, gap, cross, two, two_unit, _, three, three_unit = found.groups()
    end = found.end()
    equated = re.match(r" ?[=^]", text[end : end + 2]) and not (one_unit and two_unit)
    if equated or (cross == "*" and not (one_unit or two_unit)):
        return None
    if cross == "by" and not (one_unit or two_unit):
        return None
    last_unit = three_unit or two_unit
    if cross == "×" and gap and not (one_unit or last_unit) and not text[end : end + 2].strip().isalpha():
        return None
    if last_unit == "'" and text[end - 1] == "'" and text[end : end + 1].isalnum():
        return None
    paired = not gap and one.isdigit() and two.isdigit() and min(len(one), len(two)) >= 3 and one[-2:] != "00"
    british = context.british
    one_of = noun_follows(context, end) and context.word_after(end) not in _EXTENTS
    count = ("1", "1", "1") if one_of else (one, two, three or "")
    said = f"{_sized(one, british, paired)}{_unit(context, one_unit, count[0])}"
    said += f" by {_sized(two, british, paired)}{_unit(context, two_unit, count[1])}"
    if three:
        said += f" by {_sized(three, british, False)}{_unit(context, three_unit, count[2])}"
    if last_unit and last_unit.endswith(".") and not text[end:].strip():
        said += "."
    return Reading(at, end, said, "measure")


_EXTENTS = wordlist("long wide deep tall high thick across overall total square apart")
_CROSSED = expression(r"(\d{1,2})[x×](\d{1,2})s(?!\w)")


def boards(context: Context, at: int) -> Reading | None:
    """Read the plural of a dimension that has become a name: "2x4s"."""
    found = _CROSSED.match(context.text, at)
    if not found or not _alone(context, at):
        return None
    said = f"{spellout.cardinal(found[1])} by {spellout.plural(spellout.cardinal(found[2]))}"
    return Reading(at, found.end(), said, "measure")


_GRADE = expression(r"([A-DF])-(?=[ ,.;:)?!]|$)")
_GRADED = wordlist("a an got grade grades from to earned with his her my and or received only straight")


def letters(context: Context, at: int) -> Reading | None:
    """Read a range of letters, "A–Z", or a grade, "B-"."""
    if (grade := _GRADE.match(context.text, at)) and context.word_before(at).lower() in _GRADED:
        return Reading(at, grade.end(), f"{grade[1]} minus", "range")
    found = _LETTERS.match(context.text, at)
    if not found or (found[2] == "-" and found[0] != "A-Z"):
        return None
    return Reading(at, found.end(), f"{found[1]} to {found[3]}", "range")
