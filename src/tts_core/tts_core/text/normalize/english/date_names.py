"""Shortened names of days and months, alone, in ranges and in lists: "Mon-Fri", "Jan. 5", "Tue & Thu"."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english.abbreviations import ends_sentence
from tts_core.text.normalize.english.dates import BEHIND, DAY, DAY_MONTH, DAYS, MONTH, NAMES, after, before

__all__ = ["after_weekday", "names", "stopped"]

_FULL_DAYS = {name.lower(): name for name in DAYS.values()}
_HEADS = frozenset(name[:3] for name in (*DAYS, *NAMES))
_TAILS = frozenset(name[-3:] for name in (*DAYS, *NAMES))
_STOPPED = expression(rf"(?<![A-Za-z])({DAY}|{MONTH})$")
_AHEAD = expression(rf"(?:({DAY})\.?,? )?({MONTH})(?:\.?,? |\.)(?=\d)|({DAY})\.,? (?=\d)")
_GOES_ON = expression(r"\.(?=,? ?\d|,? [a-z])")
_FULL_DAY = f"(?i:{'|'.join(_FULL_DAYS)})"
_NAMED = f"{_FULL_DAY}|{DAY}|{MONTH}"
_NAMED_RANGE = expression(rf"({_NAMED})\.? ?[-–—/+] ?({_NAMED})(?![A-Za-z])")


def stopped(context: Context, at: int) -> Reading | None:
    """Read a date that begins with a shortened day or month whose full stop stands at *at*: "Jan. 5"."""
    if context.text[at - 3 : at].lower() not in _TAILS:
        return None
    low = max(context.floor, at - 6)
    found = _STOPPED.search(context.text[low:at])
    if not found or (found.start() == 0 and low and context.text[low - 1].isalnum()):
        return None
    start = low + found.start()
    ahead = _AHEAD.match(context.text, start)
    if ahead and ahead[2]:
        behind = BEHIND.search(context.text[start : ahead.end()])
        return after(context, start, behind, ahead.end()) if behind else None
    if ahead and (day := DAY_MONTH.match(context.text, ahead.end())):
        window = context.text[start : ahead.end()]
        return before(context, ahead.end(), start, window, day)
    return names(context, start)


_LISTED = expression(
    rf"({DAY})(?=,? (?:& |and |or )?(?:{DAY})(?![A-Za-z])"
    r"|: |,? \d{1,2}(?::\d\d|[-–]\d{1,2}(?![\d/])| ?[ap]\.?m\b))"
)
_LISTED_LAST = expression(rf"(?<![A-Za-z])(?=[A-Z])(?:{DAY}|{_FULL_DAY})\.?,? (?:& |and |or )?$")
_WEEKDAY = expression(rf"(?<![\w'])({DAY})(?: ?[-–] ?({DAY}))?\.?,? $")
_PART_OF_DAY = expression(
    r" (?:(?i:night|morning|afternoon|evening)\b|(?:@|at) ?\d"
    rf"|(?:to|thru|through) (?:{DAY}|{_FULL_DAY})(?![A-Za-z]))"
)
_DATED = expression(rf"\.,? ?(?:{MONTH}|\d)")
_ALONE = expression(rf"({DAY}|{MONTH})(?![\w'’-]|\.[a-z\d])")
_SURE = frozenset(["Tues", "Thur", "Thurs", "Weds"])
_DAILY = wordlist(
    "on by until till til every each next last this since before after from through thru to and or of late "
    "early"
)
_NO_DAY = frozenset(["Sat", "Sun", "Mon", "Wed"])
"""Short forms that are words or names as well, so that a word for time must stand before them."""


def after_weekday(context: Context, reading: Reading) -> Reading:
    """Take the short name of a day, or a range of them, into the date or time that follows it: "fri 5pm"."""
    start, end, said, kind = reading
    if not context.text[start].isdigit() or context.char_before(start) != " ":
        return reading
    low = max(context.floor, start - 14)
    found = _WEEKDAY.search(context.text, low, start)
    if not found or (found.start() == low > 0 and context.text[low - 1].isalnum()):
        return reading
    day = DAYS[found[1].lower()]
    if found[2]:
        day = f"{day} to {DAYS[found[2].lower()]}"
    return Reading(found.start(), end, f"{day}, {said}", kind)


def _alone(context: Context, at: int) -> Reading | None:
    """Read the short name of a day or month where its form or the words around it leave no doubt."""
    found = _ALONE.match(context.text, at)
    if not found:
        return None
    name, end, sign = found[1], found.end(), context.char_before(at)
    joined = sign in ("-", "'", "/") or (sign == "." and name not in _SURE)
    if joined and not _PARTLY.search(context.text, max(0, at - 6), at):
        return None
    after, before = context.char_at(end), context.word_before(at)
    if name.lower() in DAYS:
        if not _is_day(context, at, end, name):
            return None
        said = DAYS[name.lower()]
    else:
        said = NAMES[name.lower()]
        if len(name) > 4 or said == "May" or before.lower() not in _MONTHLY | {""}:
            return None
        if not before and not _PARTLY.search(context.text, max(0, at - 6), at):
            return None
    if after == ".":
        if _DATED.match(context.text, end):
            return None
        end += not ends_sentence(context, end + 1)
    return Reading(at, end, said, "date")


def _is_day(context: Context, at: int, end: int, name: str) -> bool:
    if _PART_OF_DAY.match(context.text, end) and not _THE_SUN.search(context.text, max(0, at - 14), at):
        return True
    if name.isupper() and name not in ("TUES", "THURS", "WEDS"):
        return False
    after, before = context.char_at(end), context.word_before(at)
    doubtful = name in _NO_DAY or before[:1].isupper() or (after and after not in ",;:?!)")
    bracketed = context.char_before(at) == "(" and after == ")"
    if doubtful and name not in _SURE and before.lower() not in _DAILY and not bracketed:
        return False
    if name in _NO_DAY and after == " " and context.word_after(end)[:1].isupper():
        return False
    return name != "Sun" or not _THE_SUN.search(context.text, max(0, at - 14), at)


_PARTLY = expression(r"\b(?:mid|early|late|pre|post)-$")
_MONTHLY = wordlist(
    "in by until till til since last next this of early late mid before after from through each every"
)
_LETTERS = {"M": "Monday", "Mo": "Monday", "Tu": "Tuesday", "Th": "Thursday", "Fr": "Friday", "F": "Friday"}
_LETTERS |= {"Sa": "Saturday", "Su": "Sunday", "Sat": "Saturday", "Sun": "Sunday"}
_WEEK = expression(r"(Mo?|Tu|Th)[-–](Fr?|Th|Sat?|Sun?)(?= ?[\d,:(])")
_SEVERAL = expression(rf"{DAY}(?:/{DAY}){{2,5}}(?![A-Za-z/])")
_THRICE = expression(r"(?:MWF|TTh|TuTh|MW)(?= \d{1,2}(?::|-|–| ?[ap]\.?m))")
_THRICE_SAID = {"MWF": "Monday, Wednesday, Friday", "TTh": "Tuesday, Thursday", "TuTh": "Tuesday, Thursday",
                "MW": "Monday, Wednesday"}  # fmt: skip
_THE_SUN = expression(r"(?:\b(?:[Tt]he|[Oo]ur|[Aa]|he|she|who|they|it)|'s) $")
"""Words before the star, or before what somebody did; a day of a list stands after none of them."""
_DAY_ALONE = expression(rf"({DAY})(?![A-Za-z.])")


def names(context: Context, at: int) -> Reading | None:
    """Read a range of shortened days or months: "Mon-Fri", or one day of a list of them."""
    if context.char_before(at).isalpha():
        return None
    known = context.text[at : at + 3].lower() in _HEADS
    if not known and context.text[at] not in "MTF":
        return None
    found = _NAMED_RANGE.match(context.text, at) if known else None
    if known and (several := _SEVERAL.match(context.text, at)):
        days = [DAYS[day.lower()] for day in several[0].split("/")]
        return Reading(at, several.end(), ", ".join(days), "date")
    if thrice := _THRICE.match(context.text, at):
        return Reading(at, thrice.end(), _THRICE_SAID[thrice[0]], "date")
    if week := _WEEK.match(context.text, at):
        return Reading(at, week.end(), f"{_LETTERS[week[1]]} to {_LETTERS[week[2]]}", "date")
    if not known:
        return None
    if not found:
        day = _LISTED.match(context.text, at)
        if not day and _LISTED_LAST.search(context.text, max(0, at - 16), at):
            day = _DAY_ALONE.match(context.text, at)
        if not day:
            return _alone(context, at)
        if day[1] in ("Sat", "Sun") and _THE_SUN.search(context.text, max(0, at - 14), at):
            return None
        return Reading(at, day.end(1), DAYS[day[1].lower()], "date")
    names_ = _FULL_DAYS | DAYS | NAMES
    first, last = names_[found[1].lower()], names_[found[2].lower()]
    if (first.lower() in _FULL_DAYS) != (last.lower() in _FULL_DAYS) or "may" in (found[1], found[2]):
        return None
    link = "and" if "/" in found[0] or "+" in found[0] else "to"
    end = found.end() + bool(_GOES_ON.match(context.text, found.end()))
    return Reading(at, end, f"{first} {link} {last}", "date")
