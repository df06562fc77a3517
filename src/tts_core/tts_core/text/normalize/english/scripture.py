"""Chapter and verse of a numbered book, or of one whose name is shortened: "1 Cor. 13:4-7", "Gen. 1:1"."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading
from tts_core.text.normalize.english import spellout

__all__ = ["BOOKS", "VERSE", "numbered", "verse"]

_NUMBERED = {
    "Sam": "Samuel", "Kgs": "Kings", "Chr": "Chronicles", "Chron": "Chronicles", "Cor": "Corinthians",
    "Thess": "Thessalonians", "Tim": "Timothy", "Pet": "Peter", "Jn": "John", "Macc": "Maccabees",
}  # fmt: skip
BOOKS = _NUMBERED | {
    "Gen": "Genesis", "Exod": "Exodus", "Ex": "Exodus", "Lev": "Leviticus", "Num": "Numbers",
    "Deut": "Deuteronomy", "Josh": "Joshua", "Judg": "Judges", "Neh": "Nehemiah", "Prov": "Proverbs",
    "Eccl": "Ecclesiastes", "Isa": "Isaiah", "Jer": "Jeremiah", "Lam": "Lamentations", "Ezek": "Ezekiel",
    "Dan": "Daniel", "Hos": "Hosea", "Mic": "Micah", "Zech": "Zechariah", "Mal": "Malachi", "Ps": "Psalm",
    "Matt": "Matthew", "Mt": "Matthew", "Mk": "Mark", "Lk": "Luke", "Rom": "Romans", "Gal": "Galatians",
    "Eph": "Ephesians", "Phil": "Philippians", "Col": "Colossians", "Heb": "Hebrews", "Jas": "James",
    "Rev": "Revelation",
}  # fmt: skip
_FULL = frozenset(_NUMBERED.values())
_BOOK = expression(
    r"([1-3]) ([A-Z][a-z]{1,12})\b\.?"
    r"(?: (\d{1,3})(?![\d,.]\d|\d)(?::(\d{1,3})(?:[-–](\d{1,3}))?(?!\d))?)?"
)
VERSE = expression(r"(\d{1,3}):(\d{1,3})(?:[-–](\d{1,3}))?(?![\d:])")
_BEHIND = expression(r"(?<![A-Za-z])([A-Z][a-z]{1,5})\.? $")
_RANKS = {"1": "First", "2": "Second", "3": "Third"}
_PEOPLE = frozenset(["Dan", "Phil", "Sam", "Tim"])
_ALONE = frozenset(["Corinthians", "Thessalonians", "Chronicles", "Maccabees"])
"""Names that no one bears, so that they need no chapter after them."""


def _place(chapter: str, first: str | None, last: str | None) -> str:
    said = spellout.cardinal(chapter)
    if first:
        said += f" {spellout.cardinal(first)}"
    return f"{said} to {spellout.cardinal(last)}" if last else said


def numbered(context: Context, at: int) -> Reading | None:
    """Read a book that has a number before its name."""
    found = _BOOK.match(context.text, at)
    if not found or context.char_before(at).isalnum():
        return None
    name = _NUMBERED.get(found[2], found[2])
    counted = found[3] and (found[2] in _NUMBERED or name == "Kings")
    if name not in _FULL or not (found[4] or name in _ALONE or counted):
        return None
    said = f"{_RANKS[found[1]]} {name}"
    if not found[3]:
        end = found.end(2) + (context.char_at(found.end(2)) == "." and found[2] != name)
        return Reading(at, end, said, "score")
    return Reading(at, found.end(), f"{said} {_place(found[3], found[4], found[5])}", "score")


def verse(context: Context, at: int) -> Reading | None:
    """Read a chapter and its verses, at *at*, after the shortened name of their book."""
    found = VERSE.match(context.text, at)
    if not found:
        return None
    behind = _BEHIND.search(context.text, max(0, at - 9), at)
    if not behind or behind[1] not in BOOKS or (behind[1] in _PEOPLE and "." not in behind[0]):
        return None
    place = _place(found[1], found[2], found[3])
    if behind.start() < context.floor:
        return Reading(at, found.end(), place, "score")
    return Reading(behind.start(), found.end(), f"{BOOKS[behind[1]]} {place}", "score")
