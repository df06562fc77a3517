"""Punctuation: that of other scripts, as the marks that voices know, and what makes no sound at all."""

from __future__ import annotations

import unicodedata

__all__ = ["AS_LATIN", "is_silent"]

AS_LATIN = {
    **dict.fromkeys("。．।॥", "."), **dict.fromkeys("、，،", ","), **dict.fromkeys("？؟", "?"),
    **dict.fromkeys("；؛", ";"), "！": "!", "：": ":",
}  # fmt: skip


def is_silent(sign: str) -> bool:
    """Whether nobody would miss *sign* if it is not said: punctuation, a space, a control character."""
    return unicodedata.category(sign)[0] in "PCZ"
