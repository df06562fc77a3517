"""
From sentences to utterances: short at first, then near the model's best length, never past its limit.

Sentences are merged while they fit and cut only when they must: at a clause mark, else between
words, and only a monstrous word inside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..text.spans import Spoken, Token
from .split import ends_a_sentence, first_clause, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..card import ModelCard

__all__ = ["Chunk", "Chunker", "speakable"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of spoken text that is said in one manner, with what follows it."""

    spoken: Spoken
    paragraph: bool = False
    """Whether a paragraph ends after it."""
    voice: str | None = None
    """The id of the voice, when it is not that of the request."""
    rate: float = 1.0
    """A factor on the request's speed."""
    language: str | None = None
    """The language of that voice, when it is another than that of the request."""
    rest: float | None = None
    """Seconds of rest that the caller asked for after it."""
    continues: bool = False
    """Whether it was cut off inside a sentence, which goes on in the next one."""
    before: float = 0.0
    """Seconds of rest that the caller asked for before it, where no words come before those."""

    def goes_on_with(self, other: Chunk) -> bool:
        """Whether both may be one utterance."""
        manner = (self.voice, self.rate, self.language) == (other.voice, other.rate, other.language)
        return manner and not self.paragraph and self.rest is None and not other.before

    def then(self, other: Chunk) -> Chunk:
        """Return both as one."""
        return replace(self, spoken=self.spoken + other.spoken, paragraph=other.paragraph, rest=other.rest)


def speakable(text: str) -> bool:
    """Whether there is anything in *text* that a voice could say."""
    return any(map(str.isalnum, text))


class Chunker:
    """Takes chunks as they come and gives utterances as soon as they are settled."""

    def __init__(
        self,
        card: ModelCard,
        measure: Callable[[str], int],
        *,
        eager: bool,
        patient: bool,
        language: str | None,
        stops: Callable[[str], Sequence[int]] | None = None,
    ) -> None:
        """
        Plan for *card*, in units of *measure*.

        Whoever is *patient* waits for the whole: nothing is cut short for an early first sound, nor
        hurried because the text is still being written (*eager*). *stops* tells where a model of its
        own sentences would cut a text.
        """
        self._best = card.best
        self._limit = card.limit
        self._first = card.best if patient else min(card.first or card.best, card.best)
        self._measure = measure
        self._eager = eager and not patient
        self._stops = stops
        self._language = language
        self._held: Chunk | None = None
        self._units = 0
        self._lead: tuple[Token, ...] = ()
        self._wait = 0.0
        self._begun = False

    def push(self, chunk: Chunk) -> Iterator[Chunk]:
        """Take the next chunk; yield the utterances that are settled by it."""
        if not speakable(chunk.spoken.text):
            yield from self._rest_on(chunk)
            return
        if self._lead or self._wait:
            spoken = Spoken(self._lead + chunk.spoken.tokens)
            chunk = replace(chunk, spoken=spoken, before=chunk.before + self._wait)
            self._lead, self._wait = (), 0.0
        units = self._count(chunk.spoken.text)
        if self._held is not None and not (self._held.goes_on_with(chunk) and self._fits(units)):
            yield from self._release()
        if self._held is None:
            self._held, self._units = chunk, units
        else:
            self._held, self._units = self._held.then(chunk), self._units + units
        hurried = self._eager and (not self._begun or self._units >= self._best // 6)
        if hurried or chunk.paragraph or chunk.rest is not None or self._units >= self._target:
            yield from self._release()

    def finish(self) -> Iterator[Chunk]:
        """Yield what is still held back; what has no words and nobody to go with ends here."""
        if self._held is not None:
            yield from self._release()

    @property
    def _target(self) -> int:
        return self._best if self._begun else self._first

    def _fits(self, units: int) -> bool:
        together = self._units + units
        rides = units <= self._best // 8 and together <= min(self._limit, self._best * 9 // 8)
        return together <= self._target or rides

    def _count(self, text: str) -> int:
        """Measure *text*, or, where it is far too long in any case, spare the model the work."""
        return len(text) if len(text) > 8 * self._limit else self._measure(text)

    def _rest_on(self, chunk: Chunk) -> Iterator[Chunk]:
        """Let marks without words go along, silently, with the words before or after them."""
        hushed = tuple(Token("", token.start, token.end, token.kind) for token in chunk.spoken.tokens)
        if self._held is None:
            self._lead += hushed
            self._wait += chunk.rest or 0.0
            return
        self._held = self._held.then(replace(chunk, spoken=Spoken(hushed)))
        if chunk.paragraph or chunk.rest is not None:
            yield from self._release()

    def _release(self) -> Iterator[Chunk]:
        held, self._held = self._held, None
        if held is None:
            return
        parts = [held.spoken]
        by_character = self._units / len(held.spoken.text)
        if not self._begun and self._units > self._first:
            language = held.language or self._language
            parts = first_clause(held.spoken, self._units, self._first, self._limit, language)
        self._begun = True
        left = len(held.spoken.text)
        for part in parts:
            for piece in self._split(part, by_character):
                begins, left = left == len(held.spoken.text), left - len(piece.text)
                yield replace(
                    held,
                    spoken=piece,
                    before=held.before if begins else 0.0,
                    paragraph=held.paragraph and not left,
                    rest=None if left else held.rest,
                    continues=bool(left) and not ends_a_sentence(piece.text),
                )

    def _split(self, part: Spoken, by_character: float) -> Iterator[Spoken]:
        """Cut what is too long; what is far from it by its characters is not measured again."""
        whole_up_to = min(self._limit, self._best * 3 // 2)
        if len(part.text) * by_character * 3 / 2 > whole_up_to and self._count(part.text) > whole_up_to:
            stops = self._stops(part.text) if self._stops else None
            yield from split(
                part, self._measure, self._best, self._limit, language=self._language, stops=stops
            )
        else:
            yield part
