"""Names and codes of letters and digits: "B12", "RTX 4090", "COVID-19", "Flight 370", ISBNs."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.addresses import zoned
from tts_core.text.normalize.english.roman_numerals import value

__all__ = ["code", "named", "token"]

_BEHIND = expression(r"(?<![^\W_])[A-Za-z\d]{1,24}(?:[-.][A-Za-z\d]{1,12}){0,4}-?$")
_TOKEN = expression(r"[A-Za-z\d]{1,64}(?:-[A-Za-z\d]{1,64}){0,8}(?:\((?:[A-Za-z\d]{1,2}|[ivx]{3,5})\)){0,4}")
_LEVEL = expression(r"\(((?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3}))\)")
_PARTS = expression(r"\d+(?:\.\d+)?|[A-Za-z]+|\(|\)")
_DECIMAL = expression(r"\.\d{1,2}(?!\w|\.\w)")
_PAIR = expression(r"(([A-Z]{1,2})\d{1,3})-(\2\d{1,3})")
_ONWARD = expression(r" ?[–—] ?([A-Z]{1,2})(?=\d)")
_LETTERED_NUMBER = expression(r"[A-Z]{1,2}\d{1,3}")
_PLURAL = expression(r"([A-Z\d]*\d)s$")
_COUNTDOWN = expression(r"T-(\d{1,2})")
_COUNTED_IN = expression(r" (?:minutes|seconds|hours|days|minus)|$|[.,]")
_NINERS = expression(r"(\d{2})ers(?!\w)")
_LINES = expression(r"(\d{3,4})([pi])(?!\w)")
_TIMES = expression(r"(\d{1,4}(?:\.\d{1,3})?(?=[x×])|(?:\d{1,2}|\d{1,3}\.\d{1,2})(?=X))[xX×](?![\w])")
_EXPRESSION = expression(r" ?[-+=*/^<>≤≥)]")
_LESS = expression(r"([a-z])-(\d{1,4})")
_ZONED = expression(r"(GMT|UTC)([-+])(\d{1,2})(?::(\d\d))?(?![\w])")
_HOUSE = expression(r"\d{2,5}[BT] [A-Z][a-z]|40[13]k\b")
_MAGNITUDE = expression(r"\d{1,6}(?:[MBTKk]|bn|mn|tn)")
_ALIKE = expression(r"\b\d{1,4}[A-Z],? ?(?:&|and|or|to|-|–|/)? ?$")
"""Another number with a letter, right before: "14A & 14B"."""
_LETTERED = wordlist(
    "rm ste bldg lot terminal hall exit apartment apt unit room seat gate row suite "
    "flat building section size figure fig table "
    "line grade section class"
)
_CODES = wordlist(
    "pin code zip isbn issn ssn account serial tracking passcode password id confirmation "
    "verification order invoice ticket routing postcode reference case acct otp imei ean upc barcode "
    "extension passport license licence booking reservation policy batch lot sku model"
)
_SHORT_CODES = wordlist("pin code zip ssn passcode otp password extension postcode")
_COUNTERS = wordlist("of for orders cases over than")
_CODE = expression(r"\d{1,20}(?:-\d{1,20}){0,5}(?:-[\dXx])?(?![\w%]|[.,:]\d)")
_ZEROED = expression(r"0\d{2,}-\d")
_SPACED = expression(r"\d{3,4}(?: \d{3,4}){1,4}(?![\w%]|[.,:-]\d)")
_GROUPS = expression(r"[- ]")
_ISBN = expression(r"97[89]-?\d{1,5}-?\d{1,7}-?\d{1,7}-?[\dX](?![\w-])")
_ZIP = expression(r"\d{5}(?:-\d{4})?(?![\w-]|[.,:]\d)(?= ?(?:$|[.,;:)\]!?\n]|USA\b|U\.S))")
_JET = expression(r"7[0-8]7")
_PLANE = expression(r"(\d{3})-(\d{1,3})(?![\w-])")
_NAMED = expression(r"\d{3,4}(?![\d%:/]|[.,]\d)(?!-\d)")
_NAMES = wordlist(
    "room flight highway route interstate error boeing airbus form xbox rtx gtx rx porsche ferrari "
    "suite apartment apt unit bus train gate channel peugeot mazda bmw audi mercedes cessna concorde "
    "studio formula area psalm i us ca hwy ryzen core radeon geforce intel nikon canon kodak ps "
    "playstation nokia blink studio terminal platform local bldg building exit dorm locker ward hall "
    "box lufthansa delta united american exam course msg galaxy pixel iso nikkei stoxx rm ste rte flt"
)  # fmt: skip


def _digits(part: str, long: bool = False) -> str:
    if "." in part:
        whole, _, places = part.partition(".")
        if len(places) == 2 and places[0] != "0":
            return f"{spellout.cardinal(whole)} point {spellout.cardinal(places)}"
        return spellout.number(part)
    return spellout.pairs(part) if len(part) in (3, 4) and not long else spellout.code(part)


def token(context: Context, at: int) -> Reading | None:
    """Read the name of letters and digits that the digit at *at* stands in."""
    text = context.text
    low = max(context.floor, at - 40)
    behind = _BEHIND.search(text[low:at])
    start = low + behind.start() if behind else at
    if start == low > context.floor and text[start - 1].isalnum():
        start = at
    found = _TOKEN.match(text, start)
    if not found:
        return None
    written, end = found[0], found.end()
    if start == at:
        special = _special(context, at)
        if special:
            return special
    if not any(map(str.isalpha, written)):
        return None
    if (less := _LESS.fullmatch(written)) and _in_formula(text, start, end):
        return Reading(start, end, f"{less[1]} minus {spellout.cardinal(less[2])}", "maths")
    if found := _ZONED.match(text, start):
        sign = "plus" if found[2] == "+" else "minus"
        shift = [part for part in found.groups()[2:] if part and part != "00"] or ["0"]
        said = " ".join([found[1], sign, *map(spellout.cardinal, shift)])
        return Reading(start, found.end(), said, "serial")
    if (
        start == at
        and _MAGNITUDE.fullmatch(written)
        and not _HOUSE.match(text, start)
        and context.word_before(at).rstrip(".").lower() not in _LETTERED
        and not _ALIKE.search(text, max(0, at - 12), at)
    ):
        return None
    if (text[end : end + 1].isalpha() and len(written) < 60) or (
        start > context.floor and text[start - 1].isalpha()
    ):
        return None
    if start == at and "-" in written and not (at and text[at - 1] in "-"):
        # "29-year-old", "7-Eleven": the number is a number, the words are words.
        head = written.split("-")[0]
        if head.isdigit() and not _coded(written):
            return None
        if not head.isdigit() and not _coded(written):
            written = head
            end = start + len(head)
    elif start < at and "-" in written:
        lead = written.rstrip("0123456789")
        if not lead.strip("-").isalnum() and not _coded(written):
            # "mid-20th-century", "post-2008-crisis": only up to the digits.
            keep = len(written[: at - start]) + len(re.match(r"\d*[A-Za-z]*", written[at - start :])[0])  # type: ignore[index]  # always matches.
            written, end = written[:keep], start + keep
        if (countdown := _COUNTDOWN.fullmatch(written)) and _COUNTED_IN.match(text, end):
            return Reading(start, end, f"T minus {spellout.cardinal(countdown[1])}", "serial")
    if not any(map(str.isdigit, written)):
        return None
    if (pair := _PAIR.fullmatch(written)) or (
        (onward := _ONWARD.match(text, end)) and _LETTERED_NUMBER.fullmatch(written)
    ):
        if pair:
            return Reading(start, end, f"{_say(pair[1])} to {_say(pair[3])}", "serial")
        if onward and onward[1] == written.rstrip("0123456789"):
            return Reading(start, onward.start(1), f"{_say(written)} to ", "serial")
    more = _DECIMAL.match(text, end) if written[-1].isdigit() else None
    if more:
        written, end = written + more[0], more.end()
    return Reading(start, end, _say(written), "serial")


def _in_formula(text: str, start: int, end: int) -> bool:
    """Tell whether signs of arithmetic or a bracket that follows them stand around a letter less a number."""
    before, after = text[max(0, start - 2) : start].strip(), text[end : end + 2].strip()
    return (
        before[-1:] in tuple("+*/=^")
        or after[:1] in tuple("+*/=^")
        or (before[-1:] == "(" and after[:1] == ")")
    )


def _coded(written: str) -> bool:
    """Tell whether a token with hyphens is one code: capitals and digits only, or parts that mix them."""
    if any(map(str.islower, written)) and not re.fullmatch(r"[A-Za-z\d-]*\d[A-Za-z]?", written):
        return False
    return not re.fullmatch(r"\d+-[A-Z][a-z]+", written) and not re.search(r"[a-z]{2}", written)


def _say(written: str) -> str:
    written = _LEVEL.sub(lambda level: f" {value(level[1].upper())} ", written)
    parts = _PARTS.findall(written.replace("(", " ").replace(")", " "))
    long = len(parts) > 5
    shout = long and written.islower()
    said = [_digits(part, long) if part[0].isdigit() else part.upper() if shout else part for part in parts]
    if (plural := _PLURAL.search(written)) and len(plural[1]) > 1 and len(said) > 1 and said[-1] == "s":
        said.pop()
        said[-1] = spellout.plural(said[-1])
    return " ".join(said)


def _special(context: Context, at: int) -> Reading | None:
    text = context.text
    if found := _NINERS.match(text, at):
        said = spellout.cardinal(found[1])
        return Reading(at, found.end(), f"{said}rs" if said.endswith("e") else f"{said}ers", "serial")
    if found := _LINES.match(text, at):
        return Reading(at, found.end(), f"{spellout.pairs(found[1])} {found[2]}", "serial")
    if (
        (found := _TIMES.match(text, at))
        and not _EXPRESSION.match(text, found.end())
        and "=" not in text[max(0, at - 3) : at]
    ):
        return Reading(at, found.end(), f"{spellout.number(found[1], context.british)} times", "serial")
    return None


def code(context: Context, at: int) -> Reading | None:
    """Read a code that words before it name as one: PINs, ZIP codes, ISBNs, order numbers."""
    text = context.text
    before = context.char_before(at)
    if before.isalnum() or (before and before in "$£€.,:/" and text[at - 2 : at - 1].isdigit()):
        return None
    found = _ISBN.match(text, at)
    if found and ("-" in found[0] or context.word_before(at).upper() in ("ISBN", "EAN")):
        return Reading(at, found.end(), _spelt(found[0]), "serial")
    found = _SPACED.match(text, at) or _CODE.match(text, at)
    if not found:
        return None
    digits = found[0].replace("-", "").replace(" ", "")
    if len(digits) < 3:
        return None
    if digits[0] == "0" and _ZEROED.match(found[0]):
        return Reading(at, found.end(), _spelt(found[0]), "serial")
    behind = re.findall(
        r"[a-z]+|#",
        text[max(0, at - 30) : at].lower().replace("no. ", "").rpartition(". ")[2].rpartition(";")[2],
    )[-4:]
    named = not _CODES.isdisjoint(behind) and (len(digits) >= 4 or not _SHORT_CODES.isdisjoint(behind))
    if (
        (named and _COUNTERS.isdisjoint(behind[-1:]))
        or (len(digits) in (5, 6) and behind[-1:] == ["to"] and "text" in behind)
        or behind[-2:] == ["ending", "in"]
        or (behind[-1:] == ["box"] and len(digits) > 4)
        or (behind[-1:] == ["#"] and len(digits) > 4)
    ):
        return Reading(at, found.end(), _spelt(found[0]), "serial")
    if zipped := _ZIP.match(text, at):
        word = context.word_before(at)
        if (
            "-" in zipped[0]
            or zoned(context, at)
            or (
                word[:1].isupper()
                and before == " "
                and (word.isupper() or word.rstrip(".").lower() not in _NAMES | {"the", "a", "over"})
            )
        ):
            return Reading(at, zipped.end(), _spelt(zipped[0]), "serial")
    return None


def _spelt(written: str) -> str:
    return ", ".join(
        [
            " ".join([spellout.digits(sign) if sign.isdigit() else sign for sign in part])
            for part in _GROUPS.split(written)
        ]
    )


def named(context: Context, at: int) -> Reading | None:
    """Read the number of a room, a flight, a road, a model: "Room 204", "RTX 4090"."""
    text = context.text
    if context.char_before(at) not in ("", " ", "-", "\n"):
        return None
    if (plane := _PLANE.match(text, at)) and (
        text[max(0, at - 7) : at] in ("Boeing ", "Airbus ") or _JET.fullmatch(plane[1])
    ):
        return Reading(at, plane.end(), f"{spellout.pairs(plane[1])} {spellout.pairs(plane[2])}", "serial")
    found = _NAMED.match(text, at)
    if not found:
        return None
    word = context.word_before(at) if text[at - 1] == " " else ""
    if not word:
        return None
    lowered = word.rstrip(".").lower()
    upper = word.isupper() and 2 <= len(word) <= 4 and word not in _LOUD
    if not (lowered in _NAMES and (word[0].isupper() or lowered in _COMMON)) and not upper:
        return None
    if text[found.end() : found.end() + 1].isalpha():
        return None
    if lowered in ("ca", "us", "i") and word.islower():
        return None
    return Reading(at, found.end(), spellout.pairs(found[0]), "serial")


_COMMON = wordlist(
    "room flight highway route interstate suite apartment apt gate error bus channel exit rm ste hwy rte "
    "flt bldg"
)
_LOUD = wordlist(
    "THE AND OR FOR TO OF IN AT BY ON IS IT WAS OVER ALL ONLY WITH JUST BC AD BCE CE FY NEW THAN FROM"
)
