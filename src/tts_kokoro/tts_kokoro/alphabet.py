"""
What espeak-ng writes, in the alphabet that Kokoro learned from misaki.

misaki asks espeak-ng for ties, and makes one sign of what is tied
(https://github.com/hexgrad/misaki/blob/main/misaki/espeak.py). What espeak-ng ties is the same for nearly
every word of a language, so that it is known without asking.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["spelled"]

_SIGNS = {
    "aɪ": "I", "aʊ": "W", "dz": "ʣ", "dʒ": "ʤ", "eɪ": "A", "oʊ": "O", "ss": "S", "ts": "ʦ", "tʃ": "ʧ",
    "ɔɪ": "Y", "əʊ": "Q",
}  # fmt: skip
_TIED = {
    "es": ("aɪ", "aʊ", "dʒ", "eɪ", "ts", "tʃ"),
    "fr": ("aɪ", "aʊ", "dʒ", "eɪ", "oʊ", "ɔɪ", "əʊ"),
    "it": ("dz", "dʒ", "ss", "ts", "tʃ"),
    "pt": ("aɪ", "aʊ", "dʒ", "eɪ", "oʊ", "ts", "tʃ", "ɔɪ"),
}
_ALIKE = str.maketrans(
    {
        "g": "ɡ", "ʱ": "ʰ", "'": "ˈ", "–": "—",
        **dict.fromkeys("«„", "“"), **dict.fromkeys("»", "”"), **dict.fromkeys("।॥", "."),
        **dict.fromkeys("[{", "("), **dict.fromkeys("]}", ")"),
        **dict.fromkeys("-¿¡\u0361\u035c\u032a\u0329", ""),
    }
)  # fmt: skip
"""What stands in for a sign that the alphabet lacks; detail of a narrow transcription is left out."""
_SYLLABIC = re.compile(r"(\w)\u0329")


def spelled(ipa: str, language: str) -> str:
    """Spell the *ipa* of a word of *language*, a primary subtag of BCP-47, in the alphabet."""
    said = (
        unicodedata.normalize("NFD", ipa).replace("c\u0327", "ç").replace("r.", "ɽ")
    )  # As Hindi has it here.
    for tied in _TIED.get(language, ()):
        said = said.replace(tied, _SIGNS[tied])
    return _SYLLABIC.sub(r"ᵊ\1", said).translate(_ALIKE)
