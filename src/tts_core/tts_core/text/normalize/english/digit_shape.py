"""What stands around digits, in two characters: enough to tell which readers need not look at them."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import HOLE

__all__ = ["shape"]

_RUN = expression(r"\d{1,40}")
_AHEAD = {sign: sign for sign in "/:.,"} | dict.fromkeys("-–—−", "-") | {HOLE: "?", "": "?"}
_BEYOND = dict.fromkeys("-–—−", "_") | dict.fromkeys("0123456789(.", "1")
_LETTERED = "µμΩÅ円圓元원块엔千万萬億亿兆"
"""The letters beyond ASCII that a reader may look for."""


def shape(text: str, at: int) -> str:
    """
    Say in two characters what stands around the digits at *at*.

    The first tells whether they stick to a letter or a digit before them (w), to anything else (L), or not
    (s), or stand alone between stretches that nobody looks into (o); the second what follows: a letter (a),
    a sign of its own, another sign (%), nothing that any number goes on with (?), or after a blank a letter
    (A), a digit (1), a dash (_), anything else (*).
    """
    found = _RUN.match(text, at)
    end = found.end() if found else at + 1
    before, after = text[at - 1] if at else " ", text[end : end + 1]
    if before == after == HOLE:
        return "o?"
    left = "w" if before.isalnum() else "s" if before.isspace() else "L"
    if after == " ":
        beyond = text[end + 1 : end + 2]
        return left + (_BEYOND.get(beyond) or ("A" if beyond.isalpha() else "*"))
    if ahead := _AHEAD.get(after):
        return left + ahead
    if after.isalpha():
        return left + ("a" if after.isascii() or after in _LETTERED else "?")
    return left + ("?" if after.isspace() else "%")
