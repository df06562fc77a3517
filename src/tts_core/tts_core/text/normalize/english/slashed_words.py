"""Words with a stroke between them: "and/or", "his/her", "km/day", "dy/dx"."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import wordlist

__all__ = ["SHORT_PERIODS", "pair", "words_apart"]

_STROKE = expression(
    r"([^\W\d_][^\W_']{0,30}(?:-[^\W\d_]{1,20})?'?s?)((?:/[^\W\d_][^\W\d_']{0,30}(?:-[^\W\d_]{1,20})?'?s?){1,5})"
)
_DERIVATIVE = expression(r"d([a-z]?)/d([a-z])")
_OR = {
    "he/she": "he or she", "she/he": "she or he", "his/her": "his or her", "him/her": "him or her",
    "s/he": "she or he", "her/his": "her or his", "himself/herself": "himself or herself",
    "yes/no": "yes or no", "either/or": "either or", "true/false": "true or false", "and/or": "and or",
    "h/o": "history of", "r/o": "rule out", "s/p": "status post", "f/u": "follow up",
    "y/o": "year old", "n/a": "not applicable", "w/o": "without", "y/y": "year over year",
    "m/m": "month over month", "q/q": "quarter over quarter", "b/c": "because", "c/o": "care of",
    "w/e": "whatever", "w/out": "without", "a/c": "AC", "i/o": "IO", "y/n": "yes or no", "w/in": "within",
    "sat/sun": "Saturday and Sunday", "tue/thu": "Tuesday and Thursday", "mon/wed": "Monday and Wednesday",
    "m/w/f": "Monday, Wednesday, Friday", "t/th": "Tuesday, Thursday", "tu/th": "Tuesday, Thursday",
    "m/s": "meters per second", "v/v": "volume per volume", "w/v": "weight per volume",
    "w/w": "weight per weight", "w/": "with", "q&a": "Q and A",
}  # fmt: skip


def pair(core: str) -> str | None:
    """Return what is said for a pair or a shortened word that everybody knows."""
    said = _OR.get(core.lower())
    return said if said is None or core[0].islower() else said[0].upper() + said[1:]


def words_apart(core: str) -> str | None:
    """Return what is said for other words with strokes between them, if that is all that *core* is."""
    if found := _DERIVATIVE.fullmatch(core):
        return " ".join(filter(None, ["d", found[1], "d", found[2]]))
    if not _STROKE.fullmatch(core):
        return None
    parts = core.split("/")
    if len(core) == 3 and core.islower() and core not in _UNRELATED:
        return " over ".join(parts)
    if all(part.isupper() for part in parts):
        return " ".join(parts)
    if len(parts) == 2 and parts[1] in ("s", "sec") and len(parts[0]) > 2 and parts[0].islower():
        return f"{parts[0]} per second"
    if len(parts) == 2 and (parts[1] in _PERIODS or parts[1] in SHORT_PERIODS):
        return f"{parts[0]} per {SHORT_PERIODS.get(parts[1], parts[1])}"
    return " slash ".join(parts)


_UNRELATED = wordlist("a/b g/l m/h w/m n/m l/s l/h g/d j/s c/s i/f r/w")
SHORT_PERIODS = {
    "wk": "week", "min": "minute", "hr": "hour", "mo": "month", "yr": "year", "mL": "milliliter",
}  # fmt: skip
_PERIODS = wordlist("day week month year hour minute second night person mile user game page")
