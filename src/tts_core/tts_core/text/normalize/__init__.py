"""
From written to spoken words: "$3.50" becomes "three dollars fifty".

The text is read in one pass. Prose is left as it is, in tokens as long as may be; at a place that may
hold a written thing (a digit, a sign, a run of capitals, a shortened word) the readers of the classes
look at it in order, and the first that knows it says what it is. Every token knows the characters it
came from, whatever was folded, woven or left out on the way.

Conventions of the English readings:

* tens and units are parted by a blank, never a hyphen: "twenty four";
* American numbers have no "and", British ones do: "one hundred and five";
* initialisms are closed capitals: "U.S." is "US", "3 p.m." is "three PM" (see `initialisms`).
"""

from __future__ import annotations

from collections.abc import Sequence

from tts_core.text.normalize import foreign
from tts_core.text.normalize.fold import fold
from tts_core.text.normalize.rules import CLASSES, Rules
from tts_core.text.normalize.scan import scan
from tts_core.text.normalize.weave import apply, weave
from tts_core.text.spans import Spoken, Token

__all__ = ["CLASSES", "Rules", "normalize"]

_DEFAULT = Rules()
_AMERICAN = frozenset(["en-us", "en-ca", "en-ph", "en-pr"])


def normalize(
    text: str,
    language: str | None = "en-US",
    rules: Rules = _DEFAULT,
    *,
    offset: int = 0,
    fixed: Sequence[Token] = (),
) -> Spoken:
    """
    Return what is said for *text*, in tokens that cover it.

    *offset* is where *text* begins in the caller's text: every span counts from there. *fixed* are
    tokens decided already, by markup or a lexicon, with final spans; the text around them is read as
    if they were not there. What cannot be said is a token of the kind "dropped" and an empty text.
    """
    tag = (language or "en-US").replace("_", "-").lower()
    english = tag.partition("-")[0] == "en"
    edits = fold(text, english, rules, offset, fixed)
    folded = apply(text, edits) if edits else text
    if english:
        readings = scan(folded, tag.startswith("en-") and tag not in _AMERICAN, rules.off)
    else:
        readings = foreign.scan(folded, tag, rules.off)
    return Spoken(tuple(weave(text, edits, folded, readings, offset)))
