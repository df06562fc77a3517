"""What was left as it is written: digits and signs that a voice may say wrong, or not at all."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.spans import VERBATIM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core.text.normalize.rules import Rules
    from tts_core.text.spans import Token

__all__ = ["unread"]

_PROSE = expression(
    r"[\sA-Za-z.,;:!?'\"()\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u052f\u4e00-\u9fff-]*"
)
_WORD = expression(r"\S+")
_SIGNS = frozenset("%‰&@#§*/\\_№")
"""The signs that Unicode has among its punctuation, and that are words when they are read aloud."""


def unread(token: Token, rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield where words of *token*, which nobody has put into others, hold a digit or a sign."""
    text = token.text
    if token.kind not in (VERBATIM, "unicode") or _PROSE.fullmatch(text):
        return
    for word in _WORD.finditer(text):
        kinds = {_kind(sign) for sign in word[0]}
        if ("digit" in kinds and "cardinal" not in rules.off) or (
            "sign" in kinds and "symbol" not in rules.off
        ):
            yield word.span()


@lru_cache(maxsize=4096)
def _kind(sign: str) -> str:
    """Say whether *sign* is a digit, a sign, or neither."""
    category = unicodedata.category(sign)
    if category[0] == "N":
        return "digit" if sign != "〇" else ""
    # Modifiers (Sk) stand with letters, and a backquote or an accent is no word.
    return "sign" if sign in _SIGNS or (category[0] == "S" and category != "Sk") else ""
