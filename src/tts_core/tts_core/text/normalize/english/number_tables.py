"""Long chains of numbers, as in tables of data: too many for any class, and read number by number."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading
from tts_core.text.normalize.english import spellout

__all__ = ["read"]

_CHAIN = expression(r"\d{1,9}(?:[-/:., –]\d{1,9}){12,}(?![\w%°])")
_PART = expression(r"([-/:., –]?)(\d+)")
_SAID = {"": "", "-": ", ", "–": ", ", "/": " slash ", ":": ", ", ".": " point ", ",": ", ", " ": " "}


def read(context: Context, at: int) -> Reading | None:
    """Read a chain of a dozen numbers and more, parted by single signs, that begins at *at*."""
    found = _CHAIN.match(context.text, at)
    if not found:
        return None
    said: list[str] = []
    for sign, digits in _PART.findall(found[0]):
        said.append(_SAID[sign])
        said.append(
            spellout.digits(digits)
            if sign == "." or digits[0] == "0"
            else spellout.cardinal(digits, context.british)
        )
    return Reading(at, found.end(), "".join(said), "cardinal")
