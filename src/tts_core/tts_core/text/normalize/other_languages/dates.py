"""Dates, in numbers and with the names of months, and years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.normalize.context import Reading
from tts_core.text.normalize.other_languages.grammar import Date

if TYPE_CHECKING:
    import re

    from tts_core.text.normalize.other_languages.context import Context

__all__ = ["in_numbers", "short", "written", "year"]


def in_numbers(context: Context, at: int) -> Reading | None:
    """Read "3.5.2024", "03/05/24" and "2024-05-03"."""
    language = context.language
    found = context.patterns.number_date.match(context.text, at)
    if found is None or not language.months or (language.year_first and not found["iso"]):
        return None
    if found["iso"]:
        day, month, year = found["isoday"], found["isomonth"], found["iso"]
    else:
        day, month, year = found["day"], found["month"], found["year"]
        if language.month_first and int(day) <= 12:
            day, month = month, day
        if len(year) == 2:
            year = f"{'19' if int(year) > 50 else '20'}{year}"
    return _date(context, found, int(day), int(month), year)


def short(context: Context, at: int) -> Reading | None:
    """Read a day and a month in numbers, where it is plain that they are no fraction."""
    language = context.language
    found = context.patterns.short_date.match(context.text, at)
    if found is None or not language.months or language.year_first:
        return None
    if found["other"] and context.around(at, at).before.lower() not in language.date_words:
        return None
    if found["month"] and "." not in language.date_marks:
        return None
    return _date(context, found, int(found["day"]), int(found["month"] or found["other"]), "")


def _date(context: Context, found: re.Match[str], day: int, month: int, year: str) -> Reading | None:
    language = context.language
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    date = Date(day, language.months[month - 1], year)
    said = language.grammar.date(date, context.around(*found.span()))
    return Reading(found.start(), found.end(), said, "date")


def written(context: Context, at: int) -> Reading | None:
    """Read "3. Mai 2024", "1er mai", "3 de mayo de 2024", and the first day of two."""
    language = context.language
    found = context.patterns.written_date.match(context.text, at)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    month = language.months[language.written_months[found["month"].lower()] - 1]
    around = context.around(at, found.end())
    date = Date(int(found["day"]), month, found["year"] or "", found["rank"] or "")
    said = language.grammar.date(date, around)
    if found["first"]:
        grammar, word = language.grammar, found["and"] or language.to
        first = grammar.date(Date(int(found["first"]), "", ""), around).strip()
        if found["and"]:
            said = grammar.date(date, around._replace(before=word, earlier=""))
        elif language.since and around.before.lower() not in grammar.prepositions:
            first = f"{language.since} {first}"
        said = f"{first} {word} {said}"
    return Reading(at, found.end(), said, "date")


def year(context: Context, at: int) -> Reading | None:
    """Read a year by the word behind it, in the form that the word has."""
    found = context.patterns.month_year.match(context.text, at)
    if found is None:
        return None
    around = context.around(at, found.end())
    said = context.language.grammar.named_year(found["year"], found["year_word"], around)
    return Reading(at, found.end(), said, "date") if said else None
