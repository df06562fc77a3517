"""Numbers with a sign or a unit: money, percent, units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Reading
from tts_core.text.normalize.other_languages.amounts import plain_digits

if TYPE_CHECKING:
    import re

    from tts_core.text.normalize.other_languages.context import Context
    from tts_core.text.normalize.other_languages.grammar import Surroundings
    from tts_core.text.normalize.other_languages.language import Noun

__all__ = ["money", "percent", "unit"]

_YEAR = expression(r"[12]\d{3}")
_STROKE = expression(r"/([^\W\d_]{1,12}[²³]?)(?!\w)")


def money(context: Context, at: int) -> Reading | None:
    """Read a sum of money."""
    language = context.language
    found = context.patterns.money.match(context.text, at)
    sign = found and (found["front"] or found["back"])
    if found is None or not sign:
        return None
    grammar, currency = language.grammar, language.currencies[sign]
    digits, places, end = plain_digits(found), found["places"], found.end()
    if found["more"]:
        places = found["more"]  # 12€50
    if found["cents"]:
        places = found["cents"] if found["cents"].isdecimal() else "00"
    if places and len(places) == 2 and not places.strip("0") and not found["scale"]:
        places = None
    if places and not currency.hundredth:
        places = places.rstrip("0") or None
    around = context.around(at, end)
    if found["scale"]:
        scale = language.scales.get(found["scale"]) or language.multiples[found["scale"]]
        number, of = _said(context, scale, digits, places, around), language.of if scale.gender else ""
        said = f"{number}{grammar.gap}{grammar.of(of, grammar.many(currency.unit))}"
    elif places and len(places) == 2 and currency.hundredth:
        small = places.lstrip("0")
        coins = _said(context, currency.hundredth, small, None, around)
        if not digits.strip("0"):
            said = coins
        else:
            bare = grammar.cardinal(small) if not language.cents else coins
            said = f"{_said(context, currency.unit, digits, None, around)}{language.joined}{bare}"
    else:
        said = _said(context, currency.unit, digits, places, around)
        if language.of and not places and digits.endswith("000000"):
            name = grammar.many(currency.unit)
            said = f"{said.removesuffix(name)}{grammar.of(language.of, name)}"
    return _with_stroke(context, Reading(at, end, said, "money"))


def percent(context: Context, at: int) -> Reading | None:
    """Read a number with a percent sign."""
    language = context.language
    if context.text[at] == "%":
        found = context.patterns.percent_front.match(context.text, at) if language.percent_first else None
        noun = language.percent
    else:
        found = context.patterns.measure.match(context.text, at)
        if found is None or not (found["percent"] or found["permille"]):
            return None
        noun = language.percent if found["percent"] else language.permille
    if found is None or not noun.forms[0]:
        return None
    around = context.around(at, found.end())
    said = _said(
        context,
        noun,
        plain_digits(found),
        found["places"],
        around,
        first=language.percent_first or language.percent_before,
    )
    return Reading(at, found.end(), said, "percent")


def unit(context: Context, at: int) -> Reading | None:
    """Read a number with a unit of measurement, or with a short word for millions."""
    language = context.language
    found = context.patterns.measure.match(context.text, at)
    if found is None:
        return None
    noun = language.units.get(found["unit"] or "") or language.scales.get(found["scale"] or "")
    if noun is None or (found["unit"] in language.like_words and _YEAR.fullmatch(found["whole"])):
        return None
    end = found.end()
    if found["unit"] == "K" and context.text[end - 2].isdecimal():
        return None  # "4K" is no temperature.
    around = context.around(at, end)
    said = _said(context, noun, plain_digits(found), found["places"], around)
    if found["scale"] and found["scale"].endswith(".") and context.text[end : end + 1] in ("", "\n"):
        said += "."
    return _with_stroke(context, Reading(at, end, said, "measure"))


def _said(
    context: Context,
    noun: Noun,
    digits: str,
    places: str | None,
    around: Surroundings,
    *,
    first: bool = False,
) -> str:
    """Say so many of *noun*."""
    grammar = context.language.grammar
    form = grammar.of_noun(noun, around)
    number = grammar.decimal(digits, places, form) if places else grammar.cardinal(digits, form)
    parts = [number, grammar.counted(noun, digits, places, form)]
    return grammar.gap.join(reversed(parts) if first else parts).replace("' ", "'")


def _with_stroke(context: Context, reading: Reading) -> Reading:
    """Read the stroke behind a unit and the unit below it: "g/l"."""
    language = context.language
    found: re.Match[str] | None = _STROKE.match(context.text, reading.end)
    if found is None or not language.per:
        return reading
    below = language.units.get(found[1])
    named = below.forms[0] if below else found[1]
    gap = language.grammar.gap
    return Reading(reading.start, found.end(), f"{reading.text}{gap}{language.per}{gap}{named}", reading.kind)
