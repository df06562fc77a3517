"""
Getting the caller's text ready to be said: sentences, lexicon, normalisation.

It is pulled sentence by sentence, so that a book costs no more memory than its text.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from ..errors import NothingToSpeak, UnsupportedOption
from ..model import Feature
from ..synthesizer import Pronunciation, SpeechWarning
from ..text.lexicon import Lexicon
from ..text.normalize import Rules, normalize
from ..text.spans import Spoken, Token
from .plan import Stretch, speakable
from .sentences import END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..captions import Edit
    from ..pauses import Pauses
    from ..request import Request
    from ..text.segment import Sentence
    from .order import Order
    from .sentences import Fragment, SentenceSource

__all__ = ["Prepared"]


class Prepared:
    """The stretches of one request's text, ready to be planned into utterances."""

    def __init__(self, order: Order, source: SentenceSource) -> None:
        request = order.request
        self._source = source
        self._script = source.script
        self._language = order.language
        self._card = order.card
        self._rules = _rules(request)
        self._lexicon = request.lexicon if isinstance(request.lexicon, Lexicon) else None
        self._pauses: Pauses = request.pauses  # type: ignore[assignment]  # Request made a table of any mapping
        self._ready: deque[Stretch] = deque()
        self._warnings = deque(self._script.warnings() if self._script else ())

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
        return self._script.marked.edits(len(self.text)) if self._script else ()

    def prime(self) -> None:
        """Look ahead for the first words of a text that is there, or raise NothingToSpeak."""
        looked: list[Stretch] = []
        while (pulled := self.pull()) is not END:
            if isinstance(pulled, Future | str):
                break
            looked.append(pulled)
            if speakable(pulled.spoken.text):
                break
        else:
            raise NothingToSpeak(_why(self.text))
        self._ready.extendleft(reversed(looked))

    def pull(self) -> Stretch | Future[Any] | Fragment:
        """Return the next stretch, or a future to wait for, or FLUSH, or END."""
        while not self._ready:
            pulled = self._source.pull()
            if pulled is END or isinstance(pulled, Future | str):
                return pulled
            self._ready.extend(self._stretches(pulled))
        return self._ready.popleft()

    def close(self) -> None:
        """Ask for no more text."""
        self._source.close()

    def rest_after(self, stretch: Stretch) -> float:
        """Return the seconds of rest between *stretch* and what follows it."""
        if stretch.rest is not None:
            return stretch.rest
        return self._pauses.between(stretch.spoken.text, paragraph=stretch.paragraph)

    def readings(self, spoken: Spoken, lead: int) -> tuple[Pronunciation, ...]:
        """Return the caller's readings within *spoken*, placed in the utterance's text."""
        found = []
        offset = -lead
        for token in spoken.tokens:
            if token.phonemes is not None:
                found.append(Pronunciation(offset, offset + len(token.text), token.phonemes))
            offset += len(token.text)
        return tuple(found)

    def warnings_until(self, end: int) -> list[SpeechWarning]:
        """Take the warnings about the text before *end*."""
        taken = []
        while self._warnings and (self._warnings[0].span or (0, 0))[0] < end:
            taken.append(self._warnings.popleft())
        return taken

    def _stretches(self, sentence: Sentence) -> Iterator[Stretch]:
        if self._script is None:
            spoken = self._said(sentence.text, sentence.start, self._language, ())
            self._look_over(spoken)
            yield Stretch(spoken, sentence.paragraph)
            return
        for turn in self._script.turns(sentence):
            text = sentence.text[turn.start - sentence.start : turn.end - sentence.start]
            language = turn.voice.language if turn.voice else None
            said = self._said(text, turn.start, language or self._language, self._script.fixed(turn))
            spoken = self._script.placed(said)
            self._look_over(spoken)
            yield Stretch(
                spoken,
                turn.paragraph,
                voice=turn.voice.id if turn.voice else None,
                rate=turn.rate,
                language=language,
                rest=turn.rest,
            )

    def _look_over(self, spoken: Spoken) -> None:
        """Warn of what is not spoken, and refuse what the model would have to ignore."""
        for token in spoken.tokens:
            if token.kind == "dropped" and token.end > token.start:
                written = self.text[token.start : token.end].rstrip()
                span = (token.start, token.start + len(written))
                self._warnings.append(SpeechWarning("dropped", f"not spoken: {written!r}", span))
            if token.phonemes is not None and Feature.PHONEMES not in self._card.features:
                raise UnsupportedOption("phonemes", self._card.id, (), why="it takes no IPA readings")

    def _said(self, text: str, offset: int, language: str | None, marked: Sequence[Token]) -> Spoken:
        """Say *text* as its markup, else its lexicon, else the normaliser has it."""
        fixed = list(marked)
        if self._lexicon is not None:
            found = self._lexicon.find(text, offset=offset)
            fixed.extend(token for token in found if not any(_overlap(token, each) for each in marked))
            fixed.sort(key=lambda token: token.start)
        if self._rules is not None:
            return normalize(text, language, self._rules, offset=offset, fixed=fixed)
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


def _overlap(one: Token, other: Token) -> bool:
    return one.start < other.end and other.start < one.end


def _rules(request: Request) -> Rules | None:
    if isinstance(request.normalize, Rules):
        return request.normalize
    return Rules() if request.normalize else None


def _why(text: str) -> str:
    if not text:
        return "the text is empty"
    if text.isspace():
        return "the text is only white space"
    return "the text is only punctuation, marks or symbols that are not spoken"
