"""What cannot be seen, and the marks that stand on letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from tts_core.text.expression import expression
from tts_core.text.normalize.alignment import Edit
from tts_core.text.normalize.context import HOLE

__all__ = ["MARK", "hidden", "marked", "sort"]

_MARKS = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
MARK = expression(f"[{_MARKS}]{{1,30}}")
_MARK_RUN = expression(f"[{_MARKS}]+")
_SHY = "\u00ad\u034f\u061c\u180b-\u180e\u200b\u200e-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_HIDDEN_RUN = expression(f"[{_SHY}]+")
_CLUTTER = expression(f"[{_SHY}{_MARKS}]+")
_DECORATED = expression(f"(?:[^\\W\\d_][{_MARKS}]{{1,30}})+")
_OVERLOADED = expression(f"[{_MARKS}]{{3}}")
"""More marks than any alphabet sets on a letter: decoration."""


@lru_cache(maxsize=8192)
def sort(sign: str) -> str:
    """Tell what cannot be seen and what stands on a letter from everything else."""
    return "hidden" if _HIDDEN_RUN.match(sign) else "mark" if MARK.match(sign) else ""


def hidden(text: str, at: int) -> Edit:
    """Take out what cannot be seen; marks after it stand on nothing, and are dropped with it."""
    found = _CLUTTER.match(text, at)
    end = found.end() if found else at + 1
    unseen = _HIDDEN_RUN.match(text, at)
    if unseen and unseen.end() == end:
        return Edit(at, end, "", "unicode")
    return Edit(at, end, HOLE, "dropped", "")


def marked(text: str, at: int) -> tuple[Edit | None, int]:
    """Fold letters and the marks on them to one character each where there is one; tell where to go on."""
    if not at or not text[at - 1].isalpha():
        edit = hidden(text, at)
        return edit, edit.end
    found = _DECORATED.match(text, at - 1)
    written = found[0] if found else text[at - 1 : at + 1]
    end = at - 1 + len(written)
    whole = _composed(written) if len(written) < 9 else unicodedata.normalize("NFC", written)
    if whole == written and not _OVERLOADED.search(written):
        return None, end
    if _OVERLOADED.search(whole):
        run = _MARK_RUN.match(text, at)
        end = run.end() if run else at + 1
        if _OVERLOADED.search(_composed(text[at - 1 : min(end, at + 30)])):
            return Edit(at, end, HOLE, "dropped", ""), end
        whole = unicodedata.normalize("NFC", text[at - 1 : end])
        if whole == text[at - 1 : end]:
            return None, end
    return Edit(at - 1, end, whole, "unicode"), end


@lru_cache(maxsize=4096)
def _composed(written: str) -> str:
    return unicodedata.normalize("NFC", written)
