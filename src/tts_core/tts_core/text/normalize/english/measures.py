"""Measures: an amount and its unit, "5 km/h", "20-25 °C", feet and inches."""

from __future__ import annotations

import re
from functools import cache

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviation_list import QUADRANTS
from tts_core.text.normalize.english.abbreviations import ends_sentence
from tts_core.text.normalize.english.addresses import ROAD
from tts_core.text.normalize.english.money import describes
from tts_core.text.normalize.english.quantity import Quantity, quantity
from tts_core.text.normalize.english.units import CROWD, DESCRIBED, Unit, denominators, units

__all__ = ["pointed", "read", "symbol", "unit_after"]

_GUARDED = wordlist(
    "in A F C H T t h U st pt pts mo K S B d c. AU au rad rev NM MP ac min PM kt pc N J cd l s deg ton ea "
    "sf tn gr mb"
)
_CLOSED = wordlist("tn st pt U d c. S sf ea pc gr T B ac")
"""Symbols that mean something else when they stick to the number, or are too short to trust."""
_ROUND = wordlist("1 2 5 10 12 15 20 24 30 48 60 100 1000")
"""So many of a unit are what something may be counted by: "8 L/100 km"."""
_SAME_THING = [
    set(pair.split())
    for pair in ("bd ba", "BR BA", "km mi", "m ft", "cm in", "kg lb", "kg lbs", "g oz", "mph km")
]
_POWER = {"2": "square", "3": "cubic"}
_LENGTHY = expression(
    r" ?(?:$|[.,;:)\]!?]|x |by |tall|long|wide|deep|high|thick|in diameter|of (?:rain|snow|water|fabric)"
    r"|and|or|to \d)"
)
_WEATHER = expression(r" (?:outside|inside|today|tomorrow|tonight|oven|water|below|above|this|last|next)\b")
_AMPLE = expression(
    r" ?(?:$|[.,;:)\]!?]|of |at |and |or |to |is |in |for |from |on |with |was |per |than |as |away\b)"
)


@cache
def _pattern(british: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    def alternatives(names: dict[str, Unit]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    tail = r"(?![A-Za-z\d°µΩ])"
    first = re.compile(
        rf"(?P<gap>[ -]?)(?:(?P<word>square|cubic|sq\.?|cu\.?) )?(?P<unit>{alternatives(units(british))})"
        rf"(?:\^(?P<power>[23])|(?P<bare>(?<=m|t|n|i|d)[23]))?{tail}"
    )
    more = re.compile(
        rf" ?(?P<link>/|·|⋅| per )(?:(?P<count>\d{{1,4}}) "
        rf"?)?(?P<unit>{alternatives(denominators(british))})(?:\^(?P<power>-?[23])|(?P<bare>(?<=m|t|n|i|s)[23]))?{tail}"
    )
    return first, more


def read(context: Context, at: int) -> Reading | None:
    """Read an amount with its unit; the amount begins at *at*."""
    text = context.text
    if context.char_before(at).isalpha() or (
        context.char_before(at) == "-" and at > context.floor and text[at - 2 : at - 1].isalpha()
    ):
        return None
    amount = quantity(context, at)
    if amount is None:
        return None
    if scaled := _SCALED.match(text, amount.end):
        whole = f"{amount.said} {scaled[1]}"
        return _united(context, amount._replace(end=scaled.end(1), said=whole, single=False, second=None))
    if "/" in amount.first and amount.said.endswith(" quarters") and context.char_at(amount.end) == "-":
        amount = amount._replace(said=amount.said[:-1])
    return _united(context, amount)


_SCALED = expression(r"[ -](hundred|thousand|million|billion|trillion)(?=[ -](?!in\b)[A-Za-zµμ°Ω])")


_POINTED_INCHES = expression(r"\.(\d{1,4})(?:\"|'')(?!\w)")


def pointed(context: Context, at: int) -> Reading | None:
    """Read an amount that begins with its decimal point, at *at*, and its unit: ".5kg"."""
    before = context.char_before(at)
    if before.isalnum() or before == ".":
        return None
    if found := _POINTED_INCHES.match(context.text, at):
        return Reading(at, found.end(), f"{spellout.decimal('', found[1])} inches", "measure")
    return read(context, at)


def _united(context: Context, amount: Quantity) -> Reading | None:
    text = context.text
    first, more = _pattern(context.british)
    found = first.match(text, amount.end)
    if not found:
        return None
    symbol, gap, end = found["unit"], found["gap"], found.end()
    if symbol in ("T.", "t.") and not (gap == " " and re.match(r" [a-z]", text[end : end + 2])):
        symbol, end = symbol[0], end - 1
    if not gap and symbol in _CLOSED:
        return None
    if gap == "-" and len(symbol) == 1 and symbol not in "mgLhVW":
        return None
    degrees = symbol in ("C", "F") and not gap
    if (
        len(symbol) == 1
        and symbol.isupper()
        and not degrees
        and re.match(r"\. ?[A-Z\d]", text[end : end + 3])
    ):
        return None
    if (
        not gap
        and len(symbol) == 1
        and symbol in "ACFLNRSTHJsmgVWK"
        and _MODEL.search(text[max(0, amount.start - 20) : amount.start])
    ):
        return None
    noun = context.word_after(end)
    described = amount.second is None and (noun in DESCRIBED or noun.removesuffix("s") in DESCRIBED)
    if symbol in _GUARDED and not described and not _trusted(context, symbol, gap, amount, end):
        return None
    if symbol == "m" and not gap and context.word_after(end) in CROWD:
        return Reading(amount.start, end, f"{amount.said} million", "cardinal")
    if symbol == "s" and not gap and ("/" in amount.first or _JETS.fullmatch(amount.first)):
        return None
    if len(symbol) == 1 and text[end : end + 2] == "'s":
        return None
    if symbol in ("N", "S") and ROAD.search(text, max(0, amount.start - 14), amount.end):
        return None
    if symbol == "bps" and not _AMPLE.match(text, end):
        return None
    unit = units(context.british)[symbol]
    if (
        symbol == "bps"
        and amount.second is None
        and "." not in amount.first
        and int(re.sub(r"\D", "", amount.first) or 0) < 1000
    ):
        unit = Unit("basis point", "basis points")
    link = more.match(text, end)
    single = (
        amount.single
        or gap == "-"
        or described
        or (amount.second is None and describes(context, amount.start, link.end() if link else end))
    )
    said = unit.one if single else unit.many
    power = found["power"] or found["bare"]
    if power:
        said = f"{_POWER[power]} {said}"
    elif found["word"]:
        said = f"{'square' if found['word'].startswith('sq') else 'cubic'} {said}"
    rounds = 0
    while link and rounds < 4:
        below = denominators(context.british)[link["unit"]]
        if link["count"] and (
            link["count"] not in _ROUND or link["unit"][0] == "°" or {symbol, link["unit"]} in _SAME_THING
        ):
            break
        power = (link["power"] or link["bare"] or "").lstrip("-")
        if link["link"].strip() in ("/", "per"):
            name = below.one
            if power:
                name = (
                    f"{name} {'squared' if power == '2' else 'cubed'}"
                    if link["unit"] in ("s", "sec")
                    else f"{_POWER[power]} {name}"
                )
            if link["count"]:
                name = f"{spellout.cardinal(link['count'], context.british)} {below.many}"
            said += f" per {name}"
        else:
            said = f"{said.removesuffix('s')} {below.one if single else below.many}"
        end = link.end()
        link = more.match(text, end)
        rounds += 1
    if symbol == "°" and (compass := re.match(r" ?([NSEW])(?![\w])", text[end : end + 3])):
        said, end = f"{said} {QUADRANTS[compass[1]].lower()}", end + compass.end()
    if onward := _ONWARD.match(text, end):
        return Reading(amount.start, onward.end(), f"{amount.said} {said} to ", "measure")
    if _EITHER.match(text, end):
        return Reading(amount.start, end + 1, f"{amount.said} {said}, ", "measure")
    if symbol.endswith(".") and end == found.end() and text[end - 1] == "." and ends_sentence(context, end):
        said += "."
    elif (
        text[end : end + 1] == "."
        and symbol.isalpha()
        and end == found.end()
        and (symbol + "." in units() or _MID.match(text, end))
        and not ends_sentence(context, end + 1)
    ):
        end += 1
    return Reading(amount.start, end, f"{amount.said} {said}", "measure")


_MODEL = expression(
    r"\b(?:iPhone|iPad|Galaxy|Gate|Seat|Row|Room|Apartment|Unit|Pixel|Model|Nexus|Apt|Suite|Flat|Terminal|No\.|Nos\.|Number|Train|Bus|Line|Locker|Lot|Section|Box|Hall|Bay|Rm|Rm\.|Twp\.|Rge\.|Measure|Prop|Article|Part|Zone|District|Tier|Block|Phase|Stage|Runway|Rwy|ILS|Dock|Pier|Track"
    r"|Platform|Exit|Ste|Bldg|Dorm|Cell|Locker|Wing|Class|Grade|Year|Form|Level|Floor)\.? $",
    re.IGNORECASE,
)


def unit_after(context: Context, end: int) -> tuple[int, str]:
    """Return where a unit that begins at *end* ends, and its plural after a blank; or nothing of it."""
    first, more = _pattern(context.british)
    if context.char_at(end) == "/" and (stroke := more.match(context.text, end)) and not stroke["count"]:
        return stroke.end(), f" per {denominators(context.british)[stroke['unit']].one}"
    found = first.match(context.text, end)
    if not found or found["gap"] != " ":
        return end, ""
    unit = units(context.british)[found["unit"]]
    if link := more.match(context.text, found.end()):
        below = denominators(context.british)[link["unit"]]
        if link["link"] in ("/", " per "):
            return link.end(), f" {unit.many} per {below.one}"
        return link.end(), f" {unit.one} {below.many}"
    if found["unit"] in _GUARDED:
        return end, ""
    power = found["power"] or found["bare"]
    return found.end(), f" {_POWER[power] + ' ' if power else ''}{unit.many}"


def _trusted(context: Context, symbol: str, gap: str, amount: Quantity, end: int) -> bool:
    """Tell whether a symbol that is also a word or a letter is a unit here."""
    text = context.text
    if symbol == "in":
        follows = text[end : end + 1]
        return (gap == "-" and follows != "-") or follows == "^" or bool(_LENGTHY.match(text, end))
    if symbol in ("min", "l", "h", "s", "N", "J", "tn", "ton"):
        return True
    if symbol in ("C", "F"):
        return bool(_AMPLE.match(text, end) or _WEATHER.match(text, end))
    if symbol in ("A", "H", "T", "S"):
        return bool(_AMPLE.match(text, end)) and (gap == " " or symbol == "A")
    if symbol == "st":
        return gap == " " and bool(
            re.match(r" \d", text[end : end + 2])
            or re.search(r"[Ww]eigh\w{0,3} (?:\w+ )?$", text[max(0, amount.start - 20) : amount.start])
        )
    if symbol == "c." and (len(amount.first) < 3 or "/" in amount.first):
        return bool(re.match(r" [a-z]|$|[),;]", text[end : end + 2]))
    if symbol == "pts":
        return gap == " "
    if symbol in ("K", "pt"):
        return gap == " " and bool(_AMPLE.match(text, end))
    if symbol in ("d", "B", "U", "rev", "pc", "cd", "gr", "ea", "kt"):
        return False
    return bool(_AMPLE.match(text, end))


_ONWARD = expression(r"\.? ?[-–—] ?(?=\d[\d.,]{0,7} ?(?:°|[a-z]{2,4}\b|[mgLlVWAK]\b))")
_EITHER = expression(r"/(?=\d[\d.,]{0,7} ?(?:°|[a-z]{1,3}\b|mL\b))")
"""The same measure in another unit, after a stroke."""
_JETS = expression(r"7[0-8]7")
_MID = expression(r"\.(?= ?[a-z(,;@&])")
_SYMBOL = expression(r"kWh|km|kg(?!\w)")
_COUNT = wordlist(
    "million billion trillion thousand hundred dozen few many several ten twenty fifty five two three"
)


def symbol(context: Context, at: int) -> Reading | None:
    """Read a unit without an amount: "priced per kWh"."""
    _, more = _pattern(context.british)
    found = _SYMBOL.match(context.text, at)
    if not found:
        return None
    unit = units(context.british)[found[0]]
    if context.word_before(at).lower() in _COUNT:
        return Reading(at, found.end(), unit.many, "measure")
    if found[0] == "kg":
        return None
    end, said = found.end(), unit.many if context.word_before(at).lower() in ("in", "of") else unit.one
    if link := more.match(context.text, end):
        said = (
            f"{units(context.british)[found[0]].many} per {denominators(context.british)[link['unit']].one}"
        )
        end = link.end()
    return Reading(at, end, said, "measure")
