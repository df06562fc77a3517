"""How a text is read for the models: by espeak-ng, and with its marks where they stand, as in training."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tts_espeak.reading import american, american_listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tts_espeak import PhonemeWord

__all__ = ["read_aloud", "read_listed"]

_MARK = re.compile(r"(?<=\w)[:;?!](?=\w)|(?<=[^\W\d_]{2})\.(?=\s+[a-z])")
"""Those that espeak-ng takes for none: between two letters, and the stop of an abbreviation."""


def read_aloud(text: str) -> tuple[PhonemeWord, ...]:
    """Read *text* word by word. What a mark parts is read apart: "12:30" and "vs. us" keep theirs."""
    return _read(text, american)


def read_listed(text: str) -> tuple[PhonemeWord, ...]:
    """Read *text* in the same way, and find out which words the dictionary has, which takes longer."""
    return _read(text, american_listed)


def _read(text: str, reader: Callable[[str], tuple[PhonemeWord, ...]]) -> tuple[PhonemeWord, ...]:
    cuts = [0, *(mark.end() for mark in _MARK.finditer(text)), len(text)]
    return tuple(
        replace(word, start=start + word.start, end=start + word.end)
        for start, end in pairwise(cuts)
        for word in reader(text[start:end])
    )
