"""A number, or a range of two, with its sign and magnitude: what money, measures and percents begin with."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import NUMBER, Context, Quantity
from tts_core.text.normalize.english import spellout

__all__ = ["SIGNS", "Quantity", "mixed", "quantity", "sign_before"]

_DASH = "[-–—−]"
_FRACTION = r"\d{1,3}[ -]\d{1,2}/\d{1,3}|\d{1,4}/\d{1,4}"
_ONE = rf"(?:{_FRACTION}|{NUMBER}|\.\d{{1,40}})"
_QUANTITY = expression(rf"({_ONE})(?:(?: ?{_DASH} ?| to )({_ONE}))?")
_WHOLE = expression(r"(\d+)[ -](\d+)")
SIGNS = {"-": "minus ", "−": "minus ", "–": "minus ", "+": "plus ", "±": "plus or minus ", "~": "about ",
         "≈": "about ", "<": "less than ", ">": "more than ", "≤": "at most ", "≥": "at least ",
         "+/-": "plus or minus "}  # fmt: skip


def _say(written: str, british: bool) -> str:
    if "/" in written:
        return mixed(written, british)
    return spellout.number(written, british)


def mixed(written: str, british: bool) -> str:
    """Say a fraction, alone or after a whole number: "two and a half"."""
    left, _, bottom = written.partition("/")
    found = _WHOLE.fullmatch(left)
    whole, top = found.groups() if found else (None, left)
    if whole is None and int(top) > int(bottom) > 20:
        return f"{spellout.pairs(top)} over {spellout.pairs(bottom)}"
    part = spellout.fraction(top, bottom, british)
    if whole is None:
        return part
    if part == "one half":
        part = "a half"
    return f"{spellout.cardinal(whole, british)} and {part}"


def sign_before(context: Context, at: int) -> tuple[int, str]:
    """Return where the number at *at* begins with a sign that belongs to it, and what the sign is called."""
    text, low = context.text, context.floor
    if at - 3 >= low and text[at - 3 : at] == "+/-":
        start = at - 3
    elif at > low and text[at - 1] in SIGNS:
        start = at - 1
    else:
        return at, ""
    before = text[start - 1] if start else " "
    belongs = not (before.isalnum() or before in "./-–—+\\@_%)=")
    return (start, SIGNS[text[start:at]]) if belongs else (at, "")


def quantity(context: Context, at: int, ranged: bool = True) -> Quantity | None:
    """Read how much is written at *at*, with the sign before it."""
    if ranged and context.measured is not None and context.measured[0] == (at, context.floor):
        return context.measured[1]
    found = _quantity(context, at, ranged)
    if ranged:
        context.measured = ((at, context.floor), found)
    return found


def _quantity(context: Context, at: int, ranged: bool) -> Quantity | None:
    found = _QUANTITY.match(context.text, at)
    if not found:
        return None
    first, second = found.groups()
    end = found.end()
    start, sign = sign_before(context, at)
    if second is not None and not ranged:
        end, second = found.end(1), None
    if second is not None and context.text[end : end + 2].lstrip("-–")[:1].isdigit():
        return None
    said = sign + _say(first, context.british)
    if second is not None:
        said += f" to {_say(second, context.british)}"
    top, stroke, bottom = first.replace(",", "").partition("/")
    share = stroke and " " not in top and "-" not in top and int(top) <= int(bottom)
    single = second is None and bool(share or (top == "1" and not stroke))
    return Quantity(start, end, said, single, first, second)
