"""What is counted, as tables write it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Currency", "Noun", "currencies", "nouns", "pairs"]


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted."""

    gender: str
    """m, f or n; nothing where numbers do not care."""
    forms: tuple[str, ...]
    """After one, after a few, after many, after a broken number: as many of them as differ."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A money, and its hundredths, where it has any."""

    unit: Noun
    hundredth: Noun | None = None


def _noun(gender: str, *forms: str) -> Noun:
    return Noun(gender.strip("-"), tuple(form.replace("_", " ") for form in forms))


def nouns(table: str) -> dict[str, Noun]:
    """Read lines of signs (parted by commas), gender and forms; `_` is a blank, `-` no gender."""
    found: dict[str, Noun] = {}
    for line in table.split("\n"):
        if line.strip():
            signs, gender, *forms = line.split()
            found |= dict.fromkeys(signs.replace("_", " ").split(","), _noun(gender, *forms))
    return found


def currencies(table: str) -> dict[str, Currency]:
    """Read lines as those of nouns, with the hundredths behind a bar."""
    found: dict[str, Currency] = {}
    for line in table.split("\n"):
        if line.strip():
            unit, _, hundredth = line.partition("|")
            signs, *words = unit.split()
            currency = Currency(_noun(*words), _noun(*hundredth.split()) if hundredth.strip() else None)
            found |= dict.fromkeys(signs.split(","), currency)
    return found


def pairs(table: str) -> dict[str, str]:
    """Read pairs of what is written and what is said, "z. B. = zum Beispiel", parted by semicolons."""
    found = {}
    for pair in table.split(";"):
        written, _, said = pair.partition(" = ")
        if said:
            found[written.strip()] = said.strip()
    return found
