"""One pass over the text: from one place worth a look to the next, and the first reader that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading
from tts_core.text.normalize.english import dispatch
from tts_core.text.normalize.english.digit_shape import shape

if TYPE_CHECKING:
    from tts_core.text.normalize.rules import Rules

__all__ = ["scan"]

# Prose is skipped at full speed because the expression begins with one character class. A capital is
# worth a look where no small letter follows it or where it may begin an abbreviation; a full stop only
# after a letter or before something; a hyphen only before a number.
_CANDIDATE = expression(
    r"[A-Z0-9vkix(_@#$%&*+/<=>\\^`{|}~.:'\[\]\u00a2-\u00a9\u00ac-\u00b9\u00bb-\u00be×÷\u2020-\u2025\u2027"
    r"\u2030-\u2038\u203b-\u205e\u2070-\u20cf\u2100-\u2bff\u3003-\u3007\u3012-\u3020\ufdfc֏៛฿-]"
    r"(?:(?<=[^A-Zvkix(:'.-])|(?<=[a-zFGP\d']\()|(?<=[ (–-][ivx])(?=[ivxl]{0,6}(?![\w'’]))"
    r"|(?<=:)(?=\S)|(?<=')(?=[\ds])|(?<=\.)(?:(?<=[A-Za-z].)|(?=[\w/]))"
    r"|(?<=v)(?<!\w.)(?=s\.? )|(?<=k)(?<!\w.)(?=Wh\b|m/h\b|m²|r\.? ?\d|[gm](?!\w))"
    r"|(?<=-)(?=[\d.$£€¥<>-]|[a-z] [-+=*/] | \d{1,6}[a-z]? ?[=+])"
    r"|(?<=[\s(\"']-)(?=[A-Za-z]{1,12}(?![\w'’-]))|(?<=^-)(?=[A-Za-z](?!\w))"
    r"|(?<=[\da-z)] -)(?= \d{1,6}[a-z]{0,3}(?![\w,:/-]))"
    r"|(?<=[A-Z])(?<![A-Za-z].)(?:(?![a-z])|" + dispatch.CAPITALISED + r"))"
)
"""Where a written thing may be."""


def scan(text: str, british: bool, rules: Rules) -> list[Reading]:
    """Return what is read otherwise than it is written, in order."""
    context = Context(text, british, rules.prices == "short")
    readers = dispatch.tables(rules.off)
    readings: list[Reading] = []
    search = _CANDIDATE.search
    at = 0
    while found := search(text, at):
        at = found.start()
        sign = text[at]
        if sign.isdigit():
            sign = shape(text, at)
        elif sign == ".":
            after = text[at + 1 : at + 2]
            sign = ".0" if after.isdigit() else ". " if after.isspace() or not after else "."
        for reader in readers[sign]:
            reading = reader(context, at)
            if reading is not None:
                if reading.kind in _CALENDAR:
                    reading = _after_weekday(context, reading)
                readings.append(_spaced(reading, text, readings))
                at = context.floor = reading.end
                break
        else:
            at += 1
    return readings


_CALENDAR = frozenset(["date", "time"])


def _after_weekday(context: Context, reading: Reading) -> Reading:
    from tts_core.text.normalize.english import date_names  # Most texts hold no date.

    return date_names.after_weekday(context, reading)


def _spaced(reading: Reading, text: str, readings: list[Reading]) -> Reading:
    """Keep the words of a reading apart from the words it touches."""
    start, end, said, kind = reading
    if not said:
        return reading
    if said[0].isalnum() and start:
        touched = readings[-1].text[-1:] if readings and readings[-1].end == start else text[start - 1]
        if touched.isalnum() or touched in ")]":
            said = f" {said}"
    if said[-1].isalnum() and (
        text[end : end + 1].isalnum() or (kind == "maths" and text[end : end + 1] == "(")
    ):
        said = f"{said} "
    return reading if said is reading.text else Reading(start, end, said, kind)
