"""
From written to spoken words: "$3.50" becomes "three dollars and fifty cents".

Prose is left as it is, in tokens as long as may be; at a place that may hold a written thing (a digit, a
sign, a run of capitals, a shortened word) the readers of the classes look at it in order, and the first
that knows it says what it is. What is said is read once more, until nothing changes. Every token knows
the characters it came from, whatever was folded, woven or left out on the way.

Conventions of the English readings:

* tens and units are parted by a blank, never a hyphen: "twenty four";
* American numbers have no "and", British ones do: "one hundred and five";
* initialisms are closed capitals: "U.S." is "US", "3 p.m." is "three PM" (see `initialisms`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.normalize.alignment import Edit, align, apply
from tts_core.text.normalize.cleanup.folding import fold
from tts_core.text.normalize.context import HOLE, Reading
from tts_core.text.normalize.languages import TextLanguage, find, is_british, number_words
from tts_core.text.normalize.rules import CLASSES, Rules
from tts_core.text.normalize.unread import unread
from tts_core.text.spans import VERBATIM, Spoken, Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CLASSES", "Rules", "TextLanguage", "normalize", "number_words", "unread"]

_DEFAULT = Rules()
_ROUNDS = 4
"""How often a text is read again at most; two rounds are rare, three nearly unheard of."""
_NONE: Mapping[str, TextLanguage] = {}


def normalize(
    text: str,
    language: str | None = "en-US",
    rules: Rules = _DEFAULT,
    *,
    offset: int = 0,
    fixed: Sequence[Token] = (),
    phonemes: bool = False,
    languages: Mapping[str, TextLanguage] = _NONE,
) -> Spoken:
    """
    Return what is said for *text*, in tokens that cover it.

    *offset* is where *text* begins in the caller's text: every span counts from there. *fixed* are
    tokens decided already, by markup or a lexicon, with final spans; the text around them is read as
    if they were not there. What cannot be said is a token of the kind "dropped" and an empty text.
    With *phonemes*, words that are written alike and said otherwise are given their reading in IPA.
    *languages* are others than the core's own, or in their place, by their primary tags.
    """
    tag = (language or "en-US").replace("_", "-").lower()
    reader = _Reader(tag, rules, languages)
    spoken = Spoken(tuple(reader.tokens(text, offset, fixed)))
    return reader.pronounced(spoken) if phonemes and "homograph" not in rules.off else spoken


class _Reader:
    """Reads texts of one language by one set of rules."""

    __slots__ = ("_english", "_read", "_rules", "_tag")

    def __init__(self, tag: str, rules: Rules, languages: Mapping[str, TextLanguage]) -> None:
        self._tag = tag
        self._rules = rules
        self._english = tag.partition("-")[0] == "en"
        self._read = find(tag, languages)

    def tokens(self, text: str, offset: int, fixed: Sequence[Token]) -> list[Token]:
        """
        Return the tokens of *text*, read again until nothing more changes.

        What one reading says may, beside its neighbours, be a written thing in its turn; it is woven into
        the tokens there are, so that spans lead to the caller's text all the same.
        """
        held = frozenset(fixed)
        tokens, changed = self._once(text, offset, fixed)
        rounds = 0
        while changed and self._english and rounds < _ROUNDS:
            rounds += 1
            said, kept = _said(tokens, held)
            again, changed = self._once(said, 0, kept)
            if changed:
                changes = [
                    Reading(token.start, token.end, token.text, token.kind)
                    for token in again
                    if token.kind != VERBATIM
                    and token.text != said[token.start : token.end]
                    and said[token.start : token.end] != HOLE
                ]
                if not changes:
                    break
                tokens = align(text, _as_edits(tokens, offset, held), said, changes, offset)
        return tokens

    def pronounced(self, spoken: Spoken) -> Spoken:
        """Return *spoken* with the readings of its homographs, where the language has any told apart."""
        if not self._english:
            return spoken
        from tts_core.text.normalize.english import homographs

        return homographs.read(spoken, is_british(self._tag))

    def _once(self, text: str, offset: int, fixed: Sequence[Token]) -> tuple[list[Token], bool]:
        """Read *text* once; tell whether anything is said otherwise than it is written."""
        edits = fold(text, self._english, self._rules, offset, fixed)
        folded = apply(text, edits) if edits else text
        readings = self._read(folded, self._rules) if self._read else ()
        return align(text, edits, folded, readings, offset), len(edits) > len(fixed) or bool(readings)


def _said(tokens: list[Token], held: frozenset[Token]) -> tuple[str, list[Token]]:
    """Return what *tokens* say, the *held* hidden, and where the held stand in it."""
    if not held:
        return "".join([token.text for token in tokens]), []
    said: list[str] = []
    kept: list[Token] = []
    at = 0
    for token in tokens:
        text = token.text
        if token in held:
            text = HOLE
            kept.append(Token("", at, at + 1, token.kind))
        said.append(text)
        at += len(text)
    return "".join(said), kept


def _as_edits(tokens: list[Token], offset: int, held: frozenset[Token]) -> list[Edit]:
    """Return the edits that turn the source of *tokens* into what they say."""
    edits: list[Edit] = []
    for token in tokens:
        start, end = token.start - offset, token.end - offset
        if held and token in held:
            edits.append(Edit(start, end, HOLE, "fixed", token=token))
        elif token.kind != VERBATIM:
            edits.append(Edit(start, end, token.text, token.kind))
    return edits
