"""
The alphabet of misaki, in which Kokoro and all that learned from it are told what to say, and IPA.

Its capitals are diphthongs: https://github.com/hexgrad/misaki/blob/main/EN_PHONES.md lists them.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MARKS", "from_ipa", "to_ipa"]

MARKS = frozenset(';:,.!?—…"()“” ')
"""What of the alphabet makes no sound of its own."""

_AS_IPA = str.maketrans(
    {"A": "eɪ", "I": "aɪ", "O": "oʊ", "W": "aʊ", "Y": "ɔɪ", "Q": "əʊ", "ʤ": "dʒ", "ʧ": "tʃ", "T": "ɾ"}
)
_SPELLINGS = (
    ("eɪ", "A"), ("aɪ", "I"), ("oʊ", "O"), ("əʊ", "O"), ("aʊ", "W"), ("ɔɪ", "Y"), ("dʒ", "ʤ"), ("tʃ", "ʧ"),
    ("ɜː", "ɜɹ"), ("ɝ", "ɜɹ"), ("ɚ", "əɹ"), ("l\u0329", "ᵊl"), ("n\u0329", "ᵊn"), ("m\u0329", "ᵊm"),
    ("ɾ", "T"), ("e", "ɛ"), ("r", "ɹ"), ("g", "ɡ"), ("ɫ", "l"), ("ɒ", "ɑ"), ("ɵ", "ʊ"), ("ɨ", "ᵻ"),
    ("ʔ", "t"), ("x", "k"), ("ʍ", "w"), ("\u0303", "n"), ("ː", ""), ("'", "ˈ"), (":", ""),
)  # fmt: skip
"""IPA of American English as people write it, spelled in the alphabet; in the order in which to see to it."""
_BRITISH_OTHERWISE = {
    "əʊ": "Q", "oʊ": "Q", "ɜː": "ɜː", "ɝ": "ɜː", "ɚ": "ə", "ɾ": "t", "ɒ": "ɒ", "ː": "ː", ":": "ː", "eə": "ɛː",
    "æ": "a",
}  # fmt: skip
"""What is spelled otherwise in British English, which has long vowels, and no r behind them."""
_BRITISH = tuple(
    (written, _BRITISH_OTHERWISE.get(written, spelled))
    for written, spelled in (("eə", ""), *_SPELLINGS, ("æ", ""))
)
_NO_SOUND = re.compile(r"[./\[\]\-\u0361\u035c\u200d\u0325\u032a\u030a\u032c\u02b0\u02e0]")
"""Strokes between syllables, brackets, ties, and detail of a narrow transcription."""


def from_ipa(ipa: str, *, british: bool = False) -> str:
    """Spell a reading in IPA, of American or of British English, in the alphabet."""
    said = _NO_SOUND.sub("", unicodedata.normalize("NFD", ipa).replace("c\u0327", "ç"))
    for written, spelled in _BRITISH if british else _SPELLINGS:
        said = said.replace(written, spelled)
    return said


def to_ipa(phonemes: str) -> str:
    """Write what is spelled in the alphabet in IPA."""
    return phonemes.translate(_AS_IPA)
