"""HTML entities, which are the characters that they name."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.alignment import Edit
from tts_core.text.normalize.cleanup.characters import fold_character
from tts_core.text.normalize.context import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["folds"]

_ENTITY = expression(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def folds(text: str) -> Iterator[Edit]:
    """Yield an edit for each entity of *text*."""
    for found in _ENTITY.finditer(text):
        plain = unescape(found[0])
        if plain == found[0]:
            continue
        start, end = found.span()
        folded = "".join(
            [
                sign if (sign.isascii() and sign.isprintable()) or sign == "\n" else _fold(sign)
                for sign in plain
            ]
        )
        if HOLE in folded:
            yield Edit(start, end, HOLE, "dropped", "")
        else:
            if "/" in folded and start and text[start - 1].isdigit():
                folded = f" {folded}"
            yield Edit(start, end, folded, "entity")


def _fold(sign: str) -> str:
    folded = fold_character(sign)
    return sign if folded is None else folded
