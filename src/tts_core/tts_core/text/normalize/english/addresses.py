"""Addresses: the number of a house before its street, the state after its town."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviation_list import QUADRANTS, TOWN

__all__ = ["ROAD", "directed", "house", "quadrant", "state", "zoned"]

_WAY = (
    "St|Ave|Rd|Dr|Blvd|Ln|Ct|Pl|Pkwy|Hwy|Sq|Ter|Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place|Parkway|Square|"
    "Terrace|Way|Circle|Cir|Terr|Trl|Expy|Fwy|Tpke|Expressway|Freeway|Turnpike|Hill|Highway|Loop|Trail|Broadway|Row|Crescent|Alley|Plaza"
)
_HOUSE = expression(
    rf"(\d{{3,4}})(?:([A-Z])(?= ))? (?=(?:[NSEW]\.? |North |South |East |West "
    rf")?(?:[A-Z][\w'’]{{1,20}}\.? |\d{{1,3}}(?:st|nd|rd|th) ){{1,3}}(?:{_WAY})\b|Broadway\b|bl(?:oc)?k\b)"
)
_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
_DEGREES = frozenset(["MD", "MA", "PA", "MS", "ND", "CO", "LA", "ME", "OR", "IN", "OK", "HI", "ID", "VA"])
"""Those that also stand after a name, or are words: only a ZIP code after them makes them states."""
_STATE = expression(r"([A-Z]{2})(?=$|[.,;:!?)]|\n|,? \d{5}(?!\d))")
_STATE_BEHIND = expression(rf"(?:\b(?:{'|'.join(_STATES)}|{'|'.join(_STATES.values())}|D\.?C\.?),? )$")


_TOWN_ALONE = expression(r"[A-Z][a-z]{2,20} $")
_ZIP_NEXT = expression(r",? \d{5}(?!\d)")


def house(context: Context, at: int) -> Reading | None:
    """Read the number of a house in pairs, as people say it: "742 Evergreen Terrace"."""
    found = _HOUSE.match(context.text, at)
    if not found or context.british or (at and context.text[at - 1] not in ' \n("“'):
        return None
    said = spellout.pairs(found[1])
    if found[2]:
        said += f" {found[2]}"
    return Reading(at, found.end() - 1, said, "cardinal")


_QUADRANT = expression(r"(NW|NE|SW|SE|[NSEW])(?![\w'’&]|\.[A-Za-z])")
ROAD = expression(r"(?:\b(?:Rte|Route|Rt|Hwy|Highway|Interstate|US|SR)\.? |\b(?:I|US)-)\d{1,3}$")
_AFTER_WAY = expression(rf"[A-Z\d][\w'’]{{1,20}} (?:{_WAY})\.?,? $")
_BEFORE_WAY = expression(
    rf" (?:\d{{1,3}}(?:st|nd|rd|th)|(?:[A-Z][a-z'’]{{1,20}} ){{0,2}}[A-Z][a-z'’]{{1,20}}) (?:{_WAY})(?![a-z])"
)


def quadrant(context: Context, at: int) -> Reading | None:
    """Read the point of the compass that is part of an address: "Main St NW", "500 NE 5th St"."""
    found = _QUADRANT.match(context.text, at)
    if not found or context.char_before(at) not in ("", " ", "\n"):
        return None
    behind = context.text[max(0, at - 32) : at]
    if ROAD.search(behind.removesuffix(" ")):
        return Reading(at, found.end(), QUADRANTS[found[1]], "abbreviation")
    if not _AFTER_WAY.search(behind) and not (
        _BEFORE_WAY.match(context.text, found.end())
        and (len(found[1]) == 2 or behind[-2:-1].isdigit() or context.text[found.end() + 1].isdigit())
    ):
        return None
    return Reading(at, found.end(), QUADRANTS[found[1]], "abbreviation")


def zoned(context: Context, at: int) -> bool:
    """Tell whether the digits at *at* stand after a state, as a ZIP code does."""
    return bool(_STATE_BEHIND.search(context.text, max(0, at - 20), at))


def directed(context: Context, start: int, end: int) -> str | None:
    """Return the point of the compass whose letters with full stops stand in an address: "N.W. 5th St."."""
    letters = context.text[start:end].replace(".", "")
    behind = context.text[max(0, start - 32) : start]
    if _AFTER_WAY.search(behind) or (_BEFORE_WAY.match(context.text, end) and behind[-2:-1].isdigit()):
        return QUADRANTS[letters]
    return None


def state(context: Context, at: int) -> Reading | None:
    """Read the letters of a state after its town: "Austin, TX"."""
    found = _STATE.match(context.text, at)
    if not found or found[1] not in _STATES:
        return None
    behind = context.text[max(0, at - 24) : at]
    if not TOWN.search(behind) and not (
        _ZIP_NEXT.match(context.text, found.end()) and _TOWN_ALONE.search(behind)
    ):
        return None
    if found[1] in _DEGREES and not _ZIP_NEXT.match(context.text, found.end()):
        return None
    return Reading(at, found.end(), _STATES[found[1]], "abbreviation")
