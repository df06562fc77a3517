"""Joining what was rendered: the rests between utterances, offsets, and warnings where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..audio import Audio
from ..speech import Piece
from .word_times import moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..effects import EffectChain
    from ..synthesizer import SpeechWarning, Word
    from .chunker import Chunk
    from .preprocessor import Preprocessor
    from .rendered import Rendered
    from .resolve import ResolvedRequest

__all__ = ["Joiner"]

LONG = 5.0
"""Seconds of silence beyond which it comes in pieces of its own: no rest is ever in memory as a whole."""


class Joiner:
    """Makes pieces of what was rendered, in order. A speech that becomes too long ends in an error."""

    def __init__(self, resolved: ResolvedRequest, preprocessor: Preprocessor, effects: EffectChain) -> None:
        self._resolved = resolved
        self._preprocessor = preprocessor
        self._effects = effects
        self._rate = resolved.model_rate
        self._samples = 0
        """How many were made, when their effects are done."""
        self._rest = 0.0
        self._end = 0
        self._begun = self._seconds = 0.0
        """When the utterance began whose parts are being joined, and how much of it the model made."""
        self.count = 0

    def pieces(self, chunk: Chunk, rendered: Rendered) -> Iterator[Piece]:
        """Make the next pieces: the sound, and the silence before and behind it."""
        before = self._rest + chunk.before if rendered.begins else 0.0
        after = (chunk.rest or 0.0) if rendered.ends else 0.0
        while before > LONG:
            yield self._silence(LONG)
            before -= LONG
        pause = Audio.silence(before, self._rate)
        if rendered.begins:
            self._begun, self._seconds = self._now + pause.duration, 0.0
        end = chunk.spoken.span[1]
        if not rendered.ends:
            end = min(end, max((word.span[1] for word in rendered.words), default=self._end))
        since, stretch = pause.duration, 1.0
        if self._seconds and rendered.ends:  # They count from the beginning of the utterance.
            since, stretch = self._begun - self._now, (self._now - self._begun) / self._seconds
        self._seconds += rendered.audio.duration
        sound = Audio.joined((pause, rendered.audio, Audio.silence(min(after, LONG), self._rate)))
        if self._effects and len(sound):
            sound, words = self._effects.applied(sound, moved(rendered.words, since, by=stretch))
            words = moved(words, self._now)
        else:
            words = moved(rendered.words, self._now + since, by=stretch)
        yield self._piece(sound, max(self._end, end), words, rendered.warnings)
        while after > LONG:
            after -= LONG
            yield self._silence(min(after, LONG))
        if rendered.ends:
            self._rest = 0.0 if chunk.rest is not None else self._preprocessor.rest_after(chunk)

    @property
    def _now(self) -> float:
        return self._samples / self._resolved.sample_rate

    def _silence(self, seconds: float) -> Piece:
        sound = Audio.silence(seconds, self._rate)
        return self._piece(self._effects.applied(sound, ())[0] if self._effects else sound, self._end)

    def _piece(
        self, sound: Audio, end: int, words: tuple[Word, ...] = (), warnings: tuple[SpeechWarning, ...] = ()
    ) -> Piece:
        """Make a piece of *sound*, with which all that was to happen to it has happened."""
        start, span, text = self._now, (self._end, end), self._preprocessor.text
        if not len(sound):  # Behind the last part of an utterance: only words and text are left of it.
            sound = Audio.silence(0.0, self._resolved.sample_rate)
        self._samples += len(sound)
        self._end = end
        self._resolved.check_length(self._now, len(text))
        self.count += 1
        return Piece(
            index=self.count - 1,
            audio=sound,
            text=text[slice(*span)],
            span=span,
            start=start,
            words=words,
            warnings=(*self._preprocessor.warnings_until(end), *warnings),
        )
