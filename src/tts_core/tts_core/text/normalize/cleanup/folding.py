"""Folding: what the readers need not tell apart is made one before they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.alignment import Edit
from tts_core.text.normalize.cleanup import characters, html_entities, markdown
from tts_core.text.normalize.context import HOLE
from tts_core.text.normalize.english.abbreviation_list import SHORTHAND

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
    if english and "abbreviation" not in off and _shortened(text):
        sources.append(_shorthand(text))
    sources.append(markdown.folds(text, "markdown" not in off, "pause" not in off))
    if (not text.isascii() or _ODD.search(text)) and "unicode" not in off:
        sources.append(characters.folds(text, english, rules.emoji == "name", "emoji" not in off))
        in_order = True
    return _apart(sources, in_order)


_SHORT = expression(
    rf"(?<![\w'’.@/#&~\\-])(?<!slash )(?<!dot )(?<!dash )({'|'.join(SHORTHAND)})"
    r"(?![\w'’@/(-]|\.| (?:slash|dot|dash|underscore)\b)"
)


def _shortened(text: str) -> bool:
    return not SHORTHAND.keys().isdisjoint(text.replace(",", "").split())


def _shorthand(text: str) -> Iterator[Edit]:
    """Yield the edits that write shortened words out that have no full stop to be known by: "mtg"."""
    for found in _SHORT.finditer(text):
        yield Edit(found.start(), found.end(), SHORTHAND[found[1]], "abbreviation")


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
    kept: list[Edit] = []
    for edits in found:
        edits.sort(key=lambda edit: (edit.start, edit.end > edit.start))
        kept = _woven(kept, edits) if kept else list(_first_of_each(edits))
    return kept


def _first_of_each(edits: list[Edit]) -> Iterator[Edit]:
    """Yield the edits of one source that do not overlap the one before them."""
    at = 0
    for edit in edits:
        if edit.start >= at:
            yield edit
            at = edit.end


def _woven(kept: list[Edit], later: list[Edit]) -> list[Edit]:
    """
    Weave the edits of a *later* source between those that are *kept*.

    A mark that falls silent takes with it what is written inside it, such as the entity in the target of a
    link; only what was decided beforehand is said all the same.
    """
    woven: list[Edit] = []
    index, count = 0, len(kept)
    for edit in _first_of_each(later):
        while index < count and kept[index].end <= edit.start:
            woven.append(kept[index])
            index += 1
        last = index
        while last < count and kept[last].start < edit.end:
            last += 1
        inside = kept[index:last]
        if not inside:
            woven.append(edit)
        elif not edit.text and edit.start <= inside[0].start and inside[-1].end <= edit.end:
            at = edit.start
            for held in inside:
                if held.token is not None:
                    if held.start > at:
                        woven.append(edit._replace(start=at, end=held.start))
                    woven.append(held)
                    at = held.end
            if edit.end > at:
                woven.append(edit._replace(start=at))
            index = last
    woven += kept[index:]
    return woven
