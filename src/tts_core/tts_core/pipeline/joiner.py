"""Joining what was rendered: the rests between utterances, offsets, and warnings where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..audio import Audio
from ..speech import Piece
from .word_times import moved

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    def __init__(self, resolved: ResolvedRequest, preprocessor: Preprocessor) -> None:
        self._resolved = resolved
        self._preprocessor = preprocessor
        self._rate = resolved.sample_rate
        self._samples = 0
        self._rest = 0.0
        self._end = 0
        self._begun = 0.0
        """When the utterance began whose parts are being joined."""
        self.count = 0

    def pieces(self, chunk: Chunk, rendered: Rendered) -> Iterator[Piece]:
        """Make the next pieces: the sound, and the silence before and behind it."""
        before = self._rest + chunk.before if rendered.begins else 0.0
        after = (chunk.rest or 0.0) if rendered.ends else 0.0
        while before > LONG:
            yield self._piece((Audio.silence(LONG, self._rate),), self._end)
            before -= LONG
        pause = Audio.silence(before, self._rate)
        if rendered.begins:
            self._begun = self._samples / self._rate + pause.duration
        end = chunk.spoken.span[1]
        if not rendered.ends:
            end = min(end, max((word.span[1] for word in rendered.words), default=self._end))
        words = moved(rendered.words, self._begun)
        sounds = (pause, rendered.audio, Audio.silence(min(after, LONG), self._rate))
        yield self._piece(sounds, max(self._end, end), words, rendered.warnings)
        while after > LONG:
            after -= LONG
            yield self._piece((Audio.silence(min(after, LONG), self._rate),), self._end)
        if rendered.ends:
            self._rest = 0.0 if chunk.rest is not None else self._preprocessor.rest_after(chunk)

    def _piece(
        self,
        sounds: tuple[Audio, ...],
        end: int,
        words: tuple[Word, ...] = (),
        warnings: tuple[SpeechWarning, ...] = (),
    ) -> Piece:
        joined = Audio.joined(sounds)
        span = (self._end, end)
        text = self._preprocessor.text
        self._resolved.check_length((self._samples + len(joined)) / self._rate, len(text))
        piece = Piece(
            index=self.count,
            audio=joined,
            text=text[slice(*span)],
            span=span,
            start=self._samples / self._rate,
            words=words,
            warnings=(*self._preprocessor.warnings_until(end), *warnings),
        )
        self.count += 1
        self._samples += len(joined)
        self._end = end
        return piece
