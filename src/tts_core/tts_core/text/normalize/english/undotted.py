"""Shortened words without their full stop: "Dr Smith", "Elm St", "hwy 61", "vs"."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english.abbreviation_list import COUNTED, UNDOTTED
from tts_core.text.normalize.english.abbreviations import (
    NAME_AHEAD,
    PATIENT,
    expanded,
    housed,
    named_behind,
)

__all__ = ["counted", "undotted", "versus"]

_AFTER_WORDS = wordlist("Ave Rd Blvd Hwy Pkwy Expy Fwy Tpke Ltd Jr Sr Bros Corp")
_NUMBERED = wordlist("No Vol Fig Apt Qty Flt Rte Bldg Rm Ste")
_LABELS = wordlist("Qty Vol Apt Bldg Ste")
_DASHED = expression(r"-\d")
_LETTER_NEXT = expression(r" [B-HJ-Z](?![\w'’.])")
_NUMBER_NEXT = expression(r" #?\d")
_LOUD_PLAIN = expression(r"MRS?(?= [A-Z])|(?:AVE|BLVD|HWY|PKWY|ST|RD|DR|LN|CT|PL|SQ)(?![\w.])")


def _loud(context: Context, at: int, word: str) -> Reading | None:
    """Read a title or a kind of street in capitals, without its full stop: "MR SMITH", "5TH AVE"."""
    title = word.capitalize()
    said = {"St": "Street", "Dr": "Drive"}.get(title) or UNDOTTED.get(title, title)
    if word[0] != "M" and not (named_behind(context, at) if len(word) > 2 else housed(context, at)):
        return None
    return Reading(at, at + len(word), said, "abbreviation")


_PLAIN = expression(r"([A-Z][a-z]{1,5})(?![\w.])")


def undotted(context: Context, at: int) -> Reading | None:
    """Read an abbreviation that is written without its full stop: "Dr Smith", "Elm St", "No 5"."""
    if loud := _LOUD_PLAIN.match(context.text, at):
        return _loud(context, at, loud[0])
    found = _PLAIN.match(context.text, at)
    if not found or found[1] not in UNDOTTED:
        return None
    word, end = found[1], found.end()
    behind = named_behind(context, at)
    if word == "Pt" and PATIENT.match(context.text, end):
        said = "Patient"
    elif word in _NUMBERED:
        labelled = word in _LABELS and (context.char_at(end) == ":" or _LETTER_NEXT.match(context.text, end))
        if not _NUMBER_NEXT.match(context.text, end) and not labelled:
            return None
        said = UNDOTTED[word]
    elif word in ("Hwy", "Pkwy", "Expy", "Fwy") and _NUMBER_NEXT.match(context.text, end):
        said = UNDOTTED[word]
    elif word in ("Dr", "St"):
        said = expanded(context, word, at, end) or ""
        if not behind and not NAME_AHEAD.match(context.text, end):
            return None
    elif word in ("Ct", "Ln", "Pl", "Sq", "Cir", "Ter", "Terr", "Trl"):
        if not housed(context, at):
            return None
        said = UNDOTTED[word]
    elif word in _AFTER_WORDS:
        if not behind:
            return None
        said = UNDOTTED[word]
    elif word == "Sept" and _DASHED.match(context.text, end):
        return None
    elif word in ("Dept", "Sept") or NAME_AHEAD.match(context.text, end):
        said = UNDOTTED[word]
    else:
        return None
    return Reading(at, end, said, "abbreviation")


def versus(context: Context, at: int) -> Reading | None:
    """Read "vs", with or without its full stop; one letter of prose is enough to find it by."""
    if context.char_at(at + 1) != "s":
        return None
    end = at + 3 if context.text[at + 2 : at + 3] == "." else at + 2
    return Reading(at, end, "versus", "abbreviation")


_TAILS = frozenset(word[-2:] for word in COUNTED)


def counted(context: Context, at: int) -> Reading | None:
    """Read a shortened word without its full stop before the number at *at*: "hwy 61", "approx 5"."""
    text, end = context.text, at - 1
    if at < 3 or text[at - 3 : end] not in _TAILS:
        return None
    begins = text.rfind(" ", max(context.floor, at - 9), end) + 1
    said = COUNTED.get(text[begins:end].lstrip("(\"'“"))
    if said is None or not text[end].isspace():
        return None
    start = text.index(text[begins:end].lstrip("(\"'“"), begins)
    if start and not (text[start - 1].isspace() or text[start - 1] in "(\"'“"):
        return None
    return Reading(start, end, said, "abbreviation") if start >= context.floor else None
