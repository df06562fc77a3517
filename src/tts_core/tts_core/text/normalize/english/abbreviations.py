"""Shortened words, dotted or not, told apart by what stands around them."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english.abbreviation_list import (
    AFTER_NAME,
    ALWAYS,
    BEFORE_NAME,
    BEFORE_NUMBER,
    LOUD,
    LOWERED,
    RANKED,
    SHORTHAND,
    STATES,
    STREETS,
    TOWN,
    WEEKDAYS,
)
from tts_core.text.normalize.english.scripture import BOOKS

__all__ = ["NAME_AHEAD", "PATIENT", "dotted", "ends_sentence", "expanded", "housed", "named_behind"]

_STARTERS = wordlist(
    "The A An I He She It We You They This That These Those There Then When Where What Who Why How If But "
    "And Or So Yet In On At For From To With After Before As His Her Its Our Your Their My No Not Now "
    "Here Some Many Most All Each Every One Two Please Is Are Was Were Do Does Did Can Could Will Would "
    "Should However Meanwhile Although While Because Since Once Both Let Have Has Had Next Also Another "
    "Maybe Perhaps"
)
_AMOUNT_AHEAD = expression(r"\.? ?(?:[$£€]|\d{1,3}(?!\d)|\d{5})")
_YEARS_AHEAD = expression(r"\. (?:c\. ?)?\d{3,4} ?(?:[-–—)]|BC|AD)")
_LETTER_AHEAD = expression(r"\. (?:[A-Z]|\d{1,2})(?![\w'])")
_VERSE_AHEAD = expression(r"\.? \d{1,3}:\d{1,3}(?![\d:])")
_SAINTLY = wordlist(
    "Mount Mt Port Fort Ft Lake Point Sault Bay Cape In At The From To Near Of On Visit And For"
)
_WORD = expression(r"(?<![\w'.])(et al|[A-Za-z]{1,9})$")
_NUMBER_AHEAD = expression(
    r"\.?[ \t]{0,2}#?(?:\(?\d|\([ivx]{1,4}\)|I(?=[,;:)–-]|$| §)|(?:[IVXLC]{2,7}"
    r"|[VX])(?![\w'])|[A-Z]{1,3}-?\d"
    r"|i(?=[,;:)]|\.?$)"
    r"|(?=[ivxl]{2})(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![\w'])|[ivx] ?[-–] ?[ivxl]{1,5}(?![\w']))"
)
NAME_AHEAD = expression(r"\.?[ \t]{1,2}(?=[A-Z])")
_NAME_BEHIND = expression(r"(?:^|[^\w'])(?:([A-Z][\w'’&-]{0,20})|(\d{1,6}(?i:st|nd|rd|th)?)),?[ \t]{1,2}$")
_HOUSE_BEHIND = expression(
    r"\b\d{1,6}[ \t]{1,2}(?:[NSEW]\.?[ \t]{1,2})?(?:[A-Z][\w'.-]{0,20}[ \t]{1,2}){1,3}$"
)
_CLOSERS = expression(r"[\"'”’)\]*_]{0,4}(?:$|\s)")


def ends_sentence(context: Context, end: int) -> bool:
    """Tell whether a full stop that belongs to an abbreviation, and ends at *end*, also ends a sentence."""
    if not _CLOSERS.match(context.text, end):
        return False
    rest = context.text[end : end + 40].lstrip("\"'”’)]*_")
    after = rest.lstrip()
    if not after or "\n" in rest[: len(rest) - len(after)]:
        return True
    word = re.match(r"[\"“'‘(]?([A-Z][a-z']*)(?![\w.])", after)
    return bool(word and word[1].partition("'")[0] in _STARTERS)


def named_behind(context: Context, start: int) -> re.Match[str] | None:
    """Find the name or the number that stands right before *start*."""
    return _NAME_BEHIND.search(context.text[max(0, start - 26) : start])


def _street_or_saint(context: Context, start: int, end: int, street: str, title: str) -> str:
    """Choose between "Street" and "Saint", "Drive" and "Doctor"."""
    behind = named_behind(context, start)
    ahead = NAME_AHEAD.match(context.text, end)
    if not ahead:
        return street if behind else title
    if not behind:
        return title
    if behind[2] or behind[0].rstrip().endswith(","):
        return street if behind[2] and behind[2][-1].isalpha() and "," not in behind[0] else title
    if behind[1] in _SAINTLY or behind[1] in _STARTERS:
        return title
    after = re.match(r"[A-Z][a-z]*", context.text[ahead.end() : ahead.end() + 20])
    if after and after[0] in _STARTERS:
        return street
    if housed(context, start):
        return street
    return title


def expanded(context: Context, word: str, start: int, end: int) -> str | None:
    """Return what *word* stands for here; *end* is past the word, before its full stop."""
    if word in STATES and context.text[start - 2 : start] == ", ":
        return _state(context, word, start, end)
    counted = context.text[max(0, start - 2) : start].strip()[-1:].isdigit()
    if word in ("ft", "feat", "Feat") and NAME_AHEAD.match(context.text, end) and not counted:
        return "featuring" if word[0] == "f" else "Featuring"
    if word in ("r", "fl") and _YEARS_AHEAD.match(context.text, end):
        return "reigned" if word == "r" else "flourished"
    if word == "App" and _LETTER_AHEAD.match(context.text, end):
        return "Appendix"
    if word in BOOKS and _VERSE_AHEAD.match(context.text, end):
        return BOOKS[word]
    if word in ("Pt", "pt") and PATIENT.match(context.text, end):
        return "Patient" if word == "Pt" else "patient"
    if word == "St":
        return _street_or_saint(context, start, end, "Street", "Saint")
    if word == "Dr":
        return _street_or_saint(context, start, end, "Drive", "Doctor")
    if (
        word == "Sr"
        and not named_behind(context, start)
        and re.match(r"\.? [A-Z]", context.text[end : end + 3])
    ):
        return "Senior" if context.text[end + 3 : end + 4].isupper() else "Sister"
    if word == "v" and re.match(r"\.? [A-Z]", context.text[end : end + 3]) and named_behind(context, start):
        return "versus"
    if word in RANKED and (behind := named_behind(context, start)) and behind[2] and behind[2][-1].isalpha():
        return RANKED[word]
    if word in ("est", "Est") and _AMOUNT_AHEAD.match(context.text, end):
        return "estimated" if word == "est" else "Estimated"
    if word in ("no", "nos", "No") and context.word_before(start).lower() in _NUMBERED:
        return BEFORE_NUMBER[word]
    if word in _MONTHS and context.word_before(start).lower() in _MONTHLY:
        return _MONTHS[word]
    if word in BEFORE_NUMBER and _NUMBER_AHEAD.match(context.text, end):
        return BEFORE_NUMBER[word]
    if word in ALWAYS:
        return ALWAYS[word]
    if word in BEFORE_NAME and NAME_AHEAD.match(context.text, end):
        return BEFORE_NAME[word]
    if word in AFTER_NAME and (
        named_behind(context, start) or (word in ("Co", "Cos") and context.text[start - 2 : start] == "& ")
    ):
        return AFTER_NAME[word]
    if word in WEEKDAYS and _is_day(context, word, start, end):
        return WEEKDAYS[word]
    return None


_NUMBERED = wordlist(
    "invoice order account serial model phone telephone ref reference part case ticket batch flight "
    "tracking policy booking room id confirmation registration licence license passport item lot file "
    "docket check cheque fax tel"
)
"""What has a number, so that the word behind it is not the answer "no"."""
_MONTHS = {"Mar": "March", "Jun": "June", "Jul": "July", "Sep": "September"}
_MONTHLY = wordlist("in to from since until till by of through last next early late this each every")
PATIENT = expression(
    r"'s\b|\.? \d{1,3}[ -]?y|\.? w/|\.? (?:is|with|on|was|has|had|will"
    r"|presents?|presented|denie[sd]|reports?|reported|states?|stated|complain\w+"
    r"|c/o|admitted|appears?|appeared|seen|able|unable|tolerat\w+|resting|feels?|felt|refuse[sd]|arrived|remains?)\b"
)
"""What is written of a patient, who is shortened like a point or a part."""


def _in_other_case(context: Context, word: str, start: int, end: int) -> str | None:
    """Return what a word stands for that is written in capitals or in small letters only: "MR.", "mr."."""
    title = word.capitalize()
    if word.isupper() and len(word) > 1:
        street = len(word) == 2 and title in AFTER_NAME and title != "Co"
        if word not in LOUD or (street and not housed(context, start)):
            return None
        return expanded(context, title, start, end)
    if word in STREETS and _LOWER_HOUSE.search(context.text, max(0, start - 60), start):
        return {"st": "street", "dr": "drive"}.get(word) or AFTER_NAME[title].lower()
    if word == "st" and _SAINT.match(context.text, end):
        return "saint"
    if word == "ms" and context.word_before(start).lower() not in _BEFORE_MS:
        return None
    return LOWERED.get(word) or (None if context.char_at(end + 1).isalnum() else SHORTHAND.get(word))


_BEFORE_MS = frozenset(["", "and", "dear", "mr.", "by", "from", "with", "or"])


_SAINT = expression(
    r"\.? (?:louis|john|paul|peter|patrick|george|mary|james|joseph|petersburg|andrew|nicholas|francis|martin"
    r"|michael|helens|lucia|thomas|bernard|augustine|moritz|tropez|valentine|stephen|anne|elmo)\b"
)


def housed(context: Context, start: int) -> bool:
    """Tell whether the number of a house and the name of its street stand before *start*."""
    return bool(_HOUSE_BEHIND.search(context.text, max(0, start - 90), start))


_LOWER_HOUSE = expression(
    r"\b\d{1,6}[ \t]{1,2}(?:[nsew]\.?[ \t]{1,2})?(?:[a-z]+[ \t]{1,2}|\d{1,3}(?:st|nd|rd|th) ){1,2}$"
)


_NAMED_ON = expression(r"\. [A-Z][a-z]")


def _state(context: Context, word: str, start: int, end: int) -> str | None:
    """Return the name of a state whose shortened name stands after a town."""
    if not TOWN.search(context.text, max(0, start - 24), start):
        return None
    if _NAMED_ON.match(context.text, end) and not ends_sentence(context, end + 1):
        return None
    return STATES[word]


def _is_day(context: Context, word: str, start: int, end: int) -> bool:
    """Tell whether a shortened day is meant; only "Sat." and "Sun." are words as well."""
    if word not in ("Sat", "Sun"):
        return True
    after = context.text[end + 1 : end + 3]
    goes_on = after.strip()[:1].islower() or after[:1] in (",", "-", "–")
    return goes_on or context.word_before(start).lower() in _DAILY


_DAILY = wordlist(
    "on by until till closed open every each next last this and or to from through before after"
)


_SHORTENED = frozenset(
    word.lower()
    for words in (
        *(
            ALWAYS,
            BEFORE_NAME,
            BEFORE_NUMBER,
            AFTER_NAME,
            WEEKDAYS,
            STATES,
            RANKED,
            LOWERED,
            STREETS,
            BOOKS,
            SHORTHAND,
        ),
        ("ft", "feat", "r", "fl", "App", "St", "Dr", "v"),
    )
    for word in words
)
"""Every word that may be a shortened one: most words before a full stop are none."""


def dotted(context: Context, at: int) -> Reading | None:
    """Read an abbreviation whose full stop stands at *at*."""
    low = max(context.floor, at - 10)
    found = _WORD.search(context.text[low:at])
    if not found:
        return None
    word, start = found[1], low + found.start(1)
    if word.lower() not in _SHORTENED:
        return None
    if start == low and low > 0 and (context.text[low - 1].isalnum() or context.text[low - 1] in "'."):
        return None
    said = expanded(context, word, start, at) or _in_other_case(context, word, start, at)
    if said is None:
        return None
    end = at + 1
    if said not in _TITLES and said != BEFORE_NUMBER.get(word) and ends_sentence(context, end):
        said += "."
    return Reading(start, end, said, "abbreviation")


_TITLES = frozenset(
    {*BEFORE_NAME.values(), "Mister", "Missus", "Ms", "Doctor", "Saint", "Professor", "versus"}
)
