r"""
The brackets dialect, for people and language models who write ordinary text.

    [pause 500ms]  [pause 1.5s]            silence
    [tomato](/təˈmɑːtoʊ/)                  said as this IPA
    [SQL](sub: sequel)                     said as these words
    [voice Luna] … [/voice]                spoken by another voice
    [rate 0.9] … [/rate]                   slower or faster
    [spell]ABC[/spell]                     letter by letter
    [emphasis] … [/emphasis]               stressed; also [emphasis strong]

`\[` and `\]` are brackets that mean nothing. Brackets around anything else ("[sic]", a Markdown link) stay
as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..expression import expression
from .builder import Builder
from .values import LEVELS, rate, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from .marks import Marked

__all__ = ["read_brackets"]

_ESCAPES = r"(?<!\\)\\++(?=[\[\]])"
_TAG = r"\[(?P<close>/?)(?P<name>pause|voice|rate|spell|emphasis)(?![\w-])(?P<value>[^\[\]\n]{0,200}+)\]"
_WORDS = r"\[(?P<words>(?:[^\[\]\\\n]|\\.){0,500}+)\]"
_IPA = r"/(?P<ipa>[^/()\[\]\n]{0,500}+)/"
_SUB = r"sub:(?P<said>(?:[^()\[\]\\\n]|\\.){0,500}+)"
_READING = rf"\([ \t]*+(?:{_IPA}|{_SUB})[ \t]*+\)"
_TORN = r"(?P<torn>\([ \t]*+sub:)"
_SIGN = expression(
    rf"(?P<escape>{_ESCAPES})|{_TAG}(?!\([ \t]*+(?:/|sub:))|{_WORDS}(?:{_READING}|{_TORN})", re.IGNORECASE
)
_ESCAPED = expression(r"\\([\[\]\\()])")
_NO_IPA = expression(r"[0-9_?=&%#@]")
_LITERAL = r"Write \[ for a bracket that means nothing."


def read_brackets(text: str) -> Marked:
    """Lift the marks out of a text in the brackets dialect."""
    built = Builder(text)
    at = 0
    while found := _SIGN.search(text, at):
        built.add(text[at : found.start()], at, found.start())
        at = _take(built, found)
    built.add(text[at:], at, len(text))
    if built.open:
        still = built.open[-1]
        raise built.broken(
            still.at, f"[{still.name}] is never closed", f"Write [/{still.name}] where it ends."
        )
    return built.marked()


def _take(built: Builder, found: re.Match[str]) -> int:
    """Read one sign; return where to read on."""
    start, end = found.span()
    if found["escape"]:
        return _unescape(built, start, end)
    if found["name"] is None:
        return _reading(built, found)
    name, value = found["name"].lower(), found["value"].strip()
    if found["close"]:
        return _close(built, found, name, value)
    if value and (name == "spell" or (name == "emphasis" and value.lower() not in LEVELS)):
        built.add(found[0], start, end)  # "[emphasis added]" is prose.
        return end
    _refuse_inside(built, start, f"[{name}]")
    if name == "pause":
        built.pause(
            _number(built, start, seconds, value, "Write [pause 500ms] or [pause 1.5s], 600s at most.")
        )
    elif name == "voice":
        if not value:
            raise built.broken(start, "[voice] names no voice", f"Write [voice Name]. {_LITERAL}")
        built.begin(name, start, "voice", value)
    elif name == "rate":
        fix = "Write a factor from 0.1 to 10: [rate 0.9] or [rate 90%]."
        built.begin(name, start, "rate", _number(built, start, rate, value, fix))
    elif name == "spell":
        built.begin(name, start, "spell", "characters", holds="text")
    else:
        built.begin(name, start, "emphasis", value.lower() or "moderate")
    return end


def _unescape(built: Builder, start: int, end: int) -> int:
    """Read the backslashes before a bracket: each pair is one, an odd one makes the bracket literal."""
    for at in range(start, end - 1, 2):
        built.add("\\", at, at + 2)
    if (end - start) % 2 == 0:
        return end
    built.add(built.source[end], end - 1, end + 1)
    return end + 1


def _close(built: Builder, found: re.Match[str], name: str, value: str) -> int:
    start, end = found.span()
    if value or name == "pause":
        raise built.broken(start, f"{found[0]} closes nothing", _LITERAL)
    if not built.open:
        raise built.broken(start, f"[/{name}] closes nothing", f"Write [{name}] before it. {_LITERAL}")
    inner = built.open[-1]
    if inner.name != name:
        fix = f"Write [/{inner.name}] before it."
        raise built.broken(start, f"[/{name}] stands where [{inner.name}] is still open", fix)
    built.end()
    return end


def _reading(built: Builder, found: re.Match[str]) -> int:
    """Read `[words](/IPA/)` or `[words](sub: other words)`; other links stay as they are."""
    start, end = found.span()
    if found["ipa"] is not None and _NO_IPA.search(found["ipa"]):
        built.add(found[0], start, end)
        return end
    words = found["words"]
    if found["torn"]:
        fix = r"Write ) at its end, and \) inside it."
        raise built.broken(start, f"[{words}](sub: …) is never closed", fix)
    _refuse_inside(built, start, f"[{words}]")
    value = found["ipa"] if found["ipa"] is not None else _ESCAPED.sub(r"\1", found["said"])
    if not value.strip() or not words.strip():
        missing = "words" if value.strip() else "reading"
        raise built.broken(
            start,
            f"{found[0]} has no {missing}",
            f"Write [word](/IPA/) or [word](sub: said). {_LITERAL}",
        )
    built.begin(words, start, "say" if found["ipa"] is None else "phonemes", value.strip())
    at = found.start("words")
    for escape in _ESCAPED.finditer(built.source, at, found.end("words")):
        built.add(built.source[at : escape.start()], at, escape.start())
        built.add(escape[1], *escape.span())
        at = escape.end()
    built.add(built.source[at : found.end("words")], at, found.end("words"))
    built.end()
    return end


def _refuse_inside(built: Builder, at: int, what: str) -> None:
    if built.open and built.open[-1].holds == "text":
        outer = built.open[-1].name
        raise built.broken(at, f"{what} stands inside [{outer}]", f"Write [/{outer}] before it. {_LITERAL}")


def _number(built: Builder, at: int, read: Callable[[str], float], value: str, fix: str) -> float:
    try:
        return read(value)
    except ValueError as wrong:
        raise built.broken(at, str(wrong), f"{fix} {_LITERAL}") from None
