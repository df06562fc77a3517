"""Times of day, ranges of them, and durations written with colons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviations import ends_sentence

if TYPE_CHECKING:
    import re

__all__ = ["read"]

_HALF = r"(?: ?([AaPp])(?:\.\s?[Mm]\.?|[Mm])(?!\w))"
_CLOCK = r"(\d{1,2}):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?"
_TIME = expression(rf"{_CLOCK}(?![\d:]){_HALF}?")
_HOUR = expression(rf"(\d{{1,2}}){_HALF}")
_DOTTED = expression(rf"(\d{{1,2}})\.([0-5]\d){_HALF}")
_RANGE = expression(
    rf"(\d{{1,2}})(?::([0-5]\d))?{_HALF}? ?[-–—] ?(\d{{1,2}})(?::([0-5]\d))?(?![\d:]){_HALF}?"
)
_MILITARY = expression(r"([01]\d|2[0-3])([0-5]\d)(?= ?(?:hours|hrs|h)\b)( ?(?:hours|hrs|h)\b\.?)")
_ZULU = expression(r"([01]\d|2[0-3])([0-5]\d)Z\b")
_EARLY = expression(r"0(\d)([0-5]\d)(?![\w]|[.,:/-]\d)")
_UNIVERSAL = expression(r"([01]\d|2[0-3])([0-5]\d)(?= (?:GMT|UTC|EST|EDT|PST|PDT|CET|BST)(?!\w))")
_TIMELY = wordlist("at by until till around before after from since")
_LETTERED = expression(r"(\d{1,2})h ?([0-5]?\d)(m(?:in)?)?(?: ?([0-5]?\d)s)?(?![\w])")
_DAYS = expression(r"(\d{1,3})d(?= ?\d{1,2}h)")
_MINUTES = expression(r"(\d{1,3})m ?([0-5]?\d)s(?!\w)")
_BARE = expression(r"(\d{1,3})m(?![\w²³^'’-]|/(?!\d)| (?:x|by|tall|wide|long|high|deep|of|people|users)\b)")
_LASTING = wordlist(
    "prep preparation prepare cook cooking cooked bake baking boil boiling simmer simmering total timer "
    "duration runtime time eta wait waiting rest chill elapsed remaining left late ago delay delayed"
)
_AROUND = expression(r"[a-z]+|\d{1,3}[hsd](?![a-z])")
"""What stands near minutes that are written like meters: "Prep: 15m"."""
_NOON = expression(r" ?[-–—] ?(noon|midnight)(?!\w)")
_LETTER = expression(r"[ap](?!\w)")
_ON = expression(r" ?[-–—] ?(?=\d{1,2}(?:[:.][0-5]\d)? ?[AaPp]\.?[Mm])")
_PACE = expression(r"/(mi|mile|km|lap)(?!\w)")
_PACES = {"mi": "mile", "mile": "mile", "km": "kilometer", "lap": "lap"}
_LAP = expression(r"\.(\d{1,3})(?!\w|\.\d)")
_COUNTED = expression(r" (min|minutes|mins|hrs|hr)(?![\w])")
_SENTENCE = expression(
    r" (?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
    r"(?:Eastern|Central|Mountain|Pacific|"
    r"Greenwich|London|New York|Paris|Tokyo|Standard|Daylight|Local)\b)[A-Z][a-z]"
)
"""What follows a time that ends a sentence: a capital that is no day, month or zone."""
_TIMED = wordlist("time pace record clocked ran finished duration lasted runtime length marathon")


def _half(letter: str | None) -> str:
    return f" {letter.upper()}M" if letter else ""


def clock(hour: int, minute: int, half: str | None) -> str:
    """Say hours and minutes."""
    if minute:
        return f"{spellout.cardinal(hour)} {_minutes(minute)}{_half(half)}"
    if half:
        return f"{spellout.cardinal(hour)}{_half(half)}"
    if 1 <= hour <= 12:
        return f"{spellout.cardinal(hour)} o'clock"
    return f"{spellout.cardinal(hour)} hundred" if hour else "midnight"


def _counted(value: int, name: str) -> str:
    return f"{spellout.cardinal(value)} {name if value == 1 else name + 's'}"


def duration(hours: int, minutes: int, seconds: int) -> str:
    """Say a length of time."""
    parts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
    said = [_counted(value, name) for value, name in parts if value]
    if len(said) > 1:
        said[-1] = f"and {said[-1]}"
    return " ".join(said) or "zero seconds"


def _finished(context: Context, start: int, end: int, said: str) -> Reading:
    """Close a time that may end in "p.m.", whose stop may end the sentence as well."""
    if context.char_at(end) == "h" and not context.char_at(end + 1).isalnum():
        end += 1
    if onward := _ON.match(context.text, end):
        return Reading(start, onward.end(), f"{said} to ", "time")
    if pace := _PACE.match(context.text, end):
        return Reading(start, pace.end(), f"{said} per {_PACES[pace[1]]}", "time")
    if noon := _NOON.match(context.text, end):
        return Reading(start, noon.end(), f"{said} to {noon[1]}", "time")
    if context.text[end - 1] == "." and (ends_sentence(context, end) or _SENTENCE.match(context.text, end)):
        said += "."
    return Reading(start, end, said, "time")


_TERSE = expression(r"(\d{1,2})(?::([0-5]\d))?([ap]) ?[-–—] ?(\d{1,2})(?::([0-5]\d))?([ap])(?!\w)")


def _terse(context: Context, at: int) -> Reading | None:
    """Read a range of hours with one letter each: "10a-2p"."""
    found = _TERSE.match(context.text, at)
    if not found or max(int(found[1]), int(found[4])) > 12:
        return None
    first = clock(int(found[1]), int(found[2] or 0), found[3])
    last = clock(int(found[4]), int(found[5] or 0), found[6])
    return Reading(at, found.end(), f"{first} to {last}", "time")


def _range(context: Context, at: int) -> Reading | None:
    found = _RANGE.match(context.text, at)
    if not found:
        return None
    hour, minute, half, last, last_minute, last_half = found.groups()
    if not (minute or last_minute or half or last_half):
        return None
    if not (minute or half) and last_minute and not last_half:
        return None
    if int(hour) > 24 or int(last) > 24:
        return None
    open_end = minute is not None and last_minute is None and max(int(hour), int(last)) < 13
    if last_half is None and half is None and (minute is None or last_minute is None) and not open_end:
        return None
    said = clock(int(hour), int(minute or 0), half)
    if last_half and not half and not int(minute or 0):
        said = spellout.cardinal(hour)
    if open_end and not (half or last_half):
        said += f" to {spellout.cardinal(last)}"
    else:
        said += f" to {clock(int(last), int(last_minute or 0), last_half)}"
    return _finished(context, at, found.end(), said)


_FROM_NOON = expression(r"(?<![A-Za-z])([Nn]oon|[Mm]idnight) ?[-–—] ?$")


def read(context: Context, at: int) -> Reading | None:
    """Read a time of day or a duration that begins at *at*, or a range from noon or midnight to it."""
    reading = _read(context, at)
    if reading is None or context.char_before(at) not in ("-", "–", "—", " "):
        return reading
    found = _FROM_NOON.search(context.text, max(context.floor, at - 12), at)
    if not found:
        return reading
    return Reading(found.start(), reading.end, f"{found[1]} to {reading.text}", "time")


def _read(context: Context, at: int) -> Reading | None:
    text = context.text
    if (before := context.char_before(at)) and (
        before.isalnum() or (before in ":.,/" and text[at - 2 : at - 1].isdigit())
    ):
        return None
    if before == "-" and text[at - 4 : at - 1] in ("UTC", "GMT"):
        return None
    reading = _range(context, at) or _terse(context, at)
    if reading:
        return reading
    if found := _TIME.match(text, at):
        return _colon(context, at, found)
    if (found := _DOTTED.match(text, at)) and int(found[1]) <= 24:
        return _finished(context, at, found.end(), clock(int(found[1]), int(found[2]), found[3]))
    if (found := _HOUR.match(text, at)) and int(found[1]) <= 24:
        return _finished(context, at, found.end(), clock(int(found[1]), 0, found[2]))
    if found := _MILITARY.match(text, at):
        hour, minute = found[1], int(found[2])
        head = spellout.digits(hour) if hour[0] == "0" else spellout.cardinal(hour)
        tail = spellout.cardinal(minute) if minute else "hundred"
        end = found.end() - (found[0][-1] == "." and ends_sentence(context, found.end()))
        return Reading(at, end, f"{head} {tail} hours", "time")
    if (found := _UNIVERSAL.match(text, at)) or (
        (found := _EARLY.match(text, at)) and context.word_before(at).lower() in _TIMELY
    ):
        hour = int(found[1])
        head = spellout.cardinal(hour) if hour > 9 else f"oh {spellout.cardinal(hour)}" if hour else "oh oh"
        return Reading(at, found.end(), f"{head} {_minutes(int(found[2]))}", "time")
    if found := _ZULU.match(text, at):
        return Reading(at, found.end(), f"{spellout.digits(found[1] + found[2])} Zulu", "time")
    if found := _DAYS.match(text, at):
        return Reading(at, found.end(), _counted(int(found[1]), "day"), "time")
    if found := _LETTERED.match(text, at):
        hours, minutes, _, seconds = found.groups()
        said = " ".join(
            _counted(int(value), name)
            for value, name in ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
            if value is not None and int(value)
        )
        return Reading(at, found.end(), said or "zero hours", "time")
    if (found := _BARE.match(text, at)) and _lasts(text, at, found.end()):
        return Reading(at, found.end(), _counted(int(found[1]), "minute"), "time")
    if found := _MINUTES.match(text, at):
        said = f"{_counted(int(found[1]), 'minute')} {_counted(int(found[2]), 'second')}"
        return Reading(at, found.end(), said, "time")
    return None


_MOMENTS = (["at"], ["by"], ["before"], ["until"], ["till"], ["since"])


def _lasts(text: str, start: int, end: int) -> bool:
    """Tell whether words of time, or hours and seconds written alike, stand around."""
    around = _AROUND.findall(text[max(0, start - 40) : start].lower() + " " + text[end : end + 40].lower())
    return any(word in _LASTING or word[0].isdigit() for word in around)


def _colon(context: Context, at: int, found: re.Match[str]) -> Reading | None:
    hour, minute, second, parts, half = found.groups()
    if half is None and second is None and (letter := _LETTER.match(context.text, found.end())):
        return Reading(at, letter.end(), clock(int(hour), int(minute), letter[0]), "time")
    if second is None and half is None and (unit := _COUNTED.match(context.text, found.end())):
        pair = (0, int(hour), int(minute)) if unit[1][0] == "m" else (int(hour), int(minute), 0)
        return Reading(at, unit.end(), duration(*pair), "time")
    if second is None:
        if lap := _LAP.match(context.text, found.end()):
            past = _minutes(int(minute)) if int(minute) else "oh oh"
            said = f"{spellout.cardinal(int(hour))} {past} point {spellout.digits(lap[1])}"
            return Reading(at, lap.end(), said, "time")
        if int(hour) > 24 and half is None and minute == "00":
            return Reading(at, found.end(), f"{spellout.cardinal(hour)} minutes", "time")
        if int(hour) > 24 and half is None:
            return Reading(at, found.end(), f"{spellout.cardinal(hour)} {_minutes(int(minute))}", "time")
        if context.word_before(at) == "o":
            return None
        return _finished(context, at, found.end(), clock(int(hour), int(minute), half))
    if half:
        said = clock(int(hour), int(minute), None)
        if int(second):
            said += f" and {_counted(int(second), 'second')}"
        return _finished(context, at, found.end(), said + _half(half))
    tail = f" point {spellout.digits(parts)}" if parts else ""
    behind = context.text[max(0, at - 40) : at].lower().split()
    if behind[-1:] in _MOMENTS and int(hour) <= 24 and not _TIMED.intersection(behind):
        past = f"{_minutes(int(minute))} " if int(minute) else ""
        said = f"{spellout.cardinal(hour)} {past}and {_counted(int(second), 'second')}"
        return Reading(at, found.end(), said + tail, "time")
    if len(hour) == 2 and int(hour) <= 24 and not _TIMED.intersection(behind):
        said = f"{spellout.cardinal(hour)} {_minutes(int(minute))} and {_counted(int(second), 'second')}"
        return Reading(at, found.end(), said + tail, "time")
    return Reading(at, found.end(), duration(int(hour), int(minute), int(second)) + tail, "time")


def _minutes(value: int) -> str:
    if not value:
        return "hundred"
    return f"oh {spellout.cardinal(value)}" if value < 10 else spellout.cardinal(value)
