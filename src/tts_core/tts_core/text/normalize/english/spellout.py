"""Numbers in English words, American by default: cardinals, ordinals, years, digits."""

from __future__ import annotations

from functools import lru_cache

__all__ = [
    "cardinal",
    "code",
    "decimal",
    "digits",
    "fraction",
    "lakhs",
    "number",
    "ordinal",
    "pairs",
    "plural",
    "year",
]

_ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = [
    *("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion"),
    *("septillion", "octillion", "nonillion", "decillion"),
]
_LONGEST = 3 * len(_SCALES)
"""The longest number that has a name; a longer one is said digit by digit."""
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _below_thousand(value: int, british: bool) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return f"{_TENS[tens]} {_ONES[ones]}" if ones else _TENS[tens]
    hundreds, rest = divmod(value, 100)
    head = f"{_ONES[hundreds]} hundred"
    if not rest:
        return head
    return f"{head}{' and ' if british else ' '}{_below_thousand(rest, british)}"


def digits(written: str) -> str:
    """Say *written* digit by digit."""
    return " ".join([_ONES[ord(digit) - 48] for digit in written])


def cardinal(written: str | int, british: bool = False) -> str:
    """Say a whole number; one too long to have a name is said digit by digit."""
    text = str(written).lstrip("0") or "0"
    if len(text) < 4:
        return _below_thousand(int(text), british)
    if len(text) > _LONGEST:
        return digits(text)
    parts: list[str] = []
    scale, end = 0, len(text)
    while end > 0:
        group = int(text[max(0, end - 3) : end])
        if group:
            words = _below_thousand(group, british)
            if british and scale == 0 and group < 100 and end > 3:
                words = f"and {words}"
            parts.append(f"{words} {_SCALES[scale]}" if scale else words)
        end -= 3
        scale += 1
    return " ".join(reversed(parts)) or "zero"


def decimal(whole: str, places: str, british: bool = False) -> str:
    """Say a number with decimal places; "0.5" keeps its zero, ".5" has none to say."""
    head = f"{cardinal(whole, british)} " if whole else ""
    return f"{head}point {digits(places)}"


def number(written: str, british: bool = False) -> str:
    """Say a number as it is written: signed, with grouping commas, with decimal places."""
    sign = ""
    if written[0] in "+-":
        sign = "plus " if written[0] == "+" else "minus "
        written = written[1:]
    whole, point, places = written.replace(",", "").partition(".")
    if point and places:
        return sign + decimal(whole, places, british)
    if len(whole) > 1 and whole[0] == "0":
        return sign + digits(whole)
    return sign + cardinal(whole, british)


def lakhs(written: str, british: bool = False) -> str:
    """Say a whole number whose commas stand where India sets them, "2,50,000"; nothing for any other."""
    groups = written.partition(".")[0].split(",")
    if len(groups) < 3 or {len(group) for group in groups[1:-1]} != {2} or len(groups[-1]) != 3:
        return ""
    digits_ = "".join(groups)
    parts = [(digits_[:-7], "crore"), (digits_[-7:-5], "lakh"), (digits_[-5:], "")]
    said = [f"{cardinal(part, british)} {name}".rstrip() for part, name in parts if part.strip("0")]
    return " ".join(said)


def ordinal(written: str | int, british: bool = False) -> str:
    """Say a whole number as an ordinal."""
    head, space, last = cardinal(written, british).rpartition(" ")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    elif last.endswith("y"):
        last = f"{last[:-1]}ieth"
    else:
        last = f"{last}th"
    return head + space + last


def plural(words: str) -> str:
    """Put the last of *words* in the plural: "nineteen nineties", "two thirds"."""
    if words.endswith("y") and not words.endswith(("ay", "ey", "oy", "uy")):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith(("x", "s", "ch", "sh")) else f"{words}s"


def fraction(top: str, bottom: str, british: bool = False) -> str:
    """Say a fraction; one with a large or odd denominator is said "over"."""
    above, below = int(top), int(bottom)
    if below == 2:
        return f"{cardinal(above, british)} {'half' if above == 1 else 'halves'}"
    if below == 4:
        return f"{cardinal(above, british)} {'quarter' if above == 1 else 'quarters'}"
    if below < 2 or (below > 100 and below not in (1000, 1_000_000)) or len(top) > 4:
        return f"{cardinal(top, british)} over {cardinal(bottom, british)}"
    part = ordinal(below, british)
    return f"{cardinal(above, british)} {part if above == 1 else plural(part)}"


def year(value: int, british: bool = False) -> str:
    """Say a year: "nineteen oh five", "two thousand nine", "twenty twenty four"."""
    century, rest = divmod(value, 100)
    if value < 1000 or value > 9999 or (century % 10 == 0 and rest < 10):
        return cardinal(value, british)
    if not rest:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def pairs(written: str) -> str:
    """Say a model or flight number the way people group it: "forty ninety", "three eighty"."""
    if written[0] == "0" or len(written) > 4:
        return digits(written)
    if len(written) < 3:
        return cardinal(written)
    head, tail = written[:-2], written[-2:]
    if tail == "00":
        return cardinal(written) if head[-1] == "0" else f"{cardinal(head)} hundred"
    if head[-1] == "0" and len(head) == 2 and tail[0] == "0":
        return cardinal(written)
    return f"{cardinal(head)} {'oh ' if tail[0] == '0' else ''}{cardinal(tail)}"


def code(written: str) -> str:
    """Say digits inside a name or code: short ones as a number, long ones one by one."""
    return cardinal(written) if len(written) < 3 and written[0] != "0" else digits(written)
