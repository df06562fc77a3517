"""Which readers look at digits, in which order, and what must stand around the digits for each."""

from __future__ import annotations

__all__ = ["DIGIT"]

_EVERY = "a/:.,-%A1_*?"

DIGIT: tuple[tuple[str, str, str, str], ...] = (
    ("cardinal", "numerals.alone", "?", "o"),
    ("abbreviation", "undotted.counted", _EVERY, "s"),
    ("cardinal", "numerals.long_number", _EVERY, "Lswo"),
    ("cardinal", "number_tables.read", "/:.,-1", "Lsw"),
    ("cardinal", "numerals.grouped", "1.%", "Ls"),
    ("money", "slashed_dates.deal", "/", "Ls"),
    ("cardinal", "numerals.scores", "a,%", "Ls"),
    ("measure", "rates.rate", "a/.", "Ls"),
    ("measure", "rates.aged", "aA-", "Ls"),
    ("serial", "technical.hexadecimal", "a", "Ls"),
    ("serial", "technical.oil", "a", "Ls"),
    ("electronic", "electronic.read", "a/:.-%", "Lsw"),
    ("electronic", "electronic.read", ",A1_*?", "Lw"),
    ("date", "dates.after_month", "a/.,-%A1_*?", "s"),
    ("date", "dates.after_month", "-./,%A1_*?", "L"),
    ("date", "dates.day_first", "a-A_", "Ls"),
    ("date", "numeric_dates.numeric", "-/.", "Ls"),
    ("date", "slashed_dates.slashed", "/", "Ls"),
    ("serial", "technical.wireless", ".", "Ls"),
    ("serial", "serials.code", "/.,-%A1_*?", "Lso"),
    ("cardinal", "addresses.house", "aA1", "Ls"),
    ("telephone", "telephone.read", "-./%1_", "Ls"),
    ("telephone", "telephone.short", ".,%A1_*?", "Ls"),
    ("maths", "maths_functions.based", "%", "w"),
    ("maths", "maths.difference", "-_.,", "Ls"),
    ("maths", "maths.scientific", "a.,%A*", "Ls"),
    ("score", "scripture.numbered", "A", "Ls"),
    ("score", "scripture.verse", ":", "s"),
    ("score", "ranges.ratio", ":.", "Ls"),
    ("time", "times.read", "a:.-A_?,*", "Ls"),
    ("measure", "ranges.boards", "a%", "Ls"),
    ("measure", "ranges.dimension", "a.,%A1*", "Ls"),
    ("date", "years.read", "a-,/%A_", "Lsw"),
    ("money", "east_asian_money.read", "a.,", "Ls"),
    ("money", "money.after", "a.,-%A_*", "Lsw"),
    ("percent", "numerals.percent", "/.,-%A1_*", "Lsw"),
    ("measure", "compound_measures.read", "a/.,-%A1_*", "Ls"),
    ("measure", "measures.read", "a/.,-%A1_*", "Ls"),
    ("range", "ranges.ordinals", "a-_", "Ls"),
    ("ordinal", "numerals.ordinal", "a,", "Lsw"),
    ("fraction", "numerals.fraction", "/-1", "Ls"),
    ("serial", "serials.named", ".,-%A1_*?", "Ls"),
    ("range", "ranges.bracketed", "%", "L"),
    ("range", "ranges.span", "-_.,", "Ls"),
    ("serial", "serials.token", "a.-%", "Lsw"),
    ("serial", "serials.token", "/:,A1_*?", "Lw"),
    ("cardinal", "numerals.cardinal", _EVERY, "Lswo"),
)
"""
Numbers are so frequent that each reader names what must follow the first digits for it to have any hope,
and what may stand before them (see `shape.shape`).
"""
