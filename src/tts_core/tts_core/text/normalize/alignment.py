"""Bringing what the readers said back to the characters the caller wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tts_core.text.normalize.context import Reading
from tts_core.text.spans import VERBATIM, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Edit", "align", "apply"]

_CLOSING = ",.;:!?)]}\"'’”…"


class Edit(NamedTuple):
    """
    A stretch of the source that the readers see otherwise: folded to *text*, or hidden behind a HOLE.

    A hidden stretch says what is *said*, or its own *token*, whatever stands around it.
    """

    start: int
    end: int
    text: str
    kind: str
    said: str | None = None
    token: Token | None = None


def apply(source: str, edits: Sequence[Edit]) -> str:
    """Return *source* as the readers see it."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (source[at : edit.start], edit.text)
        at = edit.end
    parts.append(source[at:])
    return "".join(parts)


def align(
    source: str, edits: Sequence[Edit], folded: str, readings: Sequence[Reading], offset: int
) -> list[Token]:
    """Return tokens that cover *source*: the readings, the edits between them, and the prose as it is."""
    if not edits:
        return _unfolded(source, readings, offset)
    loom = _Loom(source, edits, offset)
    for reading in _snapped(readings, edits, len(folded)):
        loom.plain(reading.start)
        loom.read(reading)
    loom.plain(len(folded) + 1)
    return loom.tokens


def _unfolded(source: str, readings: Sequence[Reading], offset: int) -> list[Token]:
    """Return the tokens of a text that the readers saw as it is."""
    tokens: list[Token] = []
    at = 0
    for start, end, text, kind in readings:
        if start > at:
            tokens.append(Token(source[at:start], at + offset, start + offset))
        tokens.append(Token(text, start + offset, end + offset, kind))
        at = end
    if at < len(source):
        tokens.append(Token(source[at:], at + offset, len(source) + offset))
    return tokens


class _Loom:
    """Walks the source and the folded text side by side."""

    __slots__ = ("_edits", "_folded_at", "_index", "_offset", "_source", "_source_at", "tokens")

    def __init__(self, source: str, edits: Sequence[Edit], offset: int) -> None:
        self._source = source
        self._edits = edits
        self._offset = offset
        self._index = 0
        self._source_at = 0
        self._folded_at = 0
        self.tokens: list[Token] = []

    def plain(self, until: int) -> None:
        """Say what stands before *until* in the folded text: prose as it is, edits as folded."""
        edits, count = self._edits, len(self._edits)
        while self._index < count:
            edit = edits[self._index]
            start, end, text = edit[:3]
            begins = self._folded_at + start - self._source_at
            if begins > until or (begins == until and text):
                break
            if start > self._source_at:
                self._prose(start)
            self._index += 1
            self._source_at = end
            self._folded_at = begins + len(text)
            self._say(edit)
        stop = min(len(self._source), self._source_at + until - self._folded_at)
        if stop > self._source_at:
            self._prose(stop)

    def read(self, reading: Reading) -> None:
        """Say *reading*, with every edit inside it."""
        begin = self._source_at
        while self._index < len(self._edits):
            edit = self._edits[self._index]
            begins = self._folded_at + edit.start - self._source_at
            if begins >= reading.end:
                break
            self._index += 1
            self._source_at = edit.end
            self._folded_at = begins + len(edit.text)
        self._source_at += reading.end - self._folded_at
        self._folded_at = reading.end
        self.tokens.append(
            Token(reading.text, begin + self._offset, self._source_at + self._offset, reading.kind)
        )

    def _prose(self, until: int) -> None:
        text = self._source[self._source_at : until]
        self.tokens.append(Token(text, self._source_at + self._offset, until + self._offset, VERBATIM))
        self._folded_at += until - self._source_at
        self._source_at = until

    def _say(self, edit: Edit) -> None:
        if edit.token is not None:
            self.tokens.append(edit.token)
            return
        text = edit.text
        if edit.said is not None:
            text = edit.said
            before = self.tokens[-1].text[-1:] if self.tokens and not text else ""
            after = self._source[edit.end : edit.end + 1]
            if before.strip() and after.strip() and after not in _CLOSING:
                text = " "
        self.tokens.append(Token(text, edit.start + self._offset, edit.end + self._offset, edit.kind))


def _snapped(readings: Sequence[Reading], edits: Sequence[Edit], length: int) -> list[Reading]:
    """
    Widen readings that begin or end inside a folded stretch to the whole of it.

    "½" folds to three characters; a reading of one of them must still name the source character.
    """
    wide: list[tuple[int, int, str]] = []
    shift = 0
    for edit in edits:
        if len(edit.text) > 1:
            wide.append((edit.start + shift, edit.start + shift + len(edit.text), edit.text))
        shift += len(edit.text) - (edit.end - edit.start)
    if not wide:
        return list(readings)
    wide.append((length + 1, length + 1, ""))
    result: list[Reading] = []
    # The reading under way, in parts, for a chain of readings may share folded stretches end to end.
    parts: list[str] = []
    first = Reading(0, 0, "", "")
    done = index = 0
    for reading in readings:
        start, end, text = reading.start, reading.end, reading.text
        while wide[index][1] <= start:
            index += 1
        begins, _, whole = wide[index]
        if parts and (done > start or begins < min(start, done)):
            if done > start:
                parts.pop()
        else:
            if parts:
                result.append(Reading(first.start, done, "".join(parts), first.kind))
            first, parts = reading, []
            if begins < start:
                parts.append(whole[: start - begins])
                first = Reading(begins, end, "", reading.kind)
        parts.append(text)
        while wide[index][1] < end:
            index += 1
        begins, ends, whole = wide[index]
        done = end
        if begins < end < ends:
            parts.append(whole[end - begins :])
            done = ends
    if parts:
        result.append(Reading(first.start, done, "".join(parts), first.kind))
    return result
