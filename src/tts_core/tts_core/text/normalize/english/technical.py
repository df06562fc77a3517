"""Numbers of engineers: calibres, standards, openings of lenses, hexadecimals."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading
from tts_core.text.normalize.english import spellout

__all__ = ["aperture", "branch", "calibre", "hexadecimal", "oil", "standard", "wireless"]

_CALIBRE = expression(
    r"\.(\d\d|\d{3})(?=[- ]cal(?:iber|ibre|\.)?\b"
    r"| (?:rifle|pistol|revolver|handgun|round|bullet|shell|Magnum|Special)s?\b)"
)
_WIRELESS = expression(r"802\.(1[156]?|3)(?=[a-z]{0,2}(?![\w.]|-\d))(?! ?(?:%|[kMG]?Hz))")
_LETTERED_STANDARD = expression(r"\.(\d{3})(?![\w.])")


def calibre(context: Context, at: int) -> Reading | None:
    """Read a calibre: ".45 caliber"."""
    found = _CALIBRE.match(context.text, at)
    if not found or context.char_before(at).isalnum():
        return None
    return Reading(at, found.end(), spellout.pairs(found[1]), "serial")


_APERTURE = expression(r"/(\d{1,2}(?:\.\d)?)(?![\w/]|\.\d)")


def aperture(context: Context, at: int) -> Reading | None:
    """Read the opening of a lens, whose stroke stands at *at*: "f/1.8"."""
    text = context.text
    found = _APERTURE.match(text, at)
    if not found or text[at - 1 : at] not in ("f", "ƒ", "F") or at - 1 < context.floor:
        return None
    if text[at - 2 : at - 1].isalnum():
        return None
    return Reading(at - 1, found.end(), f"f {spellout.number(found[1])}", "serial")


_HEXADECIMAL = expression(r"0[xX]([\dA-Fa-f]{1,16})(?!\w)")


_BRANCH = expression(r"((?:\.\d{1,2}){1,4})(?![\w.]|-\d)|((?:\.\d{1,2}){1,4})(?=[.,;:)]?(?:\s|$))")
_STEM = expression(r"(?<![\w.@/-])[A-Z]{2,4}$")


def branch(context: Context, at: int) -> Reading | None:
    """Read the numbers after letters and a stop, which is at *at*: "BA.5"."""
    found = _BRANCH.match(context.text, at)
    if not found or not _STEM.search(context.text, max(context.floor, at - 6), at):
        return None
    parts = (found[1] or found[2])[1:].split(".")
    return Reading(at, found.end(), f" point {' point '.join(map(spellout.cardinal, parts))}", "serial")


_OIL = expression(r"(\d{1,2})W-?(\d{2})(?![\w]|-\d)")


def oil(context: Context, at: int) -> Reading | None:
    """Read the grade of an oil: "5W-30"."""
    found = _OIL.match(context.text, at)
    if not found:
        return None
    said = f"{spellout.cardinal(found[1])} W {spellout.cardinal(found[2])}"
    return Reading(at, found.end(), said, "serial")


def hexadecimal(context: Context, at: int) -> Reading | None:
    """Read a hexadecimal number, sign by sign: "0x1F"."""
    found = _HEXADECIMAL.match(context.text, at)
    if not found:
        return None
    said = [spellout.digits(sign) if sign.isdigit() else sign.upper() for sign in found[1]]
    return Reading(at, found.end(), " ".join(["zero x", *said]), "serial")


def wireless(context: Context, at: int) -> Reading | None:
    """Read a standard of the 802 family, whose part is a number of its own: "802.11ac"."""
    found = _WIRELESS.match(context.text, at)
    if not found or context.char_before(at).isalnum():
        return None
    return Reading(at, found.end(), f"eight oh two dot {spellout.cardinal(found[1])}", "serial")


def standard(context: Context, at: int) -> Reading | None:
    """Read the number of a standard after its one letter, whose full stop is at *at*: "H.264"."""
    found = _LETTERED_STANDARD.match(context.text, at)
    letter = context.text[max(context.floor, at - 2) : at]
    if not found or not letter[-1:].isupper() or (len(letter) > 1 and not letter[0].isspace()):
        return None
    return Reading(at, found.end(), f" {spellout.pairs(found[1])}", "serial")
