"""
The alphabet that KittenTTS was trained on, and what stands in for signs that it lacks.

The order of the symbols is the model's: a symbol's place is its token. Three places hold a sign
that comes again later; the later one counts, as it did in training.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from tts_onnx.voice.marks import AS_LATIN, is_silent

__all__ = ["ELLIPSIS", "PAD", "SPACE", "TOKENS", "TYPOGRAPHIC", "Quotes", "respelled"]

_MARKS = "$" + ';:,.!?¡¿—…"«»"" '
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_IPA = (
    "ɑɐɒæɓʙβɔɕçɗɖðʤəɘɚɛɜɝɞɟʄɡɠɢʛɦɧħɥʜɨɪʝɭɬɫɮʟɱɯɰŋɳɲɴøɵɸθœɶʘɹɺɾɻʀʁɽʂʃʈʧʉʊʋⱱʌɣɤʍχʎʏʑʐʒʔʡʕʢǀǁǂǃ"
    "ˈˌːˑʼʴʰʱʲʷˠˤ˞↓↑→↗↘'\u0329'ᵻ"
)
TOKENS = {symbol: token for token, symbol in enumerate(_MARKS + _LETTERS + _IPA)}
"""Symbol to token; without the padding, which no text may reach by writing its sign."""

PAD = TOKENS.pop("$")
ELLIPSIS, SPACE = TOKENS["…"], TOKENS[" "]

Quotes = Literal["compat", "typographic", "drop"]
TYPOGRAPHIC = {'"': 11, "“": 14, "”": 15, "„": 14, "‟": 14, "〝": 14, "〞": 15}
"""The tokens that double quotes had if the table was typographic before an editor flattened it."""

_ALIKE = {
    "g": "ɡ", "ʦ": "ts", "ʣ": "dz", "ʨ": "tɕ", "ʥ": "dʑ", "ꭧ": "tʂ", "ᵊ": "ə", "ⁿ": "n", "ˡ": "l", "ʳ": "ɹ",
    "ˀ": "ʔ", "ᶦ": "ɪ", "ᶷ": "ʊ", "ı": "ɪ", "ƞ": "n", "ɩ": "ɪ", "ɷ": "ʊ", "ʻ": "ʼ", "’": "ʼ",
    "‹": "«", "›": "»", "\u030d": "\u0329",
    "\u0303": "n",  # A nasal vowel: English says it with an n behind.
    **AS_LATIN, **dict.fromkeys("–‒―⸺⸻", "—"), **dict.fromkeys("⋯‥", "…"),
}  # fmt: skip
_NARROW = frozenset(
    "\u0361\u035c\u0325\u030a\u0324\u032a\u033a\u033b\u033c\u031a\u031c\u0339\u031d\u031e\u031f\u0320"
    "\u0308\u033d\u0318\u0319\u032f\u0330\u0334\u0306\u203f\u200d"
)
"""Detail of a narrow transcription that a broad one leaves out: ties, places, voicing, rounding."""


def respelled(ipa: str, quotes: Quotes = "compat") -> tuple[str, str]:
    """
    Spell *ipa* in the model's symbols; also return the symbols that have no place in it.

    Punctuation that the model does not know is left out: it makes no sound.
    """
    spelled: list[str] = []
    unknown: list[str] = []
    for symbol in unicodedata.normalize("NFC", ipa):
        if symbol in TYPOGRAPHIC:
            spelled.append(_quote(symbol, quotes))
        elif symbol.isspace():
            spelled.append(" ")
        elif symbol in TOKENS and symbol not in _ALIKE:
            spelled.append(symbol)
        else:
            for part in unicodedata.normalize("NFD", symbol):
                alike = _ALIKE.get(part, part)
                if all(each in TOKENS for each in alike):
                    spelled.append(alike)
                elif part not in _NARROW and not is_silent(part):
                    unknown.append(part)
    return "".join(spelled), "".join(dict.fromkeys(unknown))


def _quote(sign: str, quotes: Quotes) -> str:
    if quotes == "drop":
        return ""
    return '"' if quotes == "compat" else sign
