"""Amounts of money as East Asia writes them: "500円", "¥500億", "3.5万元"."""

from __future__ import annotations

from decimal import Decimal

from tts_core.text.expression import expression
from tts_core.text.normalize.context import NUMBER, Context, Reading
from tts_core.text.normalize.english import spellout

__all__ = ["read"]

_SCORES = {"千": 10**3, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_COINS = {"円": "yen", "圓": "yen", "元": "yuan", "원": "won", "块": "yuan", "엔": "yen"}
_SIGNS = {"¥": "yen", "￥": "yen", "₩": "won"}
_AMOUNT = expression(rf"([¥￥₩]?) ?({NUMBER}) ?([{''.join(_SCORES)}]?)([{''.join(_COINS)}]?)")


def read(context: Context, at: int) -> Reading | None:
    """Read an amount at *at* that a sign of one of these languages follows."""
    found = _AMOUNT.match(context.text, at)
    if not found or context.char_before(at).isalnum() or not (found[3] or found[4]):
        return None
    if not (found[1] or found[4]):
        return None
    value = Decimal(found[2].replace(",", "")) * _SCORES.get(found[3], 1)
    said = spellout.number(f"{value.normalize():f}", context.british)
    return Reading(at, found.end(), f"{said} {_COINS.get(found[4]) or _SIGNS[found[1]]}", "money")
