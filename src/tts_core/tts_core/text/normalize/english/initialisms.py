"""
Letters that stand for words.

One convention holds throughout: an initialism is said as closed capitals, "AM", "US", "PhD". That is
what a grapheme-to-phoneme step spells out letter by letter; spaced letters are not, for "A M" begins
with the article. The letters of chemical formulas alone are set apart (see `chemistry`).
"""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english.abbreviation_list import QUADRANTS
from tts_core.text.normalize.english.abbreviations import ends_sentence
from tts_core.text.normalize.english.addresses import directed

__all__ = ["degrees", "dotted"]

_WORDS = {
    "ie": "that is", "eg": "for example", "aka": "also known as", "nb": "note well", "qv": "which see",
    "pa": "per annum", "am": "AM", "pm": "PM", "wrt": "with respect to",
}  # fmt: skip
_DOTTED = expression(r"(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![\w.]))?|[ei]\.[ge](?![\w.])")
_DEGREE = expression(
    r"(?:(Ph|Ed|Psy|Sc|Eng|Pharm|Litt|Th)\.\s?(D)|([BM])\.\s?(Sc|Ed|Eng|Phil|Com|Tech|Litt)|(D)\.\s?(Phil|Sc)"
    r"|(LL)\.\s?([BMD]))\.?('?s(?!\w))?"
)
_LOUD = frozenset(["AM", "PM", "AKA", "NB", "EG", "IE"])
_LAST = frozenset("hdycgmtBMDL")
"""The letters before the first full stop of a degree."""
_INITIAL = expression(r"([A-Z])\.(?= ?(?:[A-Z]\.|[A-Z][a-z'’-]))")


def degrees(context: Context, at: int) -> Reading | None:
    """Read an academic degree: "Ph.D."; its first full stop stands at *at*."""
    start = at
    if context.char_before(at) not in _LAST:
        return None
    while start > context.floor and at - start < 5 and context.text[start - 1].isalpha():
        start -= 1
    found = _DEGREE.match(context.text, start)
    if not found or found.start() == at:
        return None
    said = "".join(part for part in found.groups()[:-1] if part)
    end = found.end()
    said += "s" if found[9] and "'" not in found[9] else found[9] or ""
    if found[0].endswith(".") and ends_sentence(context, end):
        said += "."
    return Reading(start, end, said, "initialism")


def dotted(context: Context, at: int) -> Reading | None:
    """Read letters with full stops, "U.S.", "a.m.", "J. R. R. Tolkien"; the first stop is at *at*."""
    text, start = context.text, at - 1
    if start < context.floor or not text[start].isalpha():
        return None
    before = text[start - 1] if start else " "
    if before.isalnum() or before in ".@/_":
        return None
    found = _DOTTED.match(text, start)
    if not found:
        return _initial(context, start)
    end = found.end()
    letters = found[0].replace(".", "")
    said = _WORDS.get(letters.lower()) if letters[1:].islower() or letters in _LOUD else None
    if said is None and letters in QUADRANTS and (way := directed(context, start, end)):
        return Reading(start, end, way, "abbreviation")
    if said is None:
        many = len(letters) > 2 and letters[-1] == "s" and letters[:-1].isupper()
        said = f"{letters[:-1]}s" if many else letters.upper()
    elif letters[0].isupper() and not said.isupper():
        said = said[0].upper() + said[1:]
    tail = text[end : end + 2]
    if tail == "'s" and not text[end + 2 : end + 3].isalnum():
        end += 2
        said += "'s"
    elif found[0][-1] == "." and said not in ("that is", "for example") and ends_sentence(context, end):
        said += "."
    return Reading(start, end, said, "initialism")


def _initial(context: Context, start: int) -> Reading | None:
    """Read one initial of a name, which ends no sentence: "J. Smith", "George W. Bush"."""
    if direction := _directed(context, start):
        return direction
    found = _INITIAL.match(context.text, start)
    if not found or found[1] == "I" or ends_sentence(context, found.end()):
        return None
    before = context.word_before(start)
    named = not before or before[0].isupper() or before.rstrip(".") in _TITLED
    if not named and context.text[start - 2 : start - 1] not in ".,":
        return None
    return Reading(start, found.end(), found[1], "initialism")


_TITLED = wordlist("by and of with from to for as is was says said")


_WAY = expression(
    r"([NSEW])\. (?=(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z]+(?: [A-Z][a-z]+)?) "
    r"(?:St|Ave|Rd|Dr|Blvd|Ln|Street|Avenue|Road|Drive|Boulevard|Lane|Way|Ct|Pl|Pkwy|Hwy|Court|Place)\b)"
)


def _directed(context: Context, start: int) -> Reading | None:
    """Read the point of the compass before a street: "W. 34th St."."""
    found = _WAY.match(context.text, start)
    return Reading(start, start + 2, QUADRANTS[found[1]], "abbreviation") if found else None
