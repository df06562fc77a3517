"""Dates with the name of their month, ranges of days, and what all dates share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviations import ends_sentence

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
    "possible",
    "year_said",
]

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
NAMES = {form.lower(): name for name in MONTHS for form in (name, name[:3])} | {"sept": "September"}
"""The months by their names and short forms, in small letters: they are written in any."""
DAYS = {
    "mon": "Monday", "tues": "Tuesday", "tue": "Tuesday", "wed": "Wednesday", "weds": "Wednesday",
    "thurs": "Thursday", "thur": "Thursday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
}  # fmt: skip
_VERBS = frozenset(["may", "march", "mar"])
"""Months that are other words in small letters."""

MONTH = f"(?i:{'|'.join(sorted(NAMES, key=len, reverse=True))})"
DAY = f"(?i:{'|'.join(DAYS)})"
_RANK = r"(?i:st|nd|rd|th)?"
BEHIND = expression(
    rf"(?:(?<![A-Za-z])({DAY})\.?,? )?(?<![A-Za-z])(?<![A-Za-z]')({MONTH})(?:\.? |\.)(?:the )?$"
)
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
_TIGHT = expression(rf"([0-3]?\d)(-?)({MONTH})\2((?:19|20)\d\d|\d\d)(?![\w-])")
_DAY_ON = expression(rf" ?[-–—] ?(?=\d{{1,2}}{_RANK} ({MONTH})(?![A-Za-z]))")
_ONWARD = expression(rf" ?[-–—] ?(?=(?:{MONTH})(?![A-Za-z]))")
_DASHED = expression(r"(\d{1,2})-(\d{4})(?![\w-])")
_DASHED_ALONE = expression(r"(?:(?:19|20)\d\d|[0-3]?\d|\d\d)(?![\w/-]|[.,:]\d)")
_MONTH_DASH = expression(rf"(?<![A-Za-z])({MONTH})[-.]$")


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


def after(context: Context, start: int, behind: re.Match[str], at: int) -> Reading | None:
    """Read a day, with its year, or a year after a month that was written before *at*."""
    day_name, written = behind.groups()
    month = NAMES[written.lower()]
    head = f"{DAYS[day_name.lower()]}, {month}" if day_name else month
    the = " the" if context.british or behind[0].endswith(" the ") else ""
    text = context.text
    if found := _MONTH_DAY.match(text, at):
        day, link, other_month, other, year, short = found.groups()
        if written in _VERBS and not (day_name or year or short) and not _surely(context, start, found[0]):
            return None
        if month in ("May", "March") and not year and _follows_count(context, found.end()):
            return None
        if 1 <= int(day) <= 31:
            end = found.end()
            said = f"{head}{the} {spellout.ordinal(day)}"
            if other and not (1 <= int(other) <= 31 and (other_month or _linked(link, day, other))):
                return Reading(start, found.start(2), said, "date")
            if other:
                said += f" {_LINKS.get(link.strip(), 'to')}"
                said += f" {NAMES[other_month.lower()]}" if other_month else ""
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


def _surely(context: Context, start: int, written: str) -> bool:
    """Tell whether a day is meant after a month that may be a verb: "on may 5", "march 3rd"."""
    return written[1:3].strip("0123456789").isalpha() or context.word_before(start).lower() in _DAILY


_DAILY = wordlist("on by until till since from before after due dated of through last next this between")


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
    if at > 2 and text[at - 1] in "-.":
        return _dashed(context, at)
    if at < 4 or text[at - 1] != " " or not (text[at - 2].isalpha() or text[at - 2] == "."):
        return None
    word = context.word_before(at).rstrip(".").lower()
    if word not in NAMES and word != "the":
        return None
    low = max(context.floor, at - 26)
    behind = BEHIND.search(text[low:at])
    if not behind:
        return None
    start = low + behind.start()
    if behind.start() == 0 and start and text[start - 1].isalpha():
        return None
    return after(context, start, behind, at)


def _dashed(context: Context, at: int) -> Reading | None:
    """Read a day, or a year, that a dash parts from its month: "Jan-15", "Jan-15-2020", "Jan-2020"."""
    low = max(context.floor, at - 12)
    named = _MONTH_DASH.search(context.text[low:at])
    if not named or (low and named.start() == 0 and context.text[low - 1].isalnum()):
        return None
    start, name = low + named.start(), NAMES[named[1].lower()]
    if (found := _DASHED.match(context.text, at)) and 1 <= int(found[1]) <= 31:
        said = full(context, found[2], MONTHS.index(name) + 1, int(found[1]))
        return Reading(start, found.end(), said, "date")
    if (found := _DASHED_ALONE.match(context.text, at)) and not named[1].islower():
        if len(found[0]) == 4 or not 1 <= int(found[0]) <= 31:
            return Reading(start, found.end(), f"{name} {year_said(found[0], context.british)}", "date")
        return Reading(start, found.end(), full(context, None, MONTHS.index(name) + 1, int(found[0])), "date")
    return None


def apart(context: Context, at: int) -> bool:
    """Tell whether the number at *at* is the first of its kind here, not the tail of another."""
    before = context.char_before(at)
    return not (before.isalnum() or (before and before in "./-" and context.text[at - 2 : at - 1].isdigit()))


_DETERMINERS = wordlist("the this that every each last next")


def day_first(context: Context, at: int) -> Reading | None:
    """Read a date whose day, at *at*, stands before its month."""
    if not apart(context, at):
        return None
    if " " not in context.text[at : at + 3] and (tight := _TIGHT.match(context.text, at)):
        month = MONTHS.index(NAMES[tight[3].lower()]) + 1
        if not tight[2] and possible(month, int(tight[1])):
            return Reading(at, tight.end(), full(context, tight[4], month, int(tight[1])), "date")
        if len(tight[4]) == 2 and possible(month, int(tight[1])):
            said = f"the {spellout.ordinal(tight[1])} of {MONTHS[month - 1]}"
            return Reading(at, tight.end(), f"{said}, {year_said(tight[4], context.british)}", "date")
    found = DAY_MONTH.match(context.text, at)
    if not found:
        return None
    low = max(context.floor, at - 26)
    return before(context, at, low, context.text[low:at], found)


def before(context: Context, at: int, low: int, window: str, found: re.Match[str]) -> Reading | None:
    """Read a date whose day and month *found* holds, with the day of the week before it in *window*."""
    day, other, month, year, short = found.groups()
    if not 1 <= int(day) <= 31 or (other and not int(day) < int(other) <= 31):
        return None
    if month in _VERBS and not (year or short or found[0][len(day)].isalpha()):
        return None
    start, head = at, ""
    if behind := _DAY_BEHIND.search(window):
        start, head = low + behind.start(), f"{DAYS[behind[1].lower()]}, "
    the = "" if context.word_before(at).lower() in _DETERMINERS else "the "
    said = f"{head}{the}{spellout.ordinal(day)}"
    if other:
        said += f" to {the}{spellout.ordinal(other)}"
    name = NAMES[month.lower()]
    said += f" of {name}"
    if year or short:
        said += f", {year_said(year or short, context.british)}"
    end = found.end()
    if onward := _DAY_ON.match(context.text, end):
        return Reading(start, onward.end(), f"{said} to ", "date")
    if context.text[end - 1] == "." and (name.lower() == month.lower() or ends_sentence(context, end)):
        end -= 1
    return Reading(start, end, said, "date")
