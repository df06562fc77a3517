"""The caller's text with its markup understood: who says which chunk, how fast, with which rests."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..synthesizer import SpeechWarning
from ..text.spans import VERBATIM, Spoken, Token
from .say_as import said_as, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..card import Voice
    from ..text.markup import Mark, Marked
    from ..text.segment import Sentence
    from .resolve import ResolvedRequest

__all__ = ["Markup", "StyledSpan"]

_FIXED = ("say", "phonemes", "spell", "say-as")


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """A stretch of plain text that is said in one manner."""

    start: int
    end: int
    voice: Voice | None = None
    """Who says it, when it is not the voice of the request."""
    rate: float = 1.0
    language: str | None = None
    """Which language it is in, when it is not that of its voice."""
    rest: float | None = None
    """Seconds of rest that the markup asks for after it."""
    paragraph: bool = False


class Markup:
    """
    A text and the marks that were lifted out of it.

    Making one is where a rate fails that the model cannot do.
    """

    def __init__(self, resolved: ResolvedRequest, marked: Marked) -> None:
        self.marked: Marked = marked
        self._language = resolved.language
        self._marks = self.marked.marks
        self._voices = {
            mark: resolved.voice_named(str(mark.value)) for mark in self._marks if mark.kind == "voice"
        }
        self._speaking = {
            mark: resolved.voice_speaking(str(mark.value)) for mark in self._marks if mark.kind == "lang"
        }
        self._pauses: dict[int, float] = {}
        for mark in self._marks:
            if mark.kind == "pause":
                self._pauses[mark.start] = self._pauses.get(mark.start, 0.0) + float(mark.value)
        self._paragraphs = {mark.end for mark in self._marks if mark.kind == "paragraph"}
        self._fixed = [mark for mark in self._marks if mark.kind in _FIXED]
        self._edges, self._manners = self._sweep()
        for _, rate, _ in self._manners:
            resolved.check_rate(rate)

    def _sweep(self) -> tuple[list[int], list[tuple[Voice | None, float, str | None]]]:
        """Go through the text once and note, edge by edge, who speaks from there on, how fast and in what."""
        changes: dict[int, list[tuple[Mark, bool]]] = {}
        for mark in self._marks:
            if mark.kind in ("voice", "lang", "rate", "pause", "paragraph", "sentence"):
                changes.setdefault(mark.start, []).append((mark, True))
                changes.setdefault(mark.end, []).append((mark, False))
        open_marks: dict[Mark, None] = {}
        manners: list[tuple[Voice | None, float, str | None]] = []
        edges = sorted(changes)
        for edge in edges:
            for mark, begins in sorted(changes[edge], key=lambda change: change[1]):
                if begins and mark.end > mark.start:
                    open_marks[mark] = None
                elif not begins:
                    open_marks.pop(mark, None)
            voice: Voice | None = None
            language: str | None = None
            for mark in open_marks:
                if mark.kind == "voice":
                    voice, language = self._voices[mark], None
                elif mark.kind == "lang" and (voice is None or not voice.speaks(str(mark.value))):
                    voice, language = self._speaking[mark], str(mark.value)
                elif mark.kind == "lang":
                    language = str(mark.value)
            rates = [float(mark.value) for mark in open_marks if mark.kind == "rate"]
            manners.append((voice, math.prod(rates), language))
        return edges, manners

    def styled_spans(self, sentence: Sentence) -> Iterator[StyledSpan]:
        """Cut a sentence of the plain text where the manner changes or a rest is asked for."""
        low, high = bisect_right(self._edges, sentence.start), bisect_left(self._edges, sentence.end)
        bounds = [sentence.start, *self._edges[low:high], sentence.end]
        if sentence.start == 0 and 0 in self._pauses:
            yield StyledSpan(0, 0, rest=self._pauses[0])
        for start, end in itertools.pairwise(bounds):
            known = bisect_right(self._edges, start) - 1
            voice, rate, language = self._manners[known] if known >= 0 else (None, 1.0, None)
            yield StyledSpan(
                start,
                end,
                voice=voice,
                rate=rate,
                language=language,
                rest=self._pauses.get(end),
                paragraph=(sentence.paragraph and end == sentence.end) or end in self._paragraphs,
            )

    def fixed(self, span: StyledSpan) -> list[Token]:
        """Return what the markup has decided within *span*, as tokens of the plain text."""
        low = bisect_left(self._fixed, span.start, key=lambda mark: mark.start)
        high = bisect_left(self._fixed, span.end, key=lambda mark: mark.start)
        return [self._token(mark) for mark in self._fixed[low:high]]

    def warnings(self) -> list[SpeechWarning]:
        """Name the marks that no model can honour."""
        return [
            SpeechWarning(
                "emphasis", f"not emphasised: {self.marked.text[mark.start : mark.end]!r}", self._span(mark)
            )
            for mark in self._marks
            if mark.kind == "emphasis" and mark.value != "none"
        ]

    def placed(self, spoken: Spoken) -> Spoken:
        """StyledSpan spans of the plain text into spans of the caller's."""
        return Spoken(tuple(moved for token in spoken.tokens for moved in self._moved(token)))

    def _token(self, mark: Mark) -> Token:
        text = self.marked.text[mark.start : mark.end]
        value = str(mark.value)
        match mark.kind:
            case "phonemes":
                return Token(text, mark.start, mark.end, "markup", value)
            case "spell":
                return Token(spelled(text, self._language_at(mark.start)), mark.start, mark.end, "markup")
            case "say-as":
                return Token(
                    said_as(value, text, self._language_at(mark.start)), mark.start, mark.end, "markup"
                )
            case _:
                return Token(value, mark.start, mark.end, "markup")

    def _language_at(self, at: int) -> str | None:
        """Return the language that the plain text is said in at *at*."""
        known = bisect_right(self._edges, at) - 1
        voice, _, language = self._manners[known] if known >= 0 else (None, 1.0, None)
        return language or (voice.language if voice else self._language)

    def _moved(self, token: Token) -> Iterator[Token]:
        if token.kind != VERBATIM:
            start, end = self.marked.source(token.start, token.end)
            yield Token(token.text, start, end, token.kind, token.phonemes)
            return
        begin = token.start
        for end in (*self.marked.breaks(token.start, token.end), token.end):
            text = token.text[begin - token.start : end - token.start]
            start, stop = self.marked.source(begin, end)
            exact = stop - start == end - begin
            yield Token(text, start, stop, VERBATIM if exact else "markup")
            begin = end

    def _span(self, mark: Mark) -> tuple[int, int]:
        return self.marked.source(mark.start, mark.end)
