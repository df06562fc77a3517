"""Emoji: where one begins and ends, and what it is called."""

from __future__ import annotations

import unicodedata

from tts_core.text.expression import expression
from tts_core.text.normalize.alignment import Edit
from tts_core.text.normalize.context import HOLE
from tts_core.text.normalize.english.spellout import cardinal

__all__ = ["HEARTS", "cluster", "edit", "love"]

_BASE = (
    "\U0001f004\U0001f0cf\U0001f170-\U0001f171\U0001f17e-\U0001f17f\U0001f18e\U0001f191-\U0001f19a\U0001f201-\U0001f265"
    "\U0001f300-\U0001faff\u203c\u2049\u231a-\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u2600-\u2641\u2643-\u266c\u2670-\u27bf"
    "\u2b1b-\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
)
_ARROWS = "➔➙➛➜➝➞➟➠➡➢➣➤"
_CLUSTER = expression(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[\U0001f1e6-\U0001f1ff]"
    f"|[{_BASE}][\ufe0e\ufe0f\u20e3]?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]{{0,16}}"
    f"(?:\u200d[{_BASE}♀♂⚕][\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?){{0,8}}"
    "|[\u2194-\u2199\u21a9-\u21aa\u25aa-\u25ab\u25b6\u25c0\u25fb-\u25fe\u2934-\u2935\u2b05-\u2b07\u2139\u24c2]\ufe0f)"
)
_DIGITS = str.maketrans({str(digit): f" {cardinal(digit)} " for digit in range(10)})


def cluster(text: str, at: int) -> int | None:
    """Return where the emoji at *at* ends, with its modifiers, or None when none is there."""
    if text[at] in _ARROWS:
        return None
    found = _CLUSTER.match(text, at)
    return found.end() if found else None


HEARTS = frozenset("❤♥💙💚💛💜🧡🖤🤍💕💖💗")
_LOVER = expression(r"(?:\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|who|really|still|[A-Z][a-z]+s)) ?$")
_LOVED = expression(rf"[{''.join(HEARTS)}]\ufe0f?(?= ?(?:[^\W_]|[\"“']))")


def love(text: str, at: int) -> int | None:
    """Return where the heart at *at* ends that is the verb of a sentence: "I ❤ NY"."""
    found = _LOVED.match(text, at)
    return found.end() if found and _LOVER.search(text, max(0, at - 16), at) else None


def edit(text: str, start: int, end: int, named: bool) -> Edit:
    """Drop the emoji from *start* to *end*, with one of the blanks around it, or say its name."""
    before = text[start - 1 : start]
    if named:
        after = text[end : end + 1]
        name = _name(text[start:end])
        said = f"{' ' if before.strip() else ''}{name}{' ' if after.isalnum() else ''}"
        return Edit(start, end, HOLE, "emoji", said)
    while end < len(text) and text[end] > "\u2000" and (more := cluster(text, end)) is not None:
        end = more
    if text[end : end + 1] == " " and before in ("", " ", "\n"):
        end += 1
    return Edit(start, end, HOLE, "dropped", "")


def _name(written: str) -> str:
    if "\U0001f1e6" <= written[0] <= "\U0001f1ff":
        letters = "".join([chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in written])
        return f"flag {letters}"
    name = unicodedata.name(written[0], "emoji").lower()
    return " ".join(name.replace("-", " ").translate(_DIGITS).split())
