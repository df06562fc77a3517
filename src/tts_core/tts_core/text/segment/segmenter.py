"""The streaming segmenter: what is certain is handed out, what is not is kept, and nothing is read twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..expression import expression
from .boundaries import judge, judge_hard
from .languages import find_language
from .lines import BULLETS, after_line, is_item, next_marker
from .stop import GO, WAIT, Stop
from .whitespace import breaks

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Segmenter", "Sentence", "segment"]

_SOFT = ".!?…‽⁇⁈⁉"
_HARD = "。！？｡．︒।॥۔؟።፧։။។៕᠃᠉"
_CANDIDATE = expression(
    rf"""
      ([{_HARD}][{_HARD}{_SOFT}]{{0,63}}+)
    | (\.(?:[ \u00a0]\.){{2,31}}+ | [{_SOFT}]{{1,64}}+) (?![a-z0-9/@\\&=%-])
    | ([\n\r\x0b\x0c\x85\u2028\u2029])
    | (?<=[0-9a-z]) (\))
    | (?<=\s) ([{BULLETS}])
    """,
    re.VERBOSE,
)
_INK = expression(r"\S")
_MARKER = expression(rf"[{BULLETS}]?[ \t]{{0,4}}(\(?(?:\d{{1,3}}|[a-z]|[ivx]{{2,4}})(?:\.\)|[.)]))(?=\s)")
_KEPT = 512
_CHUNK = 1 << 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the white space behind it."""

    text: str
    start: int
    end: int
    paragraph: bool
    """Whether a paragraph, a heading or an item of a list ends with it: a longer pause."""


class Segmenter:
    """
    Cuts a text into sentences while it is being written.

    However the text is cut into fragments, the sentences are the same; together they are the text.
    """

    def __init__(self, language: str | None = "en") -> None:
        self._language = find_language(language)
        self._text = ""  # What is at hand: the end of what was read, and all that was not.
        self._base = 0  # Where that begins in the whole text.
        self._head: list[str] = []  # The sentence's part that is no longer at hand.
        self._opening: str | None = None  # How that part begins.
        self._restart()

    def _restart(self) -> None:
        """Stand before a first sentence: only white space may come before its first sign."""
        self._start = self._at = self._base + len(self._text)
        self._gap = self._fresh = True
        self._body = self._start
        self._paragraph = self._item = False
        self._expected = ""

    def feed(self, fragment: str) -> list[Sentence]:
        """Take the next fragment and return the sentences that are certain now."""
        self._text = self._text + fragment if self._text else fragment
        found = list(self._advance(final=False))
        self._forget()
        return found

    def flush(self) -> list[Sentence]:
        """Return what remains, as if the text ended here; more may be fed, as a text of its own."""
        found = list(self._advance(final=True))
        end = self._base + len(self._text)
        if end > self._start:
            found.append(self._emit(end))
        self._text, self._base = "", end
        self._restart()
        return found

    def _advance(self, *, final: bool) -> Iterator[Sentence]:
        text, base = self._text, self._base
        while True:
            if self._gap:
                ink = _INK.search(text, self._at - base)
                if ink is None:
                    self._at = base + len(text)
                    return
                self._at = base + ink.start()
                if not self._fresh:
                    yield self._emit(self._at)
                self._gap = self._fresh = False
                self._body = self._at
            found = _CANDIDATE.search(text, self._at - base)
            if found is None:
                self._at = base + len(text)
                return
            verdict = self._judge(found, final)
            if verdict == WAIT:
                self._at = base + found.start()
                return
            if verdict >= 0:
                self._at = base + verdict
                self._gap = True

    def _judge(self, found: re.Match[str], final: bool) -> int:
        """Say where to cut at this candidate; move on behind it where the sentence goes on."""
        text, base = self._text, self._base
        start, end = found.span()
        low = max(self._body - base, 0)
        kind = found.lastindex
        if kind == 1:
            verdict = judge_hard(Stop(text, low, start, end, final, self._language))
        elif kind == 3:
            verdict, paragraph = after_line(text, low, start, final, self._begins())
            if verdict >= 0:
                self._paragraph = paragraph
        elif kind == 5:
            verdict = self._at_bullet(start, low)
        else:
            verdict = self._at_marker(start, low, final)
            if verdict == GO and self._at <= base + start and kind == 2:
                verdict = judge(Stop(text, low, start, end, final, self._language))
        if verdict == GO and self._at <= base + start:
            self._at = base + end
        return verdict

    def _at_bullet(self, at: int, low: int) -> int:
        """Cut before a bullet in a sentence that began with one."""
        if at == low:
            return GO
        return at if self._begins()[:1] in BULLETS else GO

    def _at_marker(self, at: int, low: int, final: bool) -> int:
        """Step over the marker that opens a list item; cut before the next one in its line."""
        text = self._text
        if at - low < 12 and self._body >= self._base:
            found = _MARKER.match(text, low)
            if found and found.end() > at:
                self._expected = next_marker(found[1])
                self._at = self._base + found.end()
                return GO
            if not final and len(text) - at < 3 and _MARKER.match(text[low : low + 24] + " "):
                return WAIT
        marker = self._expected
        if not marker:
            return GO
        begin = at - len(marker.rstrip(".)"))
        if (
            begin <= low
            or not text[begin - 1].isspace()
            or not marker.startswith(text[begin : begin + len(marker)])
        ):
            return GO
        end = begin + len(marker)
        if end >= len(text):
            return GO if final else WAIT
        return begin if text[end].isspace() else GO

    def _begins(self) -> str:
        """Return how the sentence begins."""
        if self._body >= self._base:
            begin = self._body - self._base
            return self._text[begin : begin + 32]
        return self._opening or ""

    def _emit(self, end: int) -> Sentence:
        """Close the sentence at *end* and begin the next one there."""
        base = self._base
        text = self._text[max(self._start - base, 0) : end - base]
        if self._head:
            text = "".join([*self._head, text])
            self._head.clear()
        ink = len(text.rstrip())
        lines = breaks(text[ink:])
        item = self._item or is_item(text[:64].lstrip())
        line = lines > 1 or (item and lines > 0)
        sentence = Sentence(text, self._start, end, self._paragraph or line)
        self._item = item and not line
        if not item:
            self._expected = ""
        self._paragraph = False
        self._start = end
        return sentence

    def _forget(self) -> None:
        """Let go of what will not be looked at again."""
        done = self._start - self._base
        settled = self._at - self._base - _KEPT
        if settled - max(done, 0) > _KEPT:
            if done >= 0:
                self._opening = self._begins()
            self._head.append(self._text[max(done, 0) : settled])
            done = settled
        if done > 0:
            self._text = self._text[done:]
            self._base += done


def segment(text: str, language: str | None = "en") -> Iterator[Sentence]:
    """Cut *text* into sentences, one at a time: a book costs a few of them in memory."""
    segmenter = Segmenter(language)
    for at in range(0, len(text), _CHUNK):
        yield from segmenter.feed(text[at : at + _CHUNK])
    yield from segmenter.flush()
