"""Functions of mathematics and the signs around their arguments: "sin(30°)", "log2(8)", "|x|"."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading
from tts_core.text.normalize.english import spellout

__all__ = ["absolute", "based", "call", "name_before"]

_NAMES = {
    "sin": "sine", "cos": "cosine", "tan": "tangent", "sec": "secant", "csc": "cosecant", "cot": "cotangent",
    "sinh": "hyperbolic sine", "cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent", "arcsin": "arcsine",
    "arccos": "arccosine", "arctan": "arctangent", "log": "log", "ln": "natural log", "lg": "log",
    "exp": "exponential", "sqrt": "square root", "cbrt": "cube root", "max": "max", "min": "min",
    "gcd": "G C D", "lcm": "L C M", "abs": "absolute value", "det": "determinant",
}  # fmt: skip
_NAME = expression(rf"(?<![A-Za-z._])({'|'.join(sorted(_NAMES, key=len, reverse=True))})$")
_POWERED = expression(rf"(?<![A-Za-z._])(?:{'|'.join(_NAMES)})\^-?\d{{1,2}}$")
_LETTER = expression(r"(?<![\w'.])[fghFGP]'?$")
_ARGUMENT = expression(r"\((?:[a-z]|-?\d{1,4}(?:\.\d{1,4})?|[A-Z])(?: ?[-+*/,|] ?\w{1,4}){0,2}\)")
_BASED = expression(r"(?:\d{1,2}) ?(?=\()")
_TERM = r"[-−]?(?:\d{1,9}(?:\.\d{1,9})?[a-z]?|[a-zA-Z])"
_ABSOLUTE = expression(rf"\|({_TERM})(?: ?([-−+*/]) ?({_TERM}))?\|(?!\w)")
_CONDITION = expression(r"(?:(?<![\w'])P\(|P of \()[\w =<>]{1,20}$")
_SIGNS = {"-": "minus", "−": "minus", "+": "plus", "*": "times", "/": "over"}
_PARTS = expression(r"([-−]?)(\d[\d.]*)?([a-zA-Z]?)")


def name_before(context: Context, at: int) -> tuple[int, str] | None:
    """Return where the name of a function begins that ends at *at*, and what it is called."""
    low = max(context.floor, at - 8)
    found = _NAME.search(context.text, low, at)
    return (found.start(), _NAMES[found[1]]) if found else None


def call(context: Context, at: int) -> Reading | None:
    """Read a function before its argument, whose bracket opens at *at*."""
    named = name_before(context, at)
    if named and (
        named[1] not in ("max", "min", "secant", "determinant") or context.char_at(at + 1).isdigit()
    ):
        return Reading(named[0], at, f"{named[1]} of ", "maths")
    text, low = context.text, max(context.floor, at - 3)
    if (letter := _LETTER.search(text, low, at)) and _ARGUMENT.match(text, at):
        prime = " prime" if letter[0].endswith("'") else ""
        return Reading(letter.start(), at, f"{letter[0][0]}{prime} of ", "maths")
    if _POWERED.search(text, max(0, at - 11), at):
        return Reading(at, at + 1, " of (", "maths")
    return None


def based(context: Context, at: int) -> Reading | None:
    """Read a logarithm with its base, at *at*, before its argument: "log2(8)"."""
    found = _BASED.match(context.text, at)
    if not found or context.text[at - 3 : at] != "log" or at - 3 < context.floor:
        return None
    return Reading(at - 3, found.end(), f"log base {spellout.cardinal(found[0].strip())} of ", "maths")


def absolute(context: Context, at: int) -> Reading | None:
    """Read an absolute value between bars."""
    if _CONDITION.search(context.text, max(0, at - 24), at):
        return Reading(at, at + 1, " given ", "maths")
    found = _ABSOLUTE.match(context.text, at)
    if not found or context.char_before(at).isalnum():
        return None
    said = _term(found[1])
    if found[2]:
        said += f" {_SIGNS[found[2]]} {_term(found[3])}"
    return Reading(at, found.end(), f"the absolute value of {said}", "maths")


def _term(written: str) -> str:
    found = _PARTS.fullmatch(written)
    if not found:
        return written
    parts = ["minus" if found[1] else "", spellout.number(found[2]) if found[2] else "", found[3]]
    return " ".join(filter(None, parts))
