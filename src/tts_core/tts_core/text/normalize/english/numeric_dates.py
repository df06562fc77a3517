"""Dates all in numbers, with their year: ISO, strokes, dots and dashes."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.dates import apart, full, possible
from tts_core.text.normalize.english.times import clock

__all__ = ["numeric"]

_ISO = expression(
    r"(\d{4})([-/.])(\d\d?)\2(\d\d?)(?![\d/]|-(?!\d{4}[-/.]))"
    r"(?:(?:T| )(\d\d):(\d\d)(?::(\d\d))?(?:\.\d{1,6})?(Z|[+-]\d\d:?\d\d)?(?!\d))?"
)
_SLASHED = expression(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/]|[.-]\d)")
_ON_SLASHED = expression(r" ?[-–—] ?(?=\d{1,2}/\d{1,2}/\d{2,4}(?![\w/]))")
_ISO_ON = expression(r" ?[-–—] ?(?=\d{4}[-/.]\d\d?[-/.]\d\d?(?!\d))")
_DATED = wordlist("on by until till since from to before after dated born died due")


def numeric(context: Context, at: int) -> Reading | None:
    """Read a date all in numbers, with its year."""
    text = context.text
    if at != context.floor and not apart(context, at):
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
        if onward := _ISO_ON.match(text, end):
            return Reading(at, onward.end(), f"{said} to ", "date")
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
