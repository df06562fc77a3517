"""Abbreviations, and signs that stand for a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Reading

if TYPE_CHECKING:
    from tts_core.text.normalize.other_languages.context import Context

__all__ = ["abbreviation", "sign"]

_BLANKS = expression(r"[ \u00a0\u202f]")
_ENDS = expression(r"[\s\"”“»«)\]*_]*(?:$|\n)")
_NUMBER = expression(r",?[ \u00a0\u202f]?(?:\d|[IVXLC]+(?!\w))")
_NAME = expression(r"[ \u00a0\u202f]{0,2}[\"“„«»(]?([^\W\d_])")


def abbreviation(context: Context, at: int) -> Reading | None:
    """Read an abbreviation by the words that it stands for."""
    text = context.text
    found = context.patterns.shortened.match(text, at)
    if found is None:
        return None
    written, end = found[0], found.end()
    if written[-1].isalnum() and text[end : end + 1].isalnum():
        return None
    key = _BLANKS.sub("", written)
    before_number, before_name, anywhere = context.patterns.expanded
    said = before_number.get(key) if _NUMBER.match(text, end) else None
    if said is None and (name := _NAME.match(text, end)) and name[1].isupper():
        said = before_name.get(key)
    said = said or anywhere.get(key)
    if said is None:
        return None
    if written[-1] == "." and _ENDS.match(text, end):
        said += "."
    elif text[end : end + 1].isalnum():
        said += " "
    return Reading(at, end, said, "abbreviation")


def sign(context: Context, at: int) -> Reading | None:
    """Read a sign by its name."""
    language, text = context.language, context.text
    written = text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if written == "/" and (before.isalpha() or before in ".)") and (after.isalpha() or after == "("):
        return Reading(at, at + 1, " ", "symbol") if language.spaced else None
    said = language.signs.get(written)
    return Reading(at, at + 1, said, "symbol") if said else None
