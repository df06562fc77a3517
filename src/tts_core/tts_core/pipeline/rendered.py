"""From what a model returns for an utterance to sound and words that are ready to be joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..audio import Audio
from .trim import trimmed
from .utterances import leading
from .word_times import moved, timed, written_words

if TYPE_CHECKING:
    from ..synthesizer import Rendering, SpeechWarning, Word
    from ..text.spans import Spoken
    from .word_times import Written

__all__ = ["Rendered", "Renderer"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Sound that came of an utterance: the whole of it, or a part."""

    audio: Audio
    words: tuple[Word, ...]
    """Times count from the first sample of *audio*; behind the last part, from that of the utterance."""
    warnings: tuple[SpeechWarning, ...] = ()
    begins: bool = True
    ends: bool = True


class Renderer:
    """Makes ready what a model returns for one utterance. `make` runs on the model's thread."""

    def __init__(self, sample_rate: int, spoken: Spoken, *, source: str, span: tuple[int, int]) -> None:
        self._rate = sample_rate
        self._spoken = spoken
        self._source = source
        self._span = span
        self._lead = leading(spoken.text)
        self._written: list[Written] | None = None
        """The words that no part has told of yet; read on the model's thread."""
        self._seconds = 0.0
        self._said = 0.0
        """When the last word that was told of ends."""

    def make(self, rendering: Rendering, whole: bool) -> Rendered:
        """Return the sound at the stream's rate, without dead air, with the words that the caller wrote."""
        sound = Audio(rendering.samples, rendering.sample_rate).resampled(self._rate)
        begins, start = not self._seconds, self._seconds
        cut = trimmed(sound, tail=whole) if begins else None
        audio, lead = (cut.audio, cut.lead) if cut else (sound, 0.0)
        heard = moved(rendering.words, -lead)
        written = ahead = written_words(self._spoken) if self._written is None else self._written
        if not whole:  # The words that it told of, and those before them.
            reached = max((self._lead + word.span[1] for word in heard), default=0)
            written = [word for word in written if word.start < reached]
        words = timed(written, heard, audio.duration, self._source, self._lead)
        self._written = ahead[len(written) :]
        self._seconds += audio.duration
        self._said = start + words[-1].end if words else self._said
        found = (*rendering.warnings, *(cut.warnings if cut else ()))
        warnings = tuple(self._placed(warning) for warning in found)
        return Rendered(audio, words, warnings, begins=begins, ends=whole)

    def rest(self) -> Rendered:
        """Return, behind the last part of an utterance, the words that none of them told of."""
        words = timed(self._written or (), (), max(0.0, self._seconds - self._said), self._source, self._lead)
        silent = Audio.silence(0.0, self._rate)
        return Rendered(silent, moved(words, self._said), begins=not self._seconds)

    def _placed(self, warning: SpeechWarning) -> SpeechWarning:
        """Say where in the caller's text a warning of the model belongs."""
        if warning.span is None:
            return replace(warning, span=self._span)
        length = len(self._spoken.text)
        start, end = (max(0, min(length, self._lead + position)) for position in warning.span)
        return replace(warning, span=self._spoken.source(start, end) if start < end else self._span)
