"""Which classes of written things are put into words, each switchable by its name."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

__all__ = ["CLASSES", "Rules"]

CLASSES: tuple[str, ...] = (
    "abbreviation",
    "cardinal",
    "chemistry",
    "date",
    "electronic",
    "emoji",
    "entity",
    "fraction",
    "homograph",
    "initialism",
    "markdown",
    "maths",
    "measure",
    "money",
    "ordinal",
    "pause",
    "percent",
    "range",
    "roman",
    "score",
    "serial",
    "symbol",
    "telephone",
    "time",
    "unicode",
)
"""The name of every class, as `Rules.off` takes it and `Token.kind` gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """
    What the normaliser may rewrite.

    A class that is off is left to the classes that remain: with "money" off, "$5" is a symbol and a
    number. With "cardinal" off as well, digits stay digits.
    """

    off: frozenset[str] = frozenset()
    """Names of the classes that are switched off."""
    emoji: Literal["drop", "name"] = "drop"
    """Whether an emoji is dropped, with a warning, or said by its name."""
    prices: Literal["full", "short"] = "full"
    """Whether "$3.50" is "three dollars and fifty cents" or "three fifty"."""

    def __post_init__(self) -> None:
        if isinstance(self.off, str):
            raise TypeError(f"off takes a set of class names, such as {{{self.off!r}}}, not one string")
        object.__setattr__(self, "off", frozenset(self.off))
        for name in sorted(self.off):
            if name not in CLASSES:
                near = get_close_matches(name, CLASSES, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(CLASSES)}"
                raise ValueError(f"unknown class of written things {name!r}; {hint}")
        if self.emoji not in ("drop", "name"):
            raise ValueError(f"emoji must be 'drop' or 'name', not {self.emoji!r}")
        if self.prices not in ("full", "short"):
            raise ValueError(f"prices must be 'full' or 'short', not {self.prices!r}")
