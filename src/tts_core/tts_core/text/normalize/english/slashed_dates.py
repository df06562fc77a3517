"""Dates of two numbers and a stroke, "3/14" and "03/2024", told from fractions by what stands before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.dates import MONTHS, apart, full, possible, year_said

if TYPE_CHECKING:
    import re

__all__ = ["deal", "slashed"]

_SHORT = expression(r"(\d{1,2})/(\d{1,2})(?![\w/%]|[.,]\d)(?: ?[-–—] ?(\d{1,2})/(\d{1,2})(?![\w/%]))?")
_MONTH_SLASH_YEAR = expression(r"(\d{1,2})/(1[5-9]\d\d|20\d\d)(?![\w/])")
_DATED = wordlist(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat "
    "sun meet on by due until till since dated before after from starting beginning through between ending "
    "ends end starts start begins begin expires closed closes "
    "open opens began ended effective thru til week"
)
_EXPIRING = wordlist("exp expires expiry expiration expiring valid thru")
_BEHIND = expression(r"([A-Za-z]{1,12})\.?,? {0,2}$")
_OF_DAY = expression(
    r"\b(?:week|weekend|morning|night|evening|afternoon|day|as|events|weeks|e-?mail|letter|message|memo|meeting"
    r"|call|invoice|note|order|issue|edition|minutes|report|post|statement|decision|ruling|visit"
    r"|appointment)s? of $"
)
_SHARE = expression(
    r" (?:of|cup|cups|an?|the|mile|miles|hour|inch|tsp|tbsp|teaspoon|tablespoon|pound|oz|full|empty)\b"
)


_DEAL = expression(r"(\d{1,2})/(?=[$£€]\d)")
_PLAIN = frozenset([16, 20, 24, 25, 30])
"""The lower numbers of fractions that people write: what stands over one of them need not be a month."""
_SHARES = frozenset([2, 3, 4, 5, 6, 8, 10, 12, 16, 20])
_SUM = expression(r"[+=*×÷^√]")
_KNOWN = frozenset(["12/25", "12/24", "12/30", "10/31"])


def deal(context: Context, at: int) -> Reading | None:
    """Read so many for a price: "2/$5"."""
    found = _DEAL.match(context.text, at)
    if not found or context.char_before(at).isalnum():
        return None
    return Reading(at, found.end(), f"{spellout.cardinal(found[1], context.british)} for ", "money")


def _dated(context: Context, found: re.Match[str]) -> bool:
    """Tell whether two numbers alone are rather a month and a day than a fraction."""
    one, other = int(found[1]), int(found[2])
    if context.british:
        one, other = other, one
    if not one or not other:
        return False
    if f"{one}/{other}" in _KNOWN or (2 <= one <= 12 < other <= 31 and other not in _PLAIN):
        return True
    # Nobody writes nine thirds for three.
    whole = other == 1 or one % other == 0 or other in (5, 7, 9, 11)
    around = found.string[max(0, found.start() - 14) : found.end() + 14]
    return 5 <= one <= 12 and other < one and whole and not _SUM.search(around)


def slashed(context: Context, at: int) -> Reading | None:
    """Read a month and a day, or a month and a year, told from a fraction by the words before it."""
    if not apart(context, at):
        return None
    behind = _BEHIND.search(context.text, max(0, at - 14), at)
    before = behind[1].lower() if behind else ""
    found = _SHORT.match(context.text, at)
    ranged = (
        found and found[3] and not {int(found[2]), int(found[4])} <= _SHARES and found[2] not in ("32", "64")
    )
    if (
        found
        and not found[3]
        and before in _EXPIRING
        and 20 <= int(found[2]) < 60
        and 1 <= int(found[1]) <= 12
    ):
        said = f"{MONTHS[int(found[1]) - 1]} {year_said(found[2], context.british)}"
        return Reading(at, found.end(2), said, "date")
    of_day = before == "of" and _OF_DAY.search(context.text, max(0, at - 20), at)
    dated = found and (before in _DATED or ranged or of_day or _dated(context, found))
    if found and dated and not _SHARE.match(context.text, found.end()):
        month, day = int(found[1]), int(found[2])
        if (context.british and possible(day, month)) or not possible(month, day):
            month, day = day, month
        if possible(month, day) and f"{found[1]}/{found[2]}" not in ("9/11", "24/7", "50/50"):
            said = full(context, None, month, day)
            if found[3] and possible(int(found[3]), int(found[4])):
                last = full(context, None, int(found[3]), int(found[4]))
                return Reading(at, found.end(), f"{said} to {last}", "date")
            return Reading(at, found.end(2), said, "date")
    found = _MONTH_SLASH_YEAR.match(context.text, at)
    if (
        found
        and 1 <= int(found[1]) <= 12
        and (found[2] >= "1900" or before in ("in", "since", "until", "by", "from", "of", "expires", "exp"))
    ):
        said = f"{MONTHS[int(found[1]) - 1]} {year_said(found[2], context.british)}"
        return Reading(at, found.end(), said, "date")
    return None
