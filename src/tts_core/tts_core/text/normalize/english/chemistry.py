"""Chemical formulas, letter by letter where the letters are elements."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist
from tts_core.text.normalize.english import spellout

__all__ = ["read"]

_ELEMENTS = wordlist(
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br "
    "Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm "
    "Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm"
)
_FORMULA = expression(
    r"(?:[A-Z][a-z]?\d{0,3}|\([A-Z][A-Za-z\d]{1,10}\)\d{0,2}){1,14}(?:\^?(\d?)([+-]))?(?![\w])"
)
_PART = expression(r"[A-Z][a-z]?|\d+")
_ORGANIC = frozenset("HCNO")
_PAIRED = frozenset(["H2", "O2", "N2", "O3", "Cl2", "Br2"])
_IONS = wordlist("Na K Li Ca Mg Cl H OH NO3 SO4 NH4 Fe Cu Zn Al Ag HCO3 PO4 CO3 Br F I Ba H3O")


def read(context: Context, at: int) -> Reading | None:
    """Read a formula that begins at *at*."""
    text = context.text
    beyond = text[at + 1 : at + 2]
    if not (beyond.isalnum() or beyond in "(^+-"):
        return None
    found = _FORMULA.match(text, at)
    if not found or (at and (text[at - 1].isalnum() or text[at - 1] in "-_.")):
        return None
    charge = found[2]
    body = text[at : found.start(2) - len(found[1])].rstrip("^") if charge else found[0]
    parts = _PART.findall(body)
    elements = [part for part in parts if part[0].isalpha()]
    if not all(element in _ELEMENTS for element in elements):
        return None
    after = text[found.end() : found.end() + 1]
    if charge and (body not in _IONS or after.isalnum() or (charge == "-" and after == "-")):
        return None
    if not charge:
        if body.isupper() and _ORGANIC.isdisjoint(elements):
            return None
        if not any(map(str.isdigit, body)) or (len(elements) < 2 and body not in _PAIRED):
            return None
        if after == "-" or (after == "." and text[found.end() + 1 : found.end() + 2].isalnum()):
            return None
    said = " ".join([spellout.code(part) if part.isdigit() else part for part in parts])
    if charge:
        said += f" {spellout.cardinal(found[1])}" if found[1] else ""
        said += " plus" if charge == "+" else " minus"
    return Reading(at, found.end(), said, "chemistry")
