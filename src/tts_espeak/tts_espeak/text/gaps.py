"""Words that a voice has no phonemes for, taken out of a text so that they take no others with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..native.missing_phonemes import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["blanked", "has_gaps"]

_GAP = re.compile(rf"{MISSING}|\(base\)")
_RUN = re.compile(r"\S+")


def has_gaps(clauses: Sequence[str]) -> bool:
    """Whether the IPA in *clauses* asks for a phoneme that the voice does not have."""
    return any(_GAP.search(clause) for clause in clauses)


def blanked(
    text: str, to_ipa: Callable[[str], Sequence[str]], restart: Callable[[], None]
) -> tuple[str, list[tuple[int, int]]]:
    """
    Put spaces for every word that has gaps when it is read alone; return the spans of these words.

    Where espeak-ng turns to a table of phonemes that is no language's, as Malay does for some pictures,
    it stays there, and has no sound for whatever follows: *restart* brings it back.
    """
    spans: list[tuple[int, int]] = []
    restart()
    for run in _RUN.finditer(text):
        if has_gaps(to_ipa(run[0])):
            spans.append(run.span())
            restart()
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text, spans
