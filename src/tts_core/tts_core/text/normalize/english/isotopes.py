"""Isotopes whose mass is written before the element, raised: "¹⁴C"."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading
from tts_core.text.normalize.english import spellout

__all__ = ["LOWERED", "RAISED", "hyphened", "isotope"]

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ"
LOWERED = str.maketrans(RAISED, "0123456789+-ni")
_KNOWN = {
    "H": ("hydrogen", 1, 3), "He": ("helium", 3, 6), "Li": ("lithium", 6, 9), "Be": ("beryllium", 7, 10),
    "B": ("boron", 10, 11), "C": ("carbon", 11, 14), "N": ("nitrogen", 13, 16), "O": ("oxygen", 15, 18),
    "F": ("fluorine", 18, 19), "Na": ("sodium", 22, 24), "Mg": ("magnesium", 24, 28),
    "Al": ("aluminum", 26, 27), "Si": ("silicon", 28, 32), "P": ("phosphorus", 31, 33),
    "S": ("sulfur", 32, 36), "Cl": ("chlorine", 35, 37), "Ar": ("argon", 36, 41),
    "K": ("potassium", 39, 42), "Ca": ("calcium", 40, 48), "Cr": ("chromium", 50, 54),
    "Mn": ("manganese", 53, 55), "Fe": ("iron", 54, 60), "Co": ("cobalt", 56, 60), "Ni": ("nickel", 58, 64),
    "Cu": ("copper", 63, 67), "Zn": ("zinc", 64, 70), "Ga": ("gallium", 67, 71),
    "Ge": ("germanium", 68, 76), "Se": ("selenium", 74, 82), "Kr": ("krypton", 78, 86),
    "Rb": ("rubidium", 82, 87), "Sr": ("strontium", 84, 90), "Y": ("yttrium", 89, 91),
    "Zr": ("zirconium", 89, 96), "Mo": ("molybdenum", 92, 100), "Tc": ("technetium", 97, 99),
    "Ag": ("silver", 107, 111), "Cd": ("cadmium", 106, 116), "In": ("indium", 111, 115),
    "Sn": ("tin", 112, 124), "I": ("iodine", 123, 135), "Xe": ("xenon", 124, 136),
    "Cs": ("cesium", 131, 137), "Ba": ("barium", 130, 138), "Sm": ("samarium", 144, 154),
    "Lu": ("lutetium", 175, 177), "Ir": ("iridium", 191, 193), "Au": ("gold", 195, 199),
    "Hg": ("mercury", 196, 204), "Tl": ("thallium", 201, 205), "Pb": ("lead", 204, 214),
    "Bi": ("bismuth", 207, 214), "Po": ("polonium", 208, 218), "Rn": ("radon", 219, 222),
    "Ra": ("radium", 223, 228), "Ac": ("actinium", 225, 227), "Th": ("thorium", 227, 234),
    "Pa": ("protactinium", 231, 234), "U": ("uranium", 232, 239), "Np": ("neptunium", 236, 239),
    "Pu": ("plutonium", 236, 244), "Am": ("americium", 241, 243), "Cm": ("curium", 242, 248),
    "Cf": ("californium", 249, 254),
}  # fmt: skip
"""The names of elements, and between which masses people speak of them."""
_ISOTOPE = expression(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(ᵐ?)([A-Z][a-z]?)(?![a-z\d])")


def isotope(text: str, at: int) -> tuple[int, str] | None:
    """Return where the isotope at *at* ends and how it is written out: "carbon-14"."""
    found = _ISOTOPE.match(text, at)
    if not found or found[3] not in _KNOWN or (at and text[at - 1].isalnum()):
        return None
    name, low, high = _KNOWN[found[3]]
    mass = found[1].translate(LOWERED)
    if not low <= int(mass) <= high:
        return None
    return found.end(), f"{name}-{mass}{'m' if found[2] else ''}"


_HYPHENED = expression(r"([A-Z][a-z]?)-(\d{1,3})(m?)(?![\w]|-\d|\.\d)")
_SINGLE = {
    "C": "12 13 14",
    "U": "232 233 234 235 236 238",
    "K": "40",
    "P": "32 33",
    "S": "35",
    "I": "125 129 131",
    "H": "3",
}
"""What is said of elements of one letter, which are other names as well: vitamins, planes and roads."""
_RADIANT = expression(
    r"\b(?:isotopes?|radio\w*|nuclear|decay\w*|atoms?|dating|half-li\w+|enriched|uranium|element|therapy|dose|tracer|scan)\b"
)


def hyphened(context: Context, at: int) -> Reading | None:
    """Read an isotope whose mass is written after its element: "C-14", "Cs-137"."""
    found = _HYPHENED.match(context.text, at)
    if (
        not found
        or found[1] not in _KNOWN
        or context.char_before(at).isalnum()
        or context.char_before(at) == "-"
    ):
        return None
    name, low, high = _KNOWN[found[1]]
    if not low <= int(found[2]) <= high or (
        len(found[1]) == 1 and found[2] not in _SINGLE.get(found[1], "").split()
    ):
        return None
    if found[1] in ("H", "In", "As", "At") and not _RADIANT.search(
        context.text, max(0, at - 60), found.end() + 60
    ):
        return None
    said = f"{name} {spellout.pairs(found[2]) if found[2][-2:] != '00' else spellout.cardinal(found[2])}"
    return Reading(at, found.end(), f"{said}{' M' if found[3] else ''}", "chemistry")
