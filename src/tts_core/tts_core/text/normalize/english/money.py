"""Money: the sign or code of a currency before or after an amount."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.context import NUMBER, Context, Reading, wordlist
from tts_core.text.normalize.english import spellout
from tts_core.text.normalize.english.abbreviations import ends_sentence
from tts_core.text.normalize.english.currencies import CURRENCIES, Currency
from tts_core.text.normalize.english.quantity import SIGNS
from tts_core.text.normalize.english.slashed_words import SHORT_PERIODS

__all__ = ["MAGNITUDES", "ROUND", "after", "before", "describes", "noun_follows"]

_BY_SIZE = sorted(CURRENCIES, key=len, reverse=True)
_CODES = [code for code in _BY_SIZE if code.isascii() and code.isalpha() and code.isupper()]

MAGNITUDES = {
    "k": "thousand", "K": "thousand", "thousand": "thousand", "m": "million", "M": "million", "mm": "million",
    "MM": "million", "mn": "million", "mil": "million", "million": "million", "b": "billion", "B": "billion",
    "bn": "billion", "Bn": "billion", "billion": "billion", "T": "trillion", "t": "trillion",
    "tn": "trillion",
    "trn": "trillion", "trillion": "trillion", "quadrillion": "quadrillion", "lakh": "lakh", "lakhs": "lakh",
    "crore": "crore", "crores": "crore", "cr": "crore", "Cr": "crore", "hundred": "hundred", "dozen": "dozen",
    "Million": "million", "Billion": "billion", "Trillion": "trillion", "MILLION": "million",
    "BILLION": "billion", "Bil": "billion", "bil": "billion",
}  # fmt: skip

_SIGN = "|".join(re.escape(sign) for sign in _BY_SIZE if sign not in ("zł", "Kč", "Ft"))
_AMOUNT = rf"(?:\d{{1,3}}(?:'\d{{3}}){{1,4}}(?:\.\d\d)?(?!['\d])|{NUMBER}|\.\d{{1,40}})"
_MAGNITUDE = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
_PER = (
    r"(?:(?:/| per (?=kWh|MWh|sq|lb|oz|km|kg|hr|GB|bbl|wk|yr|mo\b))(?P<per>hr|hour|h|day|week|wk|month"
    r"|mo|year|yr|min|"
    r"minute|sq ft|kg|lb|lbs|oz|mile|mi|km|gallon|gal|night|person|user|seat|unit|each|ea|doz|dozen|GB|share"
    r"|barrel|bbl|ton|kWh|"
    r"MWh|page|word|L|liter|litre)\b\.?)?"
)
_BEFORE = expression(
    rf"(?P<sign>{_SIGN}) ?(?P<minus>[-−]?)"
    rf"(?P<low>\d{{1,3}}(?:\.\d{{3}}){{1,4}},\d\d(?!\d)|{_AMOUNT}(?:,\d\d(?![\d,.]))?)"
    rf"(?: ?(?P<lowmag>{_MAGNITUDE})(?![A-Za-z]))?"
    rf"(?:(?: ?[-–—] ?)(?:{_SIGN})?(?P<high>{_AMOUNT}))?"
    rf"(?P<gap>[ -]?)(?P<magnitude>(?<=\d)(?:{_MAGNITUDE})|(?<=[ -])(?:{_MAGNITUDE}))?(?![A-Za-z\d])"
)
_SHARED = expression(
    rf" (?:to|and|or) (?:{_SIGN}) ?{_AMOUNT} ?(?:million|billion|trillion|[mb]n|[MB])(?![A-Za-z])"
)
"""What follows an amount whose magnitude is written with the next one: "$2 to $3 million"."""
_END = expression(_PER)
_AFTER = expression(
    rf"(?P<low>{_AMOUNT}(?:,\d\d(?![\d,.]))?)(?:(?: ?[-–—] ?)(?P<high>{_AMOUNT}))?"
    rf"(?: ?(?P<magnitude>{_MAGNITUDE})(?![A-Za-z]))?"
    rf" ?(?P<sign>US\$|[$£€¥₹₩₽₺₪₫₴฿₱₿¢]|(?:{'|'.join(_CODES)}|zł|kr|Kč)(?![A-Za-z]))(?! ?\d)"
)
_PERS = SHORT_PERIODS | {
    "doz": "dozen", "h": "hour", "lbs": "pound", "lb": "pound", "oz": "ounce", "L": "liter", "mi": "mile",
    "km": "kilometer", "kg": "kilogram", "gal": "gallon", "ea": "each", "GB": "gigabyte", "bbl": "barrel",
    "sq ft": "square foot", "kWh": "kilowatt hour", "MWh": "megawatt hour",
}  # fmt: skip
_NOT_NOUNS = wordlist(
    "and or to for in per a an each on at of from is was are were off more less by with if when but "
    "as than that until till into over under since after before the my your his her its our their it "
    "he she we they you i today tomorrow yesterday now then which who would will could should can may "
    "might must has had have does did do not so too also only just"
)


def _amount(low: str, british: bool) -> str:
    return spellout.lakhs(low, british) or spellout.number(low, british)


def _cents(value: str, currency: Currency) -> str:
    return currency.cent if value == "01" else currency.cents


def _priced(written: str) -> int:
    """Count how sure it is that *written* is a price: two places are, none may be."""
    places = written.partition(".")[2]
    return 2 if len(places) == 2 else -2 if places else 0


def _exact(written: str, currency: Currency, context: Context, single: bool = False) -> str:
    """Say an amount to the cent: "three dollars and fifty cents", or "three fifty" for who asks."""
    british = context.british
    whole, _, places = written.replace(",", "").partition(".")
    units = whole.lstrip("0")
    name = currency.one if single or units == "1" else currency.many
    if not places.strip("0") and len(places) <= 2:
        return f"{spellout.lakhs(written, british) or spellout.cardinal(units, british)} {name}"
    if not currency.cent or len(places) > 2:
        return f"{spellout.number(written, british)} {currency.one if single else currency.many}"
    places = places.ljust(2, "0")
    small = spellout.cardinal(places, british)
    named = f"{small} {currency.cent if single else _cents(places, currency)}"
    if not units:
        return named
    head = spellout.cardinal(units, british)
    if context.short_prices and len(units) < 3:
        return f"{head} {'oh ' if places[0] == '0' else ''}{small}"
    return f"{head} {name} and {named}"


def describes(context: Context, start: int, end: int) -> bool:
    """Tell whether the amount stands before a noun that it describes: "a $5 bill"."""
    text = context.text
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():
        return True
    before = context.word_before(start)
    if context.word_after(end) in _PRICED and context.char_at(end) == " ":
        return True
    described = before.islower() and _DETERMINED.search(text[max(0, start - 30) : start])
    if before.lower() not in _DETERMINERS and not described:
        return False
    return noun_follows(context, end)


def noun_follows(context: Context, end: int) -> bool:
    """Tell whether a noun that an amount may describe stands after *end*, as far as its looks go."""
    if context.char_at(end) != " ":
        return False
    after = context.word_after(end)
    if not (after.islower() or (after.isupper() and len(after) > 1)) or after in _NOT_NOUNS:
        return False
    return not after.endswith(("ed", "ly", "ing"))


_DETERMINERS = wordlist("a an another every the this that his her their my our its your")
_PRICED = wordlist(
    "checks bills tickets notes coupons coins fines prizes bonds vouchers banknotes cheques stamps"
)
_DETERMINED = expression(r"\b(?:[Aa]|[Aa]n) [a-z-]{2,20} $")


def _sign_before(context: Context, at: int) -> tuple[int, str]:
    text = context.text
    if at > context.floor and text[at - 1] in "-−–+~±<>≈":
        outer = text[at - 2] if at > 1 else " "
        if not (outer.isalnum() or outer in "$£€)"):
            return at - 1, SIGNS[text[at - 1]]
    return at, ""


def _decimal_comma(written: str) -> str:
    """Take the comma of "€5,50" for a decimal point, the strokes of "1'250" for commas."""
    written = written.replace("'", ",")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d\d", written):
        return written.replace(".", "").replace(",", ".")
    if re.search(r",\d\d$", written) and not re.search(r"\d,\d{2},\d\d$", written):
        return written[:-3].replace(",", "") + "." + written[-2:]
    return written


def _per(context: Context, end: int) -> tuple[int, str]:
    found = _END.match(context.text, end)
    if found and found["per"]:
        unit = _PERS.get(found["per"], found["per"])
        past = found.end()
        if context.text[past - 1] == "." and (unit == found["per"] or ends_sentence(context, past)):
            past -= 1
        return past, f" {unit}" if unit == "each" else f" per {unit}"
    return end, ""


_TITLED = expression(r" [A-Z][a-z]+ [A-Z][a-z]+")


ROUND = {
    "100": "hundreds", "1000": "thousands", "10000": "tens of thousands", "100000": "hundreds of thousands",
    "1000000": "millions",
}  # fmt: skip
_NOTES = expression(r"\$(\d{1,3})s(?!\w)")
_NAMED = expression(r" (USD|CAD|AUD|NZD|HKD|SGD|MXN)(?!\w)")
_MANY = expression(r"[$£€](1[0,]{2,8}0)s(?!\w)")


def before(context: Context, at: int) -> Reading | None:
    """Read an amount whose currency is written first, at *at*."""
    if (many := _MANY.match(context.text, at)) and (scores := ROUND.get(many[1].replace(",", ""))):
        return Reading(at, many.end(), f"{scores} of {CURRENCIES[context.text[at]].many}", "money")
    if notes := _NOTES.match(context.text, at):
        return Reading(at, notes.end(), spellout.plural(spellout.cardinal(notes[1])), "money")
    found = _BEFORE.match(context.text, at)
    if not found or (context.text[at].isalpha() and context.char_before(at).isalnum()):
        return None
    currency = CURRENCIES[found["sign"]]
    british = context.british
    low, high = _decimal_comma(found["low"]), found["high"] and found["high"].replace("'", ",")
    magnitude = found["magnitude"] or (found["lowmag"] if not high else None)
    if found["lowmag"] and high and not magnitude:
        return None
    end = (
        found.end("magnitude")
        if found["magnitude"]
        else max(found.end("low"), found.end("high"), found.end("lowmag"))
    )
    start, sign = _sign_before(context, at)
    if found["minus"]:
        sign = "minus "
    if magnitude and "." not in low and low == "0":
        magnitude = None
    if found["sign"] == "$" and (named := _NAMED.match(context.text, end)):
        currency, end = CURRENCIES[named[1]], named.end()
    articled = context.word_before(start).lower() in ("the", "a", "its", "their", "this")
    titled = bool(magnitude and articled and _TITLED.match(context.text, end))
    single = titled or describes(context, start, end)
    less = bool(high and _LESS.match(context.text, found.end("low")) and _value(low) > _value(high))
    if high and not magnitude and not found["lowmag"] and (less or _priced(low) + _priced(high) > 1):
        link = "minus" if less else "to"
        said = f"{_exact(low, currency, context)} {link} {_exact(high, currency, context)}"
    elif high or magnitude:
        said = _amount(low, british)
        if found["lowmag"] and found["lowmag"] != magnitude:
            said += f" {MAGNITUDES[found['lowmag']]}"
        if high:
            said += f" to {_amount(high, british)}"
        if magnitude:
            said += f" {MAGNITUDES[magnitude]}"
        said += f" {currency.one if single else currency.many}"
    elif single and "." not in low:
        said = f"{_amount(low, british)} {currency.one}"
    elif _SHARED.match(context.text, end):
        said = _amount(low, british)
    else:
        said = _exact(low, currency, context, single)
    end, per = _per(context, end)
    return Reading(start, end, sign + said + per, "money")


_LESS = expression(r" [-−] ?[$£€]")


def _value(written: str) -> float:
    return float(written.replace(",", ""))


def after(context: Context, at: int) -> Reading | None:
    """Read an amount whose currency is written last; the number begins at *at*."""
    found = _AFTER.match(context.text, at)
    if not found:
        return None
    british = context.british
    low, magnitude = _decimal_comma(found["low"]), found["magnitude"]
    high = found["high"] and found["high"].replace("'", ",")
    start, sign = _sign_before(context, at)
    end = found.end()
    if found["sign"] == "¢":
        said = spellout.number(low, british) + (f" to {spellout.number(high, british)}" if high else "")
        one = (low == "1" and not high) or describes(context, start, end)
        end, per = _per(context, end)
        return Reading(start, end, f"{sign}{said} {'cent' if one else 'cents'}{per}", "money")
    currency = CURRENCIES[found["sign"]]
    if high or magnitude:
        said = _amount(low, british) + (f" to {_amount(high, british)}" if high else "")
        said += f" {MAGNITUDES[magnitude]}" if magnitude else ""
        said += f" {currency.many}"
    else:
        said = _exact(low, currency, context)
    end, per = _per(context, end)
    return Reading(start, end, sign + said + per, "money")
