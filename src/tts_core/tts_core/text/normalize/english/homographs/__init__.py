"""Words that are written alike and said otherwise: which is meant by the words around, and its reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.expression import expression
from tts_core.text.normalize.english.homographs.parts import Place
from tts_core.text.normalize.english.homographs.readings import readings
from tts_core.text.normalize.english.homographs.senses import sense
from tts_core.text.spans import VERBATIM, Spoken, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["read", "sense_of"]

_WORD = expression(r"(?<![^\s\"“‘'(\[—])[A-Za-z]{3,10}(?![^\s\"”’')\],.!?;:…—]|[.'’][A-Za-z])")
_NEAR = expression(r"[A-Za-z]+(?:['’][A-Za-z]+)*|,")
_ENDS = expression(r"[.!?;:—]+(?=\s|$)|\n\n")
_WINDOW = 160
"""How far around a word what tells its sense may stand."""


def read(spoken: Spoken, british: bool) -> Spoken:
    """Give the homographs in the prose of *spoken* their readings."""
    table = readings(british)
    if not _may_hold(spoken.text, table):
        return spoken
    tokens: list[Token] = []
    at = 0
    for token in spoken.tokens:
        if token.kind == VERBATIM:
            tokens += _parted(token, spoken.text, at, table)
        else:
            tokens.append(token)
        at += len(token.text)
    return spoken if len(tokens) == len(spoken.tokens) else Spoken(tuple(tokens))


def _may_hold(text: str, table: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell by a look whether *text* has a word of *table*: most sentences have none."""
    for sign in _SIGNS:
        text = text.replace(sign, " ")
    return not table.keys().isdisjoint(text.lower().split())


_SIGNS = "\"'()[]“”‘’.,;:!?…—"


def _parted(token: Token, text: str, offset: int, table: Mapping[str, Mapping[str, str]]) -> Iterator[Token]:
    at = 0
    for found in _WORD.finditer(token.text):
        senses = table.get(found[0].lower())
        meant = sense_of(text, offset + found.start(), found[0]) if senses else None
        if senses is None or meant is None:
            continue
        start, end = found.span()
        if start > at:
            yield Token(token.text[at:start], token.start + at, token.start + start)
        yield Token(found[0], token.start + start, token.start + end, "homograph", senses[meant])
        at = end
    if at < len(token.text):
        yield Token(token.text[at:], token.start + at, token.end)


def sense_of(text: str, at: int, word: str) -> str | None:
    """Return the sense of the homograph *word* at *at*, or None where it is rather a name."""
    end = at + len(word)
    behind = _ENDS.split(text[max(0, at - _WINDOW) : at])[-1]
    ahead = _ENDS.split(text[end : end + _WINDOW])[0]
    before = [each.lower().replace("’", "'") for each in _NEAR.findall(behind)]
    after = [each.lower().replace("’", "'") for each in _NEAR.findall(ahead)]
    if word[0].isupper() and before and not (word.isupper() or word == "Polish"):
        return None
    return sense(Place(word, before[-8:], after[:8]))
