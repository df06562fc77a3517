"""How often or how much in what time, and how many of how many: "2x/day", "4.5/5"."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.slashed_words import SHORT_PERIODS

__all__ = ["aged", "rate"]

_RATE = expression(
    r"(\d{1,9}(?:\.\d{1,3})?)(x?)/(day|week|wk|month|mo|year|yr|hour|hr|night|person|minute)s?(?!\w)"
)
_RATED = expression(r"(\d{1,3}\.\d{1,2})/(\d{1,3}(?:\.00?)?)(?![\w/]|[.,]\d)")


_AGED = expression(r"(\d{1,3})[ -]?(?:y/o|yo|y\.o\.)(?![\w/])(?: ?([MF])(?![\w'’.-]\w|\w))?")


_YOUNG = expression(r"(\d{1,3})[ -]?(mo|wk|yr)[ -]old(?!\w)")


def aged(context: Context, at: int) -> Reading | None:
    """Read the age and the sex of somebody in the notes of a doctor: "65 y/o M"."""
    found = _AGED.match(context.text, at) if "y" in context.text[at : at + 6] else None
    if young := _YOUNG.match(context.text, at):
        unit = {"mo": "month", "wk": "week", "yr": "year"}[young[2]]
        return Reading(at, young.end(), f"{spellout.cardinal(young[1])} {unit} old", "measure")
    if not found or context.char_before(at).isalnum():
        return None
    sex = {"M": " male", "F": " female"}.get(found[2] or "", "")
    return Reading(at, found.end(), f"{spellout.cardinal(found[1])} year old{sex}", "measure")


def rate(context: Context, at: int) -> Reading | None:
    """Read how often or how much in what time, "2x/day", or how many of how many, "4.5/5"."""
    if context.char_before(at).isalnum():
        return None
    if context.text.startswith("24/7/365", at):
        return Reading(at, at + 8, "twenty four seven three sixty five", "fraction")
    if found := _RATE.match(context.text, at):
        times = " times" if found[2] else ""
        said = (
            f"{spellout.number(found[1], context.british)}{times} per {SHORT_PERIODS.get(found[3], found[3])}"
        )
        return Reading(at, found.end(), said, "measure")
    if found := _RATED.match(context.text, at):
        some, of = (spellout.number(found[group], context.british) for group in (1, 2))
        said = f"{some} out of {of}"
        return Reading(at, found.end(), said, "score")
    return None
