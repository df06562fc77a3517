"""Powers of ten, exponents, and the signs of arithmetic and comparison."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.context import NUMBER, Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.maths_functions import name_before
from tts_core.text.normalize.english.measures import unit_after
from tts_core.text.normalize.english.quantity import sign_before

__all__ = ["crossed", "difference", "exponent", "operator", "scientific", "tight"]

_SCIENTIFIC = expression(
    rf"({NUMBER.replace('(?!' + chr(92) + 'd)', '')})(?:[eE]([-−+]?\d{{1,3}})|(?: ?[x×*·] "
    rf"?)10(?:\^\(?([-−+]?\d{{1,4}})\)?|([-−]\d{{1,3}})))(?![\w.-]\d|\w|-\w)"
)
_DIFFERENCE = expression(rf"({NUMBER}) ?[-−–] ?({NUMBER})(?= ?=)")
_SUBTRACTED = expression(rf"({NUMBER}) [-−]( ?)({NUMBER})(?![\w%]|[-–/:.,]\d| [-–]\d| (?!x )[a-z]{{1,3}}\b)")
_PLAYED = expression(
    r"\b(?:w[io]n|won|wins|beat|beats|lost|loses?|los[st]|defeat\w*|scor\w+|led|leads?|trail\w*|final|vs|versus|draw|drew|tied?|"
    r"record|victory|match|game|sets?|series|over|pages?|pp|ages?|aged|grades?|years?|from|between|chapters?|days?|weeks?|steps?|"
    r"levels?|hours?|minutes?|open|hours)\b",
    re.IGNORECASE,
)
"""Words around numbers with a dash between them that are a score or a range."""
_EXPONENT = expression(r"\^(?:\(?([-−+]?\d{1,4})\)?(?!\w)|([-−]?)\(?([A-Za-z])\)?(?![A-Za-z]))")
_SIGNS = expression(r"\*\*(?=[\w(])|!==?|===?|<=>|<=|>=|=>|->|<-|<<|>>|\+/-|\+-|[-+=<>≤≥≠≈×÷*±≡∓·⋅~!]")
_SAID = {
    "**": "to the power of",
    "+": "plus", "=": "equals", "==": "equals", "===": "equals", "≡": "is equivalent to", "×": "times",
    "÷": "divided by",
    "*": "times", "·": "times", "⋅": "times", "±": "plus or minus", "+/-": "plus or minus",
    "+-": "plus or minus",
    "∓": "minus or plus", "->": "to", "=>": "to", "<-": "from", "<=>": "if and only if", "-": "minus",
}  # fmt: skip
_COMPARED = {
    "<": "less than", ">": "greater than", "≤": "less than or equal to", "<=": "less than or equal to",
    "≥": "greater than or equal to", ">=": "greater than or equal to", "≠": "not equal to",
    "!=": "not equal to",
    "!==": "not equal to", "≈": "approximately", "<<": "much less than", ">>": "much greater than",
}  # fmt: skip
_OPERAND = expression(
    r"(?:(?<=\d)[a-z]|"
    r"(?<![\w'])(?:[A-Za-z]|pi|theta|alpha|beta|gamma|delta|sigma|lambda|mu)|[\d%)\]|]|\)|\^\d|°|°[CF]) ?$"
)
_NAMED = expression(r"(?:^|[^\w.])(?!I )[A-Z][\w'’&-]+ (?:[\w'’&-]+ ){0,2}$")
_PATH = expression(r" [“\"'*_]{0,3}(?:[A-Z][A-Za-z]+|(\d))")
"""The names on both sides of a step in a menu: "Settings > Privacy"."""
_FORM = expression(r"((?<![\w'])[A-Za-z])(?:\(([a-z](?:,[a-z]){0,3})\)|!) ?$|(?<=\d)! ?$")
"""A function of its variables, or a factorial, before a sign of arithmetic."""
_SUBTRAHEND = expression(r" \d{1,6}[a-z]? ?[=+]")
_VARIABLE = expression(r"[a-z] [-+=*/] ")
_TERM = expression(
    r" ?(?:[-−+]? ?\(?[\d.]|[-−]?\(?[A-Za-z](?![A-Za-z'])|[-−]?(?:pi|sqrt|sin|cos|tan|log|theta|alpha"
    r"|beta)\b|√|[$£€])"
)


def power(written: str) -> str:
    """Say an exponent."""
    sign, digits = ("", written) if written[0] not in "-−+" else (written[0], written[1:])
    if sign in ("-", "−"):
        return f"to the minus {spellout.cardinal(digits)}"
    if digits in ("2", "3"):
        return "squared" if digits == "2" else "cubed"
    return f"to the {spellout.ordinal(digits)}"


def _of_ten(written: str) -> str:
    digits = written.lstrip("-−+").lstrip("0") or "0"
    if written[0] in "-−":
        return f"ten to the minus {spellout.cardinal(digits)}"
    return f"ten to the {spellout.ordinal(digits)}"


def scientific(context: Context, at: int) -> Reading | None:
    """Read a number times a power of ten: "1.5e-7", "3 × 10^8"."""
    found = _SCIENTIFIC.match(context.text, at)
    if not found or context.char_before(at).isalpha():
        return None
    start, sign = sign_before(context, at)
    factor = spellout.number(found[1], context.british)
    said = f"{sign}{factor} times {_of_ten(found[2] or found[3] or found[4])}"
    end, unit = unit_after(context, found.end())
    return Reading(start, end, said + unit, "maths")


def difference(context: Context, at: int) -> Reading | None:
    """Read a difference, which an equals sign after it tells from a range: "5 - 3 = 2"."""
    ahead = context.text[at : at + 60]
    found = _DIFFERENCE.match(context.text, at) if "=" in ahead else None
    if context.char_before(at).isalpha():
        return None
    if not found:
        if " -" not in ahead and " −" not in ahead:
            return None
        found = _SUBTRACTED.match(context.text, at)
        if not found or not _subtracts(context, found):
            return None
    start, sign = sign_before(context, at)
    first, last = (spellout.number(found[group], context.british) for group in (1, found.lastindex or 1))
    return Reading(start, found.end(), f"{sign}{first} minus {last}", "maths")


def _subtracts(context: Context, found: re.Match[str]) -> bool:
    """Tell whether a dash between numbers subtracts: it has no blank after it, or the first is more."""
    if not found[2] and not (found[1] + found[3]).isdigit():
        return True
    first, last = (float(found[group].replace(",", "")) for group in (1, 3))
    if found[2] and first <= last:
        return False
    around = (
        context.text[max(0, found.start() - 40) : found.start()],
        context.text[found.end() : found.end() + 20],
    )
    return not any(_PLAYED.search(side) for side in around)


def exponent(context: Context, at: int) -> Reading | None:
    """Read an exponent after its base; after a word of prose it is a note's number."""
    found = _EXPONENT.match(context.text, at)
    if not found or not (base := context.char_before(at)) or not (base.isalnum() or base in ")]'"):
        return None
    if base.isalpha() and found[1] and (named := name_before(context, at)):
        return Reading(named[0], found.end(), f"{named[1]} {power(found[1])}", "maths")
    if found[3]:
        return Reading(at, found.end(), f"to the {'minus ' if found[2] else ''}{found[3]}", "maths")
    if base.isalpha() and len(context.word_before(at)) > 3:
        return Reading(at, found.end(), spellout.number(found[1].lstrip("+").replace("−", "-")), "maths")
    if (
        base == "0"
        and context.text[at - 2 : at] == "10"
        and not context.text[at - 3 : at - 2].isalnum()
        and found[1] not in ("2", "3")
    ):
        return Reading(at, found.end(), _of_ten(found[1])[4:], "maths")
    return Reading(at, found.end(), power(found[1]), "maths")


def operator(context: Context, at: int) -> Reading | None:
    """Read a sign of arithmetic or comparison that stands between two terms, or before one."""
    text = context.text
    start = at - 1 if text[at] == "=" and context.char_before(at) == "!" and at - 1 >= context.floor else at
    found = _SIGNS.match(text, start)
    if not found:
        return None
    sign, end = found[0], found.end()
    formed = sign[0] in "=+×*÷" and text[start - 1 : start] in (")", "!", " ")
    if formed and (form := _FORM.search(text, max(context.floor, start - 12), start)):
        begin = form.start() + bool(form[1])
        name = f" of {', '.join(form[2].split(','))}" if form[2] else " factorial"
        return Reading(begin, end, f"{name} {_SAID.get(sign, 'equals')}", "maths")
    before = text[max(0, start - 8) : start]
    left = not before.isspace() and (bool(_OPERAND.search(before)) or _word_operand(context, start))
    right = bool(_TERM.match(text, end))
    said = _COMPARED.get(sign)
    if sign == ">" and (step := _PATH.match(text, end)) and _in_menu(text, start, end, bool(step[1])):
        return Reading(start - 1, end, ",", "pause")
    if said is not None:
        if left and (text[start - 1 : start] == " " or not right or text[start - 1].isalnum()):
            said = f"is {said}"
        elif not right and sign in "<>":
            return None
        return Reading(start, end, said, "maths")
    if sign == "~":
        about = text[end : end + 1].isdigit() or text.startswith(("$", "£", "€"), end)
        return Reading(start, end, "about ", "maths") if about else None
    if sign == "!":
        return None
    if sign == "-":
        subtracts = left and right and text[start - 1 : start + 2] == " - "
        if subtracts or (context.char_before(start) == " " and _SUBTRAHEND.match(text, end)):
            return Reading(start, end, "minus", "maths")
        if _VARIABLE.match(text, end) and context.char_before(start) in ("", " ", "(", "\n"):
            return Reading(start, end, "minus ", "maths")
        return None
    if (
        sign == "*"
        and text[end : end + 1].isdigit()
        and context.word_before(start).lower() in ("dial", "press", "call", "enter")
    ):
        code = re.compile(r"\d{1,6}").match(text, end)
        return Reading(start, code.end(), f"star {spellout.digits(code[0])}", "telephone") if code else None
    if sign == "*" and not (left and right):
        return Reading(start, end, "star", "maths") if context.char_before(start).isdigit() else None
    if sign in "·⋅" and not (left and right):
        return None
    said = _SAID[sign]
    if sign in ("±", "+/-", "+-") and text[end : end + 1].isalnum():
        said += " "
    return Reading(start, end, said, "maths")


def _in_menu(text: str, start: int, end: int, numbered: bool) -> bool:
    """Tell whether a step of a path through menus is meant, from a name to a name: "Settings > Privacy"."""
    named = _NAMED.search(text, max(0, start - 24), start)
    if not named:
        return False
    rest, before = (
        text[end : end + 40].partition("\n")[0],
        text[max(0, start - 40) : start].rpartition("\n")[2],
    )
    if numbered:
        return bool(_STEP.search(before))
    return not _MENUS.isdisjoint(named[0].split()) or bool(_STEP.search(rest) or _STEP.search(before))


_STEP = expression(r" > [“\"'*_]{0,3}[A-Z][a-z]")
_MENUS = wordlist(
    "Settings File Edit View Tools Help Home Menu Options Preferences System Format Insert Window Account "
    "Profile General Start Panel Library Applications Image Layer Run Data Project Security Network Advanced "
    "Developer"
)


def _word_operand(context: Context, start: int) -> bool:
    if not context.text[max(0, start - 2) : start].strip().isalpha():
        return False
    return context.word_before(start) in _VARIABLES


_VARIABLES = wordlist("pi theta alpha beta gamma delta two x y n")


_NUMERATOR = expression(r"(?:\^-?\d{1,2}|(?<=[\w)])\)) ?$")
_DENOMINATOR = expression(r" ?(?:\d|[A-Za-z](?![A-Za-z'])|\(|[A-Z]\()")
_TIMED = expression(r"\d[\d.,]{0,9} ?(?:s|sec|h|hr|hours|min|seconds|minutes)(?!\w)")
_FAR = expression(r"\d ?(?:m|km|mi|ft|yd|miles|meters|metres) $")
_QUANTITY = expression(r"\d ?[a-zµ°A-Z]{1,4}[²³]? $")


_CROSSED = expression(r"x(?= (?:[$£€]\d|\d))")


def crossed(context: Context, at: int) -> Reading | None:
    """Read the letter that stands for a sign of multiplication: "12 x $5"."""
    if not _CROSSED.match(context.text, at) or context.text[at - 1 : at] != " ":
        return None
    return Reading(at, at + 1, "times", "maths") if context.text[at - 2 : at - 1].isdigit() else None


def tight(context: Context, at: int) -> Reading | None:
    """Read a stroke between spaced numbers as a division, between two measures of one thing as a pause."""
    text = context.text
    if _NUMERATOR.search(text, max(0, at - 6), at) and _DENOMINATOR.match(text, at + 1):
        return Reading(at, at + 1, "over", "maths")
    if text[at - 1 : at] != " " or text[at + 1 : at + 2] != " " or not text[at + 2 : at + 3].isdigit():
        return None
    far = _FAR.search(text, max(0, at - 12), at)
    if text[at - 2 : at - 1].isdigit() or (far and _TIMED.match(text, at + 2)):
        return Reading(at, at + 1, "divided by", "maths")
    return Reading(at - 1, at + 1, ",", "pause") if _QUANTITY.search(text, max(0, at - 12), at) else None
