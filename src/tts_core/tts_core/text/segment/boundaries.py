"""
Whether a stop ends its sentence.

Every answer rests on a bounded stretch of text before and behind the stop, so that time stays linear and a
streaming segmenter can tell when it has seen enough: an answer is where the sentence is cut, GO when it goes
on, or WAIT when more text could still change it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..expression import expression
from .language import Kind, words
from .place import BEHIND, GO, WAIT
from .space import GAP, blank, blanks

if TYPE_CHECKING:
    from .place import Place

__all__ = ["judge", "judge_hard"]

_SIGN = r"[\"'”’»›)\]}*_`」』】〉》）］｝¹²³⁴-⁹⁰\U0001F300-\U0001FAFF☀-➿\uFE0F\u200D-\u200F]"
_NOTE = r"\[\d{1,3}\]"
_GERMAN_QUOTE = r"[“‘«‹](?=[\s.,;:!?)]|\Z)"
_CLOSERS = expression(rf"(?:{_SIGN}|{_NOTE}|{_GERMAN_QUOTE}){{0,12}}+")
_HALF_NOTE = expression(r"\[\d{0,3}\Z")
_OPENERS = expression(r"[\"'“‘«‹„‚(\[{¿¡*_`]{0,4}+")
_INITIALS = expression(r"(?:[^\W\d_]\.){1,12}[^\W\d_]")
_JOINTS = expression(r"[-–—/]")
_MARKS = expression(r"['’\-–—]")
_FRONTED = expression(
    r"\W{0,4}(?:at|by|around|about|before|after|until|till|since|from|on|every|exactly)\b(?:[^,;:]|(?<=\d):(?=\d)){0,30}+",
    re.IGNORECASE,
)
_AFTER_TIME = expression(
    r"(?:[A-Z]{2,5}|Eastern|Pacific|Central|Mountain|Greenwich|Zulu|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\Z"
)
_SHORT = words(
    """
    it me us you him her them is do go so no on in up out off too now yes ok day way one two all we be by
    my to see say job car man men end try buy lot bit fun bad new old big hot red sea sky sun son boy dog
    cat ago why how who air arm art ask bed box bus can cry cup cut die dry due eat eye far few fit fix
    fly for get god got gun guy hat hit ice ill key kid law lay leg let lie lip low mad map met mix mom
    dad mud nor not odd oil own pay pen pie put ran raw rid row run sad sat set she sin sit six ten the
    tie tip top toy use van war was wet win won yet
    """
)
_SUFFIXES = words("com net org edu gov io js ts py rb exe dll pdf txt html css json xml csv md")
_SHOUTED_NAMES = words("yahoo jeopardy wham oklahoma")
_QUOTED_ON = "とっをがはにのでもや"
_WIRED = frozenset("/@\\#=&<>|~^+")


def judge(place: Place) -> int:
    """Judge a run of `.`, `!`, `?` and `…`."""
    text = place.text
    if not _closes(place):
        return place.unknown()
    close = place.close
    after = blanks(text, close)
    if after == close:
        return _without_space(place)
    if after - close > 1 and (after - close == GAP or blank(text, close, after)):
        return close
    if after == len(text):
        return place.unknown()
    place.inner = _OPENERS.match(text, after).end()  # type: ignore[union-attr]  # May be empty.
    if place.inner == len(text):
        return close if place.final else WAIT
    first = text[place.inner]
    if first in ",;:)]}»”.!?…":
        return _before_punctuation(place, first)
    if place.end - place.start > 1 or text[place.start] != ".":
        return _run(place, first)
    if place.start > place.low and text[place.start - 1].isspace():
        return GO if first.islower() else close
    return _period(place, first)


def judge_hard(place: Place) -> int:
    """Judge a run of stops that end a sentence whatever follows: the CJK and Indic ones."""
    text = place.text
    if not _closes(place):
        return place.unknown()
    close = place.close
    if close > place.end and text[close] in _QUOTED_ON:
        return GO
    if text[place.start] == "．" and text[place.start - 1 : place.start].isdigit() and text[close].isdigit():
        return GO
    return close


def _closes(place: Place) -> bool:
    """Read what closes behind the stop; say whether more text is at hand behind that."""
    text = place.text
    place.close = _CLOSERS.match(text, place.end).end()  # type: ignore[union-attr]  # It matches the empty string.
    if place.close == len(text):
        return False
    return place.final or text[place.close] != "[" or not _HALF_NOTE.match(text, place.close)


def _before_punctuation(place: Place, first: str) -> int:
    """Judge a stop that more punctuation follows: only a name like ".NET" starts a sentence so."""
    if first != ".":
        return GO
    if len(place.text) - place.start < 6 or place.inner + 1 == len(place.text):
        return place.unknown()  # It may be the first dot of ". . .".
    return place.close if place.text[place.inner + 1].isupper() else GO


def _run(place: Place, first: str) -> int:
    """Judge an ellipsis, or a run with a question or exclamation mark."""
    text, close = place.text, place.close
    run = text[place.start : place.end]
    closed = close > place.end
    before = text[place.start - 1] if place.start > place.low else ""
    if not run.strip(". \u00a0…"):
        return _ellipsis(place, run, first, before)
    if closed and before in {"(", "["}:
        return GO
    if first.islower():
        return GO if closed or not place.small_hand() else close
    if run == "!" and place.token().lower() in _SHOUTED_NAMES:
        return _starts(place)
    return close


def _ellipsis(place: Place, run: str, first: str, before: str) -> int:
    dots = run.count(".")
    if first.islower() or first.isdigit() or (before == "[" and place.close > place.end):
        return GO
    if first == "I" and dots < 4:
        word = place.word(place.inner)
        if word is None:
            return WAIT
        if word in {"I", "I'm", "I'd", "I'll", "I've", "I’m", "I’d", "I’ll", "I’ve"}:
            return GO
    if " " in run or "\u00a0" in run:
        # Of four spaced dots one is the stop of the sentence: the first where it follows its word.
        if dots < 4 or not first.isupper():
            return GO
        return place.close if not before or before.isspace() else place.start + 1
    return place.close if first.isupper() or place.inner > place.close + 1 or first in "-–—" else GO


def _period(place: Place, first: str) -> int:
    """Judge a single full stop with white space behind it."""
    token = place.token()
    if not token[-1:].isalpha():
        return _after_sign(place, token, first)
    kind = place.language.kind(token)
    if kind is None and not token.isalpha():
        if _INITIALS.fullmatch(token):
            kind = Kind.TAIL
        else:
            token = _JOINTS.split(token)[-1]
            kind = place.language.kind(token)
    if kind is not None:
        return _abbreviation(place, kind, token, first)
    if len(token) == 1:
        return _initial(place, token, first)
    if not first.islower():
        return place.close
    if place.close > place.end or not _readable(token):
        return GO
    return place.close if len(token) > 3 or token in _SHORT or place.small_hand() else GO


def _after_sign(place: Place, token: str, first: str) -> int:
    """Judge a full stop behind a number or a sign."""
    if first.islower():
        return GO
    if token[-1:].isdigit():
        return _starts(place) if place.language.ordinal_dot and len(token) <= 2 else place.close
    return GO if first.isdigit() and token[-1:] in {"°", "º", "№", "#"} else place.close


def _abbreviation(place: Place, kind: Kind, token: str, first: str) -> int:
    if kind in {Kind.TITLE, Kind.LINK}:
        return GO
    if kind in {Kind.NUMBER, Kind.WORD}:
        if first.isdigit():
            return GO
        if kind is Kind.WORD:
            if first.islower():
                return place.close if token in _SHORT else GO
            return _unless_numbered(place, first)
    if kind is Kind.MEASURE and not place.before(token)[-1:].isdigit():
        return place.close if not first.islower() or token in _SHORT else GO
    if first.islower():
        return GO
    if kind is Kind.ETC:
        return place.close
    if kind is Kind.TIME:
        return _time(place)
    if kind is Kind.STREET and not (place.before(token)[:1].isupper() or place.before(token)[:1].isdigit()):
        return GO
    return _starts(place)


def _unless_numbered(place: Place, first: str) -> int:
    """Go on before a number such as "B12"."""
    second = place.inner + 1
    if not first.isupper() or place.close > place.end:
        return place.close
    if second == len(place.text):
        return place.close if place.final else WAIT
    return GO if place.text[second].isdigit() else place.close


def _initial(place: Place, token: str, first: str) -> int:
    """Judge the stop behind a single letter: an initial, "p. 5", "plan B", "you and I"."""
    if first.islower() or (first.isdigit() and token.islower()) or place.start - 1 == place.low:
        return GO
    if not token.isupper() or (token == "I" and place.before(token)[:1].islower()):  # noqa: S105  # No secret.
        return place.close
    return _starts(place)


def _time(place: Place) -> int:
    """Judge the stop of "p.m." before a capital: a zone, a day and what "At 5 p.m." introduces go on."""
    word = place.word(place.inner)
    if word is None:
        return WAIT
    if _AFTER_TIME.match(word):
        return GO
    fronted = place.start - place.low < BEHIND and _FRONTED.fullmatch(place.text[place.low : place.start])
    return GO if fronted and (word == "I" or word.lower() not in place.language.starters) else place.close


def _without_space(place: Place) -> int:
    """Judge a stop with no white space behind it: cut only where both sides are clearly prose."""
    text, close = place.text, place.close
    first = text[close]
    token = place.token()
    if not first.isupper():
        wide = first.isalpha() and ("\u2e80" <= first <= "\uffdc" or first >= "\U00020000")
        return close if wide and (text[place.start] != "." or token[-1:] >= "\u2e80") else GO
    if close > place.end and text[close - 1] in "'*_`":
        return GO
    word = place.word(close)
    if word is None:
        return WAIT
    ends = place.word_ends(close + len(word))
    if ends <= 0:
        return GO if not ends else WAIT
    starts = word.lower().replace("’", "'").partition("'")[0] in place.language.starters
    if word.lower() in _SUFFIXES or not (starts or (len(word) > 1 and word[1:].islower())):
        return GO
    if not token or not _WIRED.isdisjoint(token) or "." in token.rstrip("0123456789"):
        return GO
    if text[place.start] != ".":
        return close
    if place.language.kind(token) in {Kind.TITLE, Kind.NUMBER, Kind.STREET}:
        return GO
    if not token[-1].isalpha():
        return close if starts else GO
    prose = token.islower() or starts or place.language.kind(word) is Kind.TITLE
    return close if prose and len(token) > 1 else GO


def _starts(place: Place) -> int:
    """Cut where the next word opens a sentence rather than carries a name on."""
    text = place.text
    if not text[place.inner].isupper():
        return GO
    word = place.word(place.inner)
    if word is None:
        return WAIT
    behind = place.inner + len(word)
    if len(word) == 1 and text[behind : behind + 1] == ".":
        return GO
    folded = word.lower().replace("’", "'")
    starters = place.language.starters
    return place.close if folded in starters or folded.partition("'")[0] in starters else GO


def _readable(token: str) -> bool:
    """Say whether a token looks like a word rather than an abbreviation."""
    folded = token.lower()
    if not _MARKS.sub("", folded).isalpha():
        return False
    return not folded.isascii() or any(vowel in folded for vowel in "aeiouy")
