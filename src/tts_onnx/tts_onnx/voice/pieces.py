"""An utterance that is made piece by piece: where it is cut, and what its pieces are together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tts_core import Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tts_core import Word

__all__ = ["joined", "moved", "stretches"]

FIRST = 40
"""Frames of the first piece; each that follows is twice as long as the one before it."""


def stretches(length: int, ends: Sequence[int]) -> list[tuple[int, int]]:
    """
    Cut *length* frames into pieces, the first short and each that follows twice as long.

    They are cut where a word ends, if one does near there.
    """
    cut: list[tuple[int, int]] = []
    begin, wanted = 0, FIRST
    while length - begin > wanted * 3 // 2:
        near = [end for end in ends if begin + wanted // 2 <= end <= begin + wanted * 3 // 2]
        end = min(near, key=lambda place: abs(place - begin - wanted), default=begin + wanted)
        cut.append((begin, end))
        begin, wanted = end, wanted * 2
    return [*cut, (begin, length)]


def joined(pieces: Sequence[Rendering]) -> Rendering:
    """Return what *pieces* are together; what is to be warned of, the first of them says."""
    words: list[Word] = []
    rate, begun = pieces[0].sample_rate, 0.0
    for piece in pieces:
        words += moved(piece.words, begun)
        begun += len(piece.samples) / rate
    samples = np.concatenate([piece.samples for piece in pieces])
    return Rendering(samples=samples, sample_rate=rate, words=tuple(words), warnings=pieces[0].warnings)


def moved(words: Sequence[Word], seconds: float, until: float = float("inf")) -> Iterator[Word]:
    """Give *words* so many seconds later, where none ends after *until*."""
    for word in words:
        start, end = max(0.0, word.start + seconds), min(word.end + seconds, until)
        yield replace(word, start=start, end=max(start, end))
