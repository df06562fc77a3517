"""Folding: what the readers need not tell apart is made one before they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.alignment import Edit
from tts_core.text.normalize.cleanup import characters, html_entities, markdown
from tts_core.text.normalize.context import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tts_core.text.normalize.rules import Rules
    from tts_core.text.spans import Token

__all__ = ["fold"]

_ODD = expression(r"[^\x09\x0a\x0d\x20-\x7e]")


def fold(text: str, english: bool, rules: Rules, offset: int, fixed: Sequence[Token]) -> list[Edit]:
    """Return the edits that turn *text* into what the readers see, in order and apart from each other."""
    off = rules.off
    sources: list[Iterable[Edit]] = []
    in_order = False
    if fixed:
        sources.append(_fixed(len(text), offset, fixed))
    if "&" in text and "entity" not in off:
        sources.append(html_entities.folds(text))
    if english and " 000" in text and "unicode" not in off:
        sources.append(_thousands(text))
    sources.append(markdown.folds(text, "markdown" not in off, "pause" not in off))
    if (not text.isascii() or _ODD.search(text)) and "unicode" not in off:
        sources.append(characters.folds(text, english, rules.emoji == "name", "emoji" not in off))
        in_order = True
    return _apart(sources, in_order)


_THOUSANDS = expression(r"(?<![\d.,:/-])\d{1,3}((?: 000){1,4})(?![\d]|[.,:/-]\d)")


def _thousands(text: str) -> Iterator[Edit]:
    """Yield the edits that set commas where blanks part the thousands of a round number: "10 000"."""
    for found in _THOUSANDS.finditer(text):
        for at in range(found.start(1), found.end(), 4):
            yield Edit(at, at + 1, ",", "unicode")


def _fixed(length: int, offset: int, fixed: Sequence[Token]) -> list[Edit]:
    """Hide the tokens decided beforehand, which must lie in the text and apart from each other."""
    edits = [Edit(token.start - offset, token.end - offset, HOLE, "fixed", token=token) for token in fixed]
    edits.sort(key=lambda edit: (edit.start, edit.end))
    at = 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= length:
            raise ValueError(
                f"fixed token {edit.token!r} overlaps another or lies outside the text, "
                f"which runs from {offset} to {offset + length}"
            )
        at = edit.end
    return edits


def _apart(sources: list[Iterable[Edit]], in_order: bool) -> list[Edit]:
    """
    Merge edits by place; where two overlap, the one of the earlier source stays.

    Those of the last source may be known to be *in_order*: when it alone has any, there is nothing to do.
    """
    found = [list(source) for source in sources]
    if in_order and not any(found[:-1]):
        return found[-1]
    ranked = [(edit, rank) for rank, edits in enumerate(found) for edit in edits]
    return [edit for edit, _ in _without_overlaps(ranked)]


def _without_overlaps(ranked: list[tuple[Edit, int]]) -> list[tuple[Edit, int]]:
    ranked.sort(key=lambda pair: (pair[0].start, pair[0].end > pair[0].start, pair[1]))
    kept: list[tuple[Edit, int]] = []
    for edit, rank in ranked:
        while kept and edit.start < kept[-1][0].end and rank < kept[-1][1]:
            kept.pop()
        if not kept or edit.start >= kept[-1][0].end:
            kept.append((edit, rank))
    return kept
