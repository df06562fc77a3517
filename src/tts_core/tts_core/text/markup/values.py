"""Durations, rates and names as markup writes them."""

from __future__ import annotations

from ..expression import expression

__all__ = ["LEVELS", "LONGEST_PAUSE", "rate", "seconds"]

LEVELS = ("strong", "moderate", "reduced", "none")
"""How strong an emphasis may be."""
LONGEST_PAUSE = 600.0
"""A pause is audio that must be held; ten minutes of it are a slip of the pen."""

_DURATION = expression(r"\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})[ \t]?(ms|s)")
_RATE = expression(r"([-+]?)(\d{1,4}(?:\.\d{0,9})?|\.\d{1,9})(%?)")
_RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.6}


def seconds(written: str) -> float:
    """Read "500ms" or "1.5s"; raise ValueError with what is wrong."""
    found = _DURATION.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"{written!r} is no duration")
    length = float(found[1]) / (1000 if found[2] == "ms" else 1)
    if length > LONGEST_PAUSE:
        raise ValueError(f"{written!r} is too long a pause")
    return length


def rate(written: str) -> float:
    """Read "0.9", "90%", "+10%" or "slow" as a factor; raise ValueError with what is wrong."""
    named = _RATES.get(written.strip())
    if named is not None:
        return named
    found = _RATE.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"{written!r} is no rate")
    sign, number, percent = found.groups()
    if sign and not percent:
        raise ValueError(f"{written!r} is no rate")
    factor = float(number) / (100 if percent else 1)
    if sign:
        factor = 1 + factor if sign == "+" else 1 - factor
    if not 0.1 <= factor <= 10:
        raise ValueError(f"{written!r} is a rate out of reach")
    return factor
