"""Measures of two units and the strokes that stand for units: feet and inches, stone, degrees of arc."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviation_list import QUADRANTS
from tts_core.text.normalize.english.abbreviations import ends_sentence
from tts_core.text.normalize.english.money import noun_follows
from tts_core.text.normalize.english.quantity import mixed, quantity

__all__ = ["read"]

_FEET = expression(
    r"(\d{1,3}) ?(?:'|ft\.?|feet|foot)[ -]?(\d{1,2}(?:\.\d{1,2}| \d/\d)?)(?: ?(?:\"|''|in\.?(?![a-z])|inches"
    r"|inch))?(?![\w'])(?!\.\d)"
)
_TALL = expression(r"[3-8]ft(?:\d|1[01])")
_FEET_ONLY = expression(r"(\d{1,4})'(?=\s*(?:x|by|tall|wide|high|long|deep|$|[,.;)])|\s?×)")
_FEET_BEFORE = expression(r"(\d{1,3})'(?= [a-z])")
_INCHES = expression(
    r"(\d{1,3}(?:\.\d{1,2})?(?:[-–]\d{1,3}(?:\.\d{1,2})?)?|\d{1,2}[ -]\d/\d{1,2}|\d/\d{1,2})(?:\"|'')(?!\w)"
)
_LENGTHS_EACH = expression(
    r"(\d{1,3}(?:\.\d{1,2})?)(?P<one>['\"]?) ?[-–] ?(\d{1,3}(?:\.\d{1,2})?)(?P<last>['\"])(?![\w'\"])"
)
_EXTENDED = expression(r" (?:tall|wide|long|high|deep|thick|of|apart)\b")
_MARK = expression(r"(?<!\d)\"")
_MINUTE = expression(r"(\d{1,3})(?:\+(\d{1,2}))?'(?![\w+])|(\d{1,3})'\+(\d{1,2})'?(?!\w)")
_LISTED = expression(r"(?: pen\.?| \(?[Pp](?:en)?\)| o\.?g\.?|, \d{1,3}(?:\+\d{1,2})?'(?=[,)]| pen))")
_LISTED_LAST = expression(r"(?<=\d)'(?: pen\.?)?, $")
_MATCH = expression(
    r"\b(?:goals?|scor\w{1,4}|match|penalt\w{1,4}|headers?|booked|equali[sz]\w{1,4}|substitut\w{1,4}|stoppage|"
    r"half-?time|kick-?off|yellow|red card|assist\w{0,3}|VAR|own goal|free kick)\b",
    re.IGNORECASE,
)


def read(context: Context, at: int) -> Reading | None:
    """Read such a measure that begins at *at*."""
    text = context.text
    if context.char_before(at).isalpha() or (
        context.char_before(at) == "-" and text[at - 2 : at - 1].isalpha()
    ):
        return None
    if found := _STONE.match(text, at):
        said = f"{spellout.cardinal(found[1])} stone {spellout.cardinal(found[2])}"
        stop = "." if found[0][-1] == "." and ends_sentence(context, found.end()) else ""
        name = "pound" if found[2] == "1" else "pounds"
        return Reading(at, found.end(), f"{said} {name}{stop}", "measure")
    if found := _ARC.match(text, at):
        return _arc(at, found)
    if (found := _MINUTE.match(text, at)) and (
        found[2]
        or found[4]
        or _LISTED.match(text, found.end())
        or _LISTED_LAST.search(text, max(0, at - 12), at)
        or _MATCH.search(text, max(0, at - 48), found.end() + 48)
    ):
        return _minute(at, found)
    if (found := _FEET.match(text, at)) and (
        text[found.end() - 1] in "\"'."
        or "'" in found[0]
        or found[0][-1] in "nsh"
        or _TALL.fullmatch(found[0])
    ):
        return _feet(context, at, found)
    if (found := _LENGTHS_EACH.match(text, at)) and (
        (found["one"] == found["last"] and not _quoted(text, at))
        or (found["last"] == "'" and not found["one"] and _EXTENDED.match(text, found.end()))
    ):
        unit = "feet" if found["last"] == "'" else "inches"
        said = f"{spellout.number(found[1])} to {spellout.number(found[3])} {unit}"
        return Reading(at, found.end(), said, "measure")
    if (found := _INCHES.match(text, at)) and not _quoted(text, at):
        amount = quantity(context, at)
        start, said = (amount.start, amount.said) if amount else (at, spellout.number(found[1]))
        single = found[1] == "1" or (amount and amount.single) or _described(context, found.end())
        return Reading(start, found.end(), f"{said} {'inch' if single else 'inches'}", "measure")
    if found := _FEET_ONLY.match(text, at):
        name = "foot" if found[1] == "1" else "feet"
        return Reading(at, found.end(), f"{spellout.cardinal(found[1])} {name}", "measure")
    if context.word_before(at).lower() in ("a", "the", "an") and (found := _FEET_BEFORE.match(text, at)):
        return Reading(at, found.end(), f"{spellout.cardinal(found[1])} foot", "measure")
    return None


def _described(context: Context, end: int) -> bool:
    """Tell whether a noun or a name that the size describes follows: "16" MacBook"."""
    name = context.word_after(end) if context.char_at(end) == " " else ""
    if name[:1].isupper() and len(name) > 1 and not name.isupper():
        return True
    return noun_follows(context, end) and name not in _EXTENTS


_EXTENTS = wordlist("long wide deep tall high thick across overall square apart below above away")


_OF_MINUTE = expression(r" (minute|winner|goal|equali[sz]er|penalty|header|strike|red card)\b")


def _minute(at: int, found: re.Match[str]) -> Reading:
    """Read the minute of a match: "67'", "90+3'"."""
    if more := found[2] or found[4]:
        said = f"{spellout.cardinal(found[1] or found[3])} plus {spellout.cardinal(more)} minutes"
        if noun := _OF_MINUTE.match(found.string, found.end()):
            end = noun.end() if noun[1] == "minute" else found.end()
            return Reading(at, end, said.removesuffix("s"), "time")
    else:
        said = f"{spellout.ordinal(found[1])} minute"
    return Reading(at, found.end(), said, "time")


def _feet(context: Context, at: int, found: re.Match[str]) -> Reading:
    feet, inches = found.groups()
    long = "'" not in found[0]
    british = context.british
    name = "feet" if long and feet != "1" else "foot"
    inch = mixed(inches, british) if "/" in inches else spellout.number(inches, british)
    said = f"{spellout.cardinal(feet, british)} {name} {inch}"
    if long:
        said += " inch" if inches == "1" else " inches"
    end = found.end()
    if long and found[0][-1] == "." and ends_sentence(context, end):
        said += "."
    return Reading(at, end, said, "measure")


_STONE = expression(r"(\d{1,2}) ?st\.? (\d{1,2}) ?lbs?\b\.?")
_ARC = expression(r"(\d{1,3})° ?(\d{1,2})' ?(?:(\d{1,2}(?:\.\d{1,4})?)\" ?)?([NSEW])?(?!\w)")


def _arc(at: int, found: re.Match[str]) -> Reading:
    """Read degrees, minutes and seconds of an angle, as of latitude."""
    parts = zip(found.groups()[:3], ("degree", "minute", "second"), strict=True)
    said = [
        f"{spellout.number(value.lstrip('0') or '0')} {name}{'' if value == '1' else 's'}"
        for value, name in parts
        if value
    ]
    if found[4]:
        said.append(QUADRANTS[found[4]].lower())
    return Reading(at, found.end(), " ".join(said), "measure")


def _quoted(text: str, at: int) -> bool:
    """Tell whether a quotation is open at *at*, so that the mark after the number closes it."""
    line = text[max(0, at - 300) : at].rpartition("\n")[2]
    return len(_MARK.findall(line)) % 2 == 1
