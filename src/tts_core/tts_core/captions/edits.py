"""What is shown of the caller's text: all of it but its markup."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..synthesizer import Word

__all__ = ["Edit", "Placed", "apply_edits"]

Edit = tuple[int, int, str]
"""A stretch of the caller's text and what is shown for it: nothing for a tag, "&" for "&amp;"."""

Placed = tuple[tuple[int, int], "Word"]
"""A word and where it stands in the text that is shown."""


def apply_edits(words: Sequence[Word], text: str, edits: Sequence[Edit]) -> tuple[str, list[Placed]]:
    """
    Return the text that is shown, and the words in it, in its order.

    An edit that would leave nothing of a spoken word is not made: what is heard is shown.
    """
    for word in words:
        start, end = word.span
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"the word {word.text!r} claims the characters {start} to {end} of a text of {len(text)}: "
                "give the text that the words were spoken from"
            )
    spans = sorted(word.span for word in words)
    made = sorted(edit for edit in edits if edit[2].strip() or not _hides(edit, spans))
    if any(before[1] > after[0] for before, after in pairwise(made)):
        raise ValueError("two edits of the text overlap")
    parts, last = [], 0
    for start, end, instead in made:
        parts += [text[last:start], instead]
        last = end
    lost = [0, *accumulate(end - start - len(instead) for start, end, instead in made)]
    ends = [end for _, end, _ in made]

    def moved(at: int, *, to_end: bool) -> int:
        behind = bisect_right(ends, at)
        if behind == len(made) or at <= made[behind][0]:
            return at - lost[behind]
        return ends[behind] - lost[behind + 1] if to_end else made[behind][0] - lost[behind]

    found = [((moved(word.span[0], to_end=False), moved(word.span[1], to_end=True)), word) for word in words]
    found.sort(key=lambda each: (each[0], each[1].start))
    return "".join([*parts, text[last:]]), found


def _hides(edit: Edit, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a whole word lies within an edit."""
    within = spans[bisect_left(spans, (edit[0], 0)) : bisect_left(spans, (edit[1], 0))]
    return any(end <= edit[1] for _, end in within)
