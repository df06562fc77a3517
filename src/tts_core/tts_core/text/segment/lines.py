"""Whether the end of a line ends its sentence: lists, headings, or only a hard-wrapped paragraph."""

from __future__ import annotations

from ..expression import expression
from .language import words
from .stop import GO, WAIT
from .whitespace import GAP, blank, blanks

__all__ = ["BULLETS", "after_line", "is_item", "next_marker"]

BULLETS = "•⁃‣◦▪▫●○■□➢➤✓✔"
_AHEAD = 8
_SHORT_LINE = 40
_ITEM = expression(
    rf"[ \t]{{0,16}}(?:[{BULLETS}]|[-*+–—][ \t]|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{2,4}})(?:\.\)|[.)])[ \t])"
)
_BREAK = expression(r"[\n\r\u2028\x85]")
_HEADING = expression(r"[ \t]{0,3}#{1,6}[ \t]")
_RULE = expression(r"[ \t]{0,3}([-=_*~])(?:[ \t]?\1){2,60}[ \t]*\Z")
_RULES = frozenset("-=_*~ \t")
_NUMBERED = expression(r"\(?(\d{1,3}|[a-z]|[ivx]{2,4})(\.\)|[.)])\Z")
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_LOOSE = words("a an the of to in on at by for with from and or but nor as is are was were that than my your")


def after_line(text: str, low: int, at: int, final: bool, opening: str) -> tuple[int, bool]:
    """
    Judge the line break at *at*, in a line that ends with no stop; say also whether a paragraph ends.

    *low* is where the sentence begins (or the oldest character at hand), *opening* how it begins.
    """
    after = blanks(text, at)
    if after - at > 1 and (after - at == GAP or blank(text, at, after)):
        return at, True
    if len(text) - after < _AHEAD and not final:
        return WAIT, False
    if after == len(text):
        return GO, False
    begin = max(low, at - _SHORT_LINE - 20)
    line_start = max(text.rfind("\n", begin, at), text.rfind("\r", begin, at)) + 1
    whole = begin == low or line_start > 0
    line = text[line_start or begin : at]
    first = text[after]
    if first in "|#" and (first == "|" or _HEADING.match(text, after)):
        return at, True
    if (opening[:1] == "#" and _HEADING.match(opening)) or (
        whole and line[:1] in _RULES and _RULE.match(line)
    ):
        return at, True
    line = line.rstrip()
    short = whole and len(line) <= _SHORT_LINE
    item = is_item(opening)
    if _ITEM.match(text, after):
        # A number that opens the next line of a long one is likelier a number than an item.
        loose = not item and not short and not line.endswith(":") and first.isalnum()
        return (GO, False) if loose else (at, True)
    if item:
        return (GO, False) if first.islower() or text[after - 1] in " \t" else (at, True)
    if line.endswith(":") and first.isupper():
        return at, False
    if not short or text[at - 1 : at].isspace() or line.endswith((",", ";", "-", "–", "—")):
        return GO, False
    return _after_short(text, line, at, after, final)


def is_item(opening: str) -> bool:
    """Say whether a sentence that begins so is an item of a list."""
    return _ITEM.match(opening) is not None


def next_marker(marker: str) -> str:
    """Return the marker that follows "1.", "a)" or "(ii)" in its list; nothing where it marks no item."""
    found = _NUMBERED.match(marker)
    if found is None:
        return ""
    value, tail = found.groups()
    head = "(" if marker[0] == "(" else ""
    if value.isdigit():
        return f"{head}{int(value) + 1}{tail}"
    if value in _ROMAN[:-1]:
        return f"{head}{_ROMAN[_ROMAN.index(value) + 1]}{tail}"
    return f"{head}{chr(ord(value) + 1)}{tail}" if len(value) == 1 and value < "z" else ""


def _after_short(text: str, line: str, at: int, after: int, final: bool) -> tuple[int, bool]:
    """
    Judge the end of a short line.

    Before a capital a title ends, if its line had room for the next line's first word and so was not wrapped;
    before a small letter only a list of bare words breaks, each line as short and as open as the last.
    """
    said = line.split()
    first = text[after]
    if not said or said[-1].lower() in _LOOSE or not (first.isupper() or first.islower()):
        return GO, False
    ahead = text[after : after + _SHORT_LINE + 32]
    parts = _BREAK.split(ahead, 1)
    if len(parts) == 1 and len(ahead) < _SHORT_LINE + 32 and not final:
        return WAIT, False
    following = parts[0].rstrip()
    words_on = following.split()
    bare = len(said) <= 3 and len(words_on) <= 3 and following[-1] not in ".!?…,;:"
    if first.isupper():
        room = len(line) + 1 + len(words_on[0]) <= len(following)
        return (at, True) if bare or (room and _title(said)) else (GO, False)
    return (at, True) if bare and words_on[0] not in _LOOSE else (GO, False)


def _title(said: list[str]) -> bool:
    """Say whether all words but the little ones are written with a capital."""
    return all(not word[0].islower() or word in _LOOSE for word in said)
