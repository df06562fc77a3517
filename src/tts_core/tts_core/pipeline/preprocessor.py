"""
Getting the caller's text ready to be said: sentences, lexicon, normalisation.

It is pulled sentence by sentence, so that a book costs no more memory than its text.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from ..card import Feature
from ..errors import NothingToSpeak
from ..scripts import foreign_words, script_name
from ..synthesizer import SpeechWarning
from ..text.normalize import normalize, unread
from ..text.spans import VERBATIM, Spoken, Token
from .chunker import Chunk, speakable
from .sentences import END
from .told_apart import AUTO, TellApart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..captions import Edit
    from ..text.segment import Sentence
    from .resolve import ResolvedRequest
    from .sentences import Fragment, SentenceSource

__all__ = ["Preprocessor"]


class Preprocessor:
    """The chunks of one request's text, ready to be merged and split into utterances."""

    def __init__(self, resolved: ResolvedRequest, source: SentenceSource) -> None:
        self._source = source
        self._resolved = resolved
        self._markup = source.markup
        self._ready: deque[Chunk] = deque()
        self._warnings = deque(self._markup.warnings() if self._markup else ())
        self._told_apart = TellApart(resolved) if resolved.request.language == AUTO else None

    @property
    def eager(self) -> bool:
        """Whether the text is still being written."""
        return self._source.eager

    @property
    def text(self) -> str:
        """The caller's text, as far as it is known."""
        return self._source.text

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Where the text is markup, and what stands for it."""
        return self._markup.marked.edits(len(self.text)) if self._markup else ()

    def prime(self) -> None:
        """Look ahead for the first words of a text that is there, or raise NothingToSpeak."""
        looked: list[Chunk] = []
        while (pulled := self.pull()) is not END:
            if isinstance(pulled, Future | str):
                break
            looked.append(pulled)
            if speakable(pulled.spoken.text):
                break
        else:
            raise NothingToSpeak(_why(self.text))
        self._ready.extendleft(reversed(looked))

    def pull(self) -> Chunk | Future[Any] | Fragment:
        """Return the next chunk, or a future to wait for, or FLUSH, or END."""
        while not self._ready:
            pulled = self._source.pull()
            if pulled is END or isinstance(pulled, Future | str):
                return pulled
            self._ready.extend(self._chunks(pulled))
        return self._ready.popleft()

    def close(self) -> None:
        """Ask for no more text."""
        self._source.close()

    def rest_after(self, chunk: Chunk) -> float:
        """Return the seconds of rest between *chunk* and what follows it."""
        if chunk.rest is not None:
            return chunk.rest
        return self._resolved.pauses.between(chunk.spoken.text, paragraph=chunk.paragraph)

    def warnings_until(self, end: int) -> list[SpeechWarning]:
        """Take the warnings about the text before *end*."""
        taken = []
        while self._warnings and (self._warnings[0].span or (0, 0))[0] < end:
            taken.append(self._warnings.popleft())
        return taken

    def _chunks(self, sentence: Sentence) -> Iterator[Chunk]:
        if self._told_apart is not None and self._markup is None:
            yield from self._chunks_by_language(sentence, self._told_apart)
            return
        if self._markup is None:
            spoken = self._said(sentence.text, sentence.start, self._resolved.language, ())
            self._look_over(spoken, self._resolved.language)
            yield Chunk(spoken, sentence.paragraph)
            return
        for span in self._markup.styled_spans(sentence):
            text = sentence.text[span.start - sentence.start : span.end - sentence.start]
            language = span.language or (span.voice.language if span.voice else None)
            said = self._said(text, span.start, language or self._resolved.language, self._markup.fixed(span))
            spoken = self._markup.placed(said)
            self._look_over(spoken, language or self._resolved.language)
            yield Chunk(
                spoken,
                span.paragraph,
                voice=span.voice.id if span.voice else None,
                rate=span.rate,
                language=language,
                rest=span.rest,
            )

    def _chunks_by_language(self, sentence: Sentence, told_apart: TellApart) -> Iterator[Chunk]:
        """Yield a chunk for each stretch of a sentence that is in one language."""
        parts = list(told_apart.parts(sentence))
        for part in parts:
            text = sentence.text[part.start - sentence.start : part.end - sentence.start]
            language = part.language or self._resolved.language
            spoken = self._said(text, part.start, language, ())
            if part.warning is not None:
                self._warnings.append(part.warning)
            self._look_over(spoken, language)
            last = part is parts[-1]
            yield Chunk(
                spoken,
                sentence.paragraph and last,
                voice=part.voice,
                language=part.language if part.language != self._resolved.language else None,
                rest=None if last else 0.0,
            )

    def _look_over(self, spoken: Spoken, language: str | None) -> None:
        """Warn of what is not spoken or may not be, and refuse what the model would have to ignore."""
        scripts = self._resolved.card.scripts_for(language)
        for token in spoken.tokens:
            if token.kind == "dropped" and token.end > token.start:
                written = self.text[token.start : token.end].rstrip()
                span = (token.start, token.start + len(written))
                self._warnings.append(SpeechWarning("dropped", f"not spoken: '{_shown(written)}'", span))
            if self._resolved.rules is not None:
                for start, end in unread(token, self._resolved.rules):
                    self._warnings.append(_unread(token, start, end, language))
            if token.phonemes is not None:
                self._resolved.check_phonemes()
            elif scripts is not None:
                self._warnings.extend(_foreign(token, scripts, self._resolved.card.id))

    def _said(self, text: str, offset: int, language: str | None, marked: Sequence[Token]) -> Spoken:
        """Say *text* as its markup, else its lexicon, else the normaliser has it."""
        fixed = list(marked)
        if self._resolved.lexicon is not None:
            found = self._resolved.lexicon.find(text, offset=offset)
            fixed.extend(token for token in found if not any(_overlap(token, each) for each in marked))
            fixed.sort(key=lambda token: token.start)
        if self._resolved.rules is not None:
            return normalize(
                text,
                language,
                self._resolved.rules,
                offset=offset,
                fixed=fixed,
                phonemes=Feature.PHONEMES in self._resolved.card.features,
                languages=self._resolved.languages,
            )
        tokens: list[Token] = []
        position = offset
        for token in fixed:
            if position < token.start:
                tokens.append(Token(text[position - offset : token.start - offset], position, token.start))
            tokens.append(token)
            position = token.end
        if position < offset + len(text):
            tokens.append(Token(text[position - offset :], position, offset + len(text)))
        return Spoken(tuple(tokens))


def _unread(token: Token, start: int, end: int, language: str | None) -> SpeechWarning:
    """Name a word with a digit or a sign that nothing has put into words."""
    span = (token.start + start, token.start + end) if token.kind == VERBATIM else (token.start, token.end)
    return SpeechWarning(
        "unread",
        f"{token.text[start:end]!r} is left to the voice as it is written: nothing here reads it in "
        f"{language or 'a language that is not known'}. Write it out, or give its reading in a lexicon",
        span,
    )


def _foreign(token: Token, scripts: frozenset[str], model: str) -> Iterator[SpeechWarning]:
    """Name the words that are handed to a voice which does not say that it can read their script."""
    for start, end, script in foreign_words(token.text, scripts):
        exact = token.kind == VERBATIM
        span = (token.start + start, token.start + end) if exact else (token.start, token.end)
        yield SpeechWarning(
            "script",
            f"{token.text[start:end]!r} is in {script_name(script)} letters, which this voice of model "
            f"{model!r} may leave out or misread. Ask for a voice of its language, or give its reading in "
            "a lexicon",
            span,
        )


def _overlap(one: Token, other: Token) -> bool:
    return one.start < other.end and other.start < one.end


def _why(text: str) -> str:
    if not text:
        return "the text is empty"
    if text.isspace():
        return "the text is only white space"
    return "the text is only punctuation, marks or symbols that are not spoken"


def _shown(written: str) -> str:
    """Return *written* with a name in place of each character that cannot be seen."""
    return "".join(each if each.isprintable() else f"U+{ord(each):04X}" for each in written)
