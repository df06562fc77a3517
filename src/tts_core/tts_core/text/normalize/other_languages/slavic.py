"""How Slavic nouns follow numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tts_core.text.normalize.other_languages.language import Noun

__all__ = ["few", "slavic_form"]


def few(digits: str) -> bool:
    """Say whether a number takes the noun of two, three and four."""
    value = int(digits[-2:])
    return value % 10 in (2, 3, 4) and value not in (12, 13, 14)


def slavic_form(noun: Noun, digits: str, places: str | None, *, tens: bool, oblique: bool = False) -> str:
    """
    Return *noun* as it stands behind a number; *tens* where 21 takes the noun of one.

    In the genitive (*oblique*) one thing is in the singular, all others in the plural.
    """
    forms = noun.forms
    one = digits.lstrip("0") == "1" or (tens and digits[-1:] == "1" and digits[-2:] != "11")
    if len(forms) < 3:
        return forms[0] if one and places is None else forms[-1]
    broken = forms[3] if len(forms) > 3 else forms[1]
    if places is not None:
        return broken
    if oblique:
        return broken if one else forms[2]
    if one:
        return forms[0]
    return forms[1] if few(digits) else forms[2]
