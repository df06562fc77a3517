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
from .stop import BEHIND, GO, WAIT
from .whitespace import GAP, blank, blanks

if TYPE_CHECKING:
    from .stop import Stop

__all__ = ["judge", "judge_hard"]

_SIGN = r"[\"'”’»›)\]}*_`」』】〉》）］｝¹²³⁴-⁹⁰\U0001F300-\U0001FAFF☀-➿\uFE0F\u200D-\u200F]"
_NOTE = r"\[\d{1,3}\]"
_GERMAN_QUOTE = r"[“‘«‹](?=[\s.,;:!?)]|\Z)"
_CLOSERS = expression(rf"(?:{_SIGN}|{_NOTE}|{_GERMAN_QUOTE}){{0,12}}+")
_HALF_NOTE = expression(r"\[\d{0,3}\Z")
_OPENERS = expression(r"[\"'“‘«‹„‚(\[{¿¡*_`]{0,4}+")
_INITIALS = expression(r"(?:[^\W\d_]\.){1,12}[^\W\d_]")
_JOINTS = expression(r"[-–—/]")
_ELISION = expression(r"^[A-Za-z]{1,4}['’](?=\w{2})")
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


def judge(stop: Stop) -> int:
    """Judge a run of `.`, `!`, `?` and `…`."""
    text = stop.text
    if not _closes(stop):
        return stop.unknown()
    close = stop.close
    after = blanks(text, close)
    if after == close:
        return _without_space(stop)
    if after - close > 1 and (after - close == GAP or blank(text, close, after)):
        return close
    if after == len(text):
        return stop.unknown()
    stop.inner = _OPENERS.match(text, after).end()  # type: ignore[union-attr]  # May be empty.
    if stop.inner == len(text):
        return close if stop.final else WAIT
    first = text[stop.inner]
    if first in ",;:)]}»”.!?…":
        return _before_punctuation(stop, first)
    if stop.end - stop.start > 1 or text[stop.start] != ".":
        return _run(stop, first)
    if stop.start > stop.low and text[stop.start - 1].isspace():
        return GO if first.islower() else close
    return _period(stop, first)


def judge_hard(stop: Stop) -> int:
    """Judge a run of stops that end a sentence whatever follows: the CJK and Indic ones."""
    text = stop.text
    if not _closes(stop):
        return stop.unknown()
    close = stop.close
    if close > stop.end and text[close] in _QUOTED_ON:
        return GO
    if text[stop.start] == "．" and text[stop.start - 1 : stop.start].isdigit() and text[close].isdigit():
        return GO
    return close


def _closes(stop: Stop) -> bool:
    """Read what closes behind the stop; say whether more text is at hand behind that."""
    text = stop.text
    stop.close = _CLOSERS.match(text, stop.end).end()  # type: ignore[union-attr]  # It matches the empty string.
    if stop.close == len(text):
        return False
    return stop.final or text[stop.close] != "[" or not _HALF_NOTE.match(text, stop.close)


def _before_punctuation(stop: Stop, first: str) -> int:
    """Judge a stop that more punctuation follows: only a name like ".NET" starts a sentence so."""
    if first != ".":
        return GO
    if len(stop.text) - stop.start < 6 or stop.inner + 1 == len(stop.text):
        return stop.unknown()  # It may be the first dot of ". . .".
    return stop.close if stop.text[stop.inner + 1].isupper() else GO


def _run(stop: Stop, first: str) -> int:
    """Judge an ellipsis, or a run with a question or exclamation mark."""
    text, close = stop.text, stop.close
    run = text[stop.start : stop.end]
    closed = close > stop.end
    before = text[stop.start - 1] if stop.start > stop.low else ""
    if not run.strip(". \u00a0…"):
        return _ellipsis(stop, run, first, before)
    if closed and before in {"(", "["}:
        return GO
    if first.islower():
        return GO if closed or not stop.small_hand() else close
    if run == "!" and stop.token().lower() in _SHOUTED_NAMES:
        return _starts(stop)
    return close


def _ellipsis(stop: Stop, run: str, first: str, before: str) -> int:
    dots = run.count(".")
    if first.islower() or first.isdigit() or (before == "[" and stop.close > stop.end):
        return GO
    if first == "I" and dots < 4:
        word = stop.word(stop.inner)
        if word is None:
            return WAIT
        if word in {"I", "I'm", "I'd", "I'll", "I've", "I’m", "I’d", "I’ll", "I’ve"}:
            return GO
    if " " in run or "\u00a0" in run:
        # Of four spaced dots one is the stop of the sentence: the first where it follows its word.
        if dots < 4 or not first.isupper():
            return GO
        return stop.close if not before or before.isspace() else stop.start + 1
    return stop.close if first.isupper() or stop.inner > stop.close + 1 or first in "-–—" else GO


def _period(stop: Stop, first: str) -> int:
    """Judge a single full stop with white space behind it."""
    token = stop.token()
    kind = stop.language.kind(token)
    if kind is None and not token[-1:].isalpha():
        return _after_sign(stop, token, first)
    if kind is None and not token.isalpha():
        if _INITIALS.fullmatch(token):
            kind = Kind.TAIL
        else:
            token = _JOINTS.split(token)[-1]
            kind = stop.language.kind(token) or stop.language.kind(_ELISION.sub("", token))
    if kind is not None:
        return _abbreviation(stop, kind, token, first)
    if len(token) == 1:
        return _initial(stop, token, first)
    if not first.islower():
        return stop.close
    if stop.close > stop.end or not _readable(token):
        return GO
    return stop.close if len(token) > 3 or token in _SHORT or stop.small_hand() else GO


def _after_sign(stop: Stop, token: str, first: str) -> int:
    """Judge a full stop behind a number or a sign."""
    if first.islower():
        return GO
    if token[-1:].isdigit():
        return _starts(stop) if stop.language.ordinal_dot and len(token) <= 2 else stop.close
    return GO if first.isdigit() and token[-1:] in {"°", "º", "№", "#"} else stop.close


def _abbreviation(stop: Stop, kind: Kind, token: str, first: str) -> int:
    if kind in {Kind.TITLE, Kind.LINK}:
        return GO
    if kind in {Kind.NUMBER, Kind.WORD}:
        if first.isdigit():
            return GO
        if kind is Kind.WORD:
            if first.islower():
                return stop.close if token in _SHORT else GO
            return _unless_numbered(stop, first)
    if kind is Kind.MEASURE and not stop.before(token)[-1:].isdigit():
        return stop.close if not first.islower() or token in _SHORT else GO
    if first.islower():
        return GO
    if kind is Kind.ETC:
        return stop.close
    if kind is Kind.TIME:
        return _time(stop)
    if kind is Kind.STREET and not (stop.before(token)[:1].isupper() or stop.before(token)[:1].isdigit()):
        return GO
    return _starts(stop)


def _unless_numbered(stop: Stop, first: str) -> int:
    """Go on before a number such as "B12"."""
    second = stop.inner + 1
    if not first.isupper() or stop.close > stop.end:
        return stop.close
    if second == len(stop.text):
        return stop.close if stop.final else WAIT
    return GO if stop.text[second].isdigit() else stop.close


def _initial(stop: Stop, token: str, first: str) -> int:
    """Judge the stop behind a single letter: an initial, "p. 5", "plan B", "you and I"."""
    if first.islower() or (first.isdigit() and token.islower()) or stop.start - 1 == stop.low:
        return GO
    if not token.isupper() or (token == "I" and stop.before(token)[:1].islower()):  # noqa: S105  # No secret.
        return stop.close
    return _starts(stop)


def _time(stop: Stop) -> int:
    """Judge the stop of "p.m." before a capital: a zone, a day and what "At 5 p.m." introduces go on."""
    word = stop.word(stop.inner)
    if word is None:
        return WAIT
    if _AFTER_TIME.match(word):
        return GO
    fronted = stop.start - stop.low < BEHIND and _FRONTED.fullmatch(stop.text[stop.low : stop.start])
    return GO if fronted and (word == "I" or word.lower() not in stop.language.starters) else stop.close


def _without_space(stop: Stop) -> int:
    """Judge a stop with no white space behind it: cut only where both sides are clearly prose."""
    text, close = stop.text, stop.close
    first = text[close]
    token = stop.token()
    if not first.isupper():
        wide = first.isalpha() and ("\u2e80" <= first <= "\uffdc" or first >= "\U00020000")
        return close if wide and (text[stop.start] != "." or token[-1:] >= "\u2e80") else GO
    if close > stop.end and text[close - 1] in "'*_`":
        return GO
    word = stop.word(close)
    if word is None:
        return WAIT
    ends = stop.word_ends(close + len(word))
    if ends <= 0:
        return GO if not ends else WAIT
    starts = word.lower().replace("’", "'").partition("'")[0] in stop.language.starters
    if word.lower() in _SUFFIXES or not (starts or (len(word) > 1 and word[1:].islower())):
        return GO
    if not token or not _WIRED.isdisjoint(token) or "." in token.rstrip("0123456789"):
        return GO
    if text[stop.start] != ".":
        return close
    if stop.language.kind(token) in {Kind.TITLE, Kind.NUMBER, Kind.STREET}:
        return GO
    if not token[-1].isalpha():
        return close if starts else GO
    prose = token.islower() or starts or stop.language.kind(word) is Kind.TITLE
    return close if prose and len(token) > 1 else GO


def _starts(stop: Stop) -> int:
    """Cut where the next word opens a sentence rather than carries a name on."""
    text = stop.text
    if not text[stop.inner].isupper():
        return GO
    word = stop.word(stop.inner)
    if word is None:
        return WAIT
    behind = stop.inner + len(word)
    if len(word) == 1 and text[behind : behind + 1] == ".":
        return GO
    folded = word.lower().replace("’", "'")
    starters = stop.language.starters
    return stop.close if folded in starters or folded.partition("'")[0] in starters else GO


def _readable(token: str) -> bool:
    """Say whether a token looks like a word rather than an abbreviation."""
    folded = token.lower()
    if not _MARKS.sub("", folded).isalpha():
        return False
    return not folded.isascii() or any(vowel in folded for vowel in "aeiouy")
