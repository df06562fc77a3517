"""Dates: named months, ISO, slashes and dots, ranges of days, shortened names of days and months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviations import ends_sentence
from tts_core.text.normalize.english.times import clock

if TYPE_CHECKING:
    import re

__all__ = [
    "BEHIND",
    "DAY",
    "DAYS",
    "DAY_MONTH",
    "MONTH",
    "MONTHS",
    "NAMES",
    "after",
    "after_month",
    "apart",
    "before",
    "day_first",
    "full",
    "numeric",
    "possible",
    "year_said",
]

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
NAMES = {name: name for name in MONTHS} | {name[:3]: name for name in MONTHS} | {"Sept": "September"}
DAYS = {
    "Mon": "Monday", "Tues": "Tuesday", "Tue": "Tuesday", "Wed": "Wednesday", "Weds": "Wednesday",
    "Thurs": "Thursday",
    "Thur": "Thursday", "Thu": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
NAMES |= {name.upper(): name for name in MONTHS}

MONTH = "|".join(sorted(NAMES, key=len, reverse=True))
DAY = "|".join(DAYS)
_RANK = r"(?:st|nd|rd|th)?"
BEHIND = expression(rf"(?:(?<![A-Za-z])({DAY})\.?,? )?(?<![A-Za-z'])({MONTH})\.? (?:the )?$")
_DAY_BEHIND = expression(rf"(?<![A-Za-z])({DAY})\.?,? $")
_MONTH_DAY = expression(
    rf"(\d{{1,2}}){_RANK}(?![\w%:]|[.,/]\d)(?:( ?[-–—] ?| to | and | or | & )(?:({MONTH})\.? "
    rf")?(\d{{1,2}}){_RANK}(?![\w%:/]|[.,]\d))?"
    rf"(?:(?:, ?| )(\d{{4}})(?![\d,.:]\d|\w| ?[-–]\d{{4}})|,? '(\d\d)(?!\w))?"
)
_MONTH_YEAR = expression(r"(1\d{3}|20\d\d)(?![\w%]|[.,:]\d)(?: ?[-–—] ?(1\d{3}|20\d\d)(?![\w]))?")
DAY_MONTH = expression(
    rf"(\d{{1,2}}){_RANK}(?: ?[-–—] ?(\d{{1,2}}){_RANK})?(?: |-)(?:of )?({MONTH})(?![A-Za-z])\.?"
    rf"(?:(?:,? |-)(\d{{4}})(?![\d,.:]\d|\w)|,? '(\d\d)(?!\w))?"
)
_ISO = expression(
    r"(\d{4})([-/.])(\d\d?)\2(\d\d?)(?![\d/-])(?:(?:T| )(\d\d):(\d\d)(?::(\d\d))?(?:\.\d{1,6})?(Z"
    r"|[+-]\d\d:?\d\d)?(?!\d))?"
)
_SLASHED = expression(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/]|[.-]\d)")
_DATED = wordlist("on by until till since from to before after dated born died due")
_ON_SLASHED = expression(r" ?[-–—] ?(?=\d{1,2}/\d{1,2}/\d{2,4}(?![\w/]))")
_ONWARD = expression(rf" ?[-–—] ?(?=(?:{MONTH})(?![A-Za-z]))")
_DASHED = expression(r"(\d{1,2})-(\d{4})(?![\w-])")
_MONTH_DASH = expression(rf"(?<![A-Za-z])({MONTH})-$")


def year_said(written: str, british: bool) -> str:
    """Say a year, of two digits the one nearest to today."""
    value = int(written)
    century = 0 if len(written) != 2 else 2000 if value < 40 else 1900
    return spellout.year(century + value, british)


def possible(month: int, day: int) -> bool:
    """Tell whether there is such a month with such a day."""
    return 1 <= month <= 12 and 1 <= day <= 31


def full(context: Context, year: str | None, month: int, day: int, the: bool = False) -> str:
    """Say a date whose month was written as a number."""
    british = context.british
    tail = f", {year_said(year, british)}" if year else ""
    if british or the:
        return f"the {spellout.ordinal(day)} of {MONTHS[month - 1]}{tail}"
    return f"{MONTHS[month - 1]} {spellout.ordinal(day)}{tail}"


def numeric(context: Context, at: int) -> Reading | None:
    """Read a date all in numbers, with its year."""
    text = context.text
    if not apart(context, at):
        return None
    if found := _ISO.match(text, at):
        year, _, month, day, hour, minute, second, zone = found.groups()
        if not (possible(int(month), int(day)) and "1000" <= year <= "2999"):
            return None
        said = full(context, year, int(month), int(day))
        end = found.end(4)
        if hour is not None and int(hour) < 25:
            said += f", {clock(int(hour), int(minute), None)}"
            if second and int(second):
                said += f" and {spellout.cardinal(second)} second{'' if int(second) == 1 else 's'}"
            if zone:
                said += " UTC"
                if zone != "Z":
                    said += f" {'plus' if zone[0] == '+' else 'minus'} {spellout.cardinal(zone[1:3])}"
                    said += f" {spellout.cardinal(zone[-2:])}" if zone[-2:] != "00" else ""
            end = found.end()
        return Reading(at, end, said, "date")
    if found := _SLASHED.match(text, at):
        one, mark, other, year = found.groups()
        if (
            mark in "-."
            and len(year) == 2
            and not (context.british and mark == "." and context.word_before(at).lower() in _DATED)
        ):
            return None
        month, day = int(one), int(other)
        if ((context.british or mark == ".") and possible(day, month)) or not possible(month, day):
            month, day = day, month
        if not possible(month, day):
            return None
        said, end = full(context, year, month, day), found.end()
        if onward := _ON_SLASHED.match(text, end):
            return Reading(at, onward.end(), f"{said} to ", "date")
        return Reading(at, end, said, "date")
    return None


def after(context: Context, start: int, behind: re.Match[str], at: int) -> Reading | None:
    """Read a day, with its year, or a year after a month that was written before *at*."""
    day_name, month = behind.groups()
    head = f"{DAYS[day_name]}, {NAMES[month]}" if day_name else NAMES[month]
    the = " the" if context.british or behind[0].endswith(" the ") else ""
    text = context.text
    if found := _MONTH_DAY.match(text, at):
        day, link, other_month, other, year, short = found.groups()
        if month in ("May", "March") and not year and _follows_count(context, found.end()):
            return None
        if 1 <= int(day) <= 31:
            end = found.end()
            said = f"{head}{the} {spellout.ordinal(day)}"
            if other and not (1 <= int(other) <= 31 and (other_month or _linked(link, day, other))):
                return Reading(start, found.start(2), said, "date")
            if other:
                said += f" {_LINKS.get(link.strip(), 'to')}"
                said += f" {NAMES[other_month]}" if other_month else ""
                said += f"{the} {spellout.ordinal(other)}"
            if year and _follows_count(context, end):
                end, year = found.start(5) - 1, None
                if text[end - 1] == ",":
                    end -= 1
            if year or short:
                said += f", {year_said(year or short, context.british)}"
            return _onward(context, start, end, said)
    if found := _MONTH_YEAR.match(text, at):
        if month in ("May", "March") and _follows_count(context, found.end()):
            return None
        said = f"{head} {year_said(found[1], context.british)}"
        if found[2]:
            said += f" to {year_said(found[2], context.british)}"
        return _onward(context, start, found.end(), said)
    return None


def _onward(context: Context, start: int, end: int, said: str) -> Reading:
    """Close a date, with the dash after it when another date follows: "May 2023–April 2024"."""
    if dash := _ONWARD.match(context.text, end):
        return Reading(start, dash.end(), f"{said} to ", "date")
    return Reading(start, end, said, "date")


def _linked(link: str, day: str, other: str) -> bool:
    return link.strip() == "&" or (not link.strip().isalpha() and int(day) < int(other))


_LINKS = {"and": "and", "or": "or", "&": "and"}


def _follows_count(context: Context, end: int) -> bool:
    """Tell whether a counted noun follows: "May 5, 2000 people"."""
    return context.word_after(end) in _PEOPLE


_PEOPLE = wordlist("people men women soldiers troops workers dollars children")


def after_month(context: Context, at: int) -> Reading | None:
    """Read a day or a year whose month stands before it; the number begins at *at*."""
    text = context.text
    if at > 3 and text[at - 1] == "-" and (found := _DASHED.match(text, at)):
        low = max(context.floor, at - 12)
        named = _MONTH_DASH.search(text[low:at])
        if not named or not 1 <= int(found[1]) <= 31:
            return None
        month = MONTHS.index(NAMES[named[1]]) + 1
        said = full(context, found[2], month, int(found[1]))
        return Reading(low + named.start(), found.end(), said, "date")
    if at < 4 or text[at - 1] != " " or not (text[at - 2].isalpha() or text[at - 2] == "."):
        return None
    low = max(context.floor, at - 26)
    behind = BEHIND.search(text[low:at])
    if not behind:
        return None
    start = low + behind.start()
    if behind.start() == 0 and start and text[start - 1].isalpha():
        return None
    return after(context, start, behind, at)


def apart(context: Context, at: int) -> bool:
    """Tell whether the number at *at* is the first of its kind here, not the tail of another."""
    before = context.char_before(at)
    return not (before.isalnum() or (before and before in "./-" and context.text[at - 2 : at - 1].isdigit()))


_DETERMINERS = wordlist("the this that every each last next")


def day_first(context: Context, at: int) -> Reading | None:
    """Read a date whose day, at *at*, stands before its month."""
    found = DAY_MONTH.match(context.text, at)
    if not found or not apart(context, at):
        return None
    low = max(context.floor, at - 26)
    return before(context, at, low, context.text[low:at], found)


def before(context: Context, at: int, low: int, window: str, found: re.Match[str]) -> Reading | None:
    """Read a date whose day and month *found* holds, with the day of the week before it in *window*."""
    day, other, month, year, short = found.groups()
    if not 1 <= int(day) <= 31 or (other and not int(day) < int(other) <= 31):
        return None
    start, head = at, ""
    if behind := _DAY_BEHIND.search(window):
        start, head = low + behind.start(), f"{DAYS[behind[1]]}, "
    the = "" if context.word_before(at).lower() in _DETERMINERS else "the "
    said = f"{head}{the}{spellout.ordinal(day)}"
    if other:
        said += f" to {the}{spellout.ordinal(other)}"
    said += f" of {NAMES[month]}"
    if year or short:
        said += f", {year_said(year or short, context.british)}"
    end = found.end()
    if context.text[end - 1] == "." and (NAMES[month] == month or ends_sentence(context, end)):
        end -= 1
    return Reading(start, end, said, "date")
