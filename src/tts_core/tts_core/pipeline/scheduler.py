"""
The one way from sentences to pieces.

It is a generator that never blocks: where something has to be waited for it yields Waiting, and
whoever drives it waits in his own manner, on a thread or in an event loop. Pieces come in order;
several utterances are spoken at once where the model allows it, but none beside the first, if
somebody is waiting for it; and it runs ahead of who takes the pieces by a few utterances, never more.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..audio import Audio
from ..errors import NothingToSpeak
from ..speech import Piece
from .chunker import Chunk, Chunker
from .sentences import END
from .trim import checked, trimmed
from .utterances import leading, utterance_of
from .word_times import moved, timed, written_words

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from ..cancel import CancelToken
    from ..registry import Lease, Loaded
    from ..synthesizer import SpeechWarning, Utterance, Word
    from ..text.spans import Spoken
    from .preprocessor import Preprocessor
    from .resolve import ResolvedRequest

__all__ = ["Job", "Waiting", "pieces"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing can be done until one of these is."""

    futures: tuple[Future[Any], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What a stream works for: what was asked, its text, its claim on the model, and how it is stopped."""

    resolved: ResolvedRequest
    preprocessor: Preprocessor
    lease: Lease
    cancel: CancelToken
    said: list[str]
    """Collects what is said, for the receipt."""
    patient: bool = False
    """Whether nobody waits for the first piece alone."""


@dataclass(frozen=True, slots=True)
class _Rendered:
    audio: Audio
    words: tuple[Word, ...]
    warnings: tuple[SpeechWarning, ...]


def pieces(job: Job) -> Generator[Piece | Waiting, None, None]:
    """Yield the pieces of *job* in order, and what has to be waited for in between."""
    running: deque[tuple[Chunk, Future[_Rendered]]] = deque()
    held: deque[Chunk] = deque()
    try:
        while not job.lease.loading.done():
            yield Waiting((job.lease.loading,))
            job.cancel.check()
        loaded = job.lease.loading.result()
        ahead = 2 * loaded.card.concurrency
        unguarded = job.patient or loaded.card.concurrency == 1
        chunker = Chunker(
            loaded.card, loaded.measure, eager=job.preprocessor.eager, language=job.resolved.language
        )
        planned = _planned(job, chunker)
        joiner = _Joiner(job)
        ended = False
        failure: Exception | None = None

        def release() -> None:
            """Submit what is held; a first utterance that is waited for has the processors to itself."""
            while held and (unguarded or not running or joiner.count or running[0][1].done()):
                chunk = held.popleft()
                running.append((chunk, _submit(job, loaded, chunk)))

        while True:
            job.cancel.check()
            awaited: Future[Any] | None = None
            release()
            while not ended and awaited is None and len(running) + len(held) < ahead:
                try:
                    coming = next(planned, None)
                except Exception as error:  # Raised below, behind what came before it.
                    failure, coming = error, None
                match coming:
                    case None:
                        ended = True
                    case Chunk() as chunk:
                        held.append(chunk)
                        release()
                    case Future() as awaited:
                        pass
            if running and running[0][1].done():
                chunk, work = running.popleft()
                piece = joiner.piece(chunk, work.result())
                release()
                yield piece
            elif running or awaited is not None:
                heads = (running[0][1],) if running else ()
                yield Waiting((*heads, awaited) if awaited is not None else heads)
            else:
                break
        if failure is not None:
            raise failure
        if not joiner.count:
            raise NothingToSpeak("the text holds no word")
    finally:
        if not job.lease.is_inherited:  # What a forked child inherits is the parent's to end.
            job.cancel.cancel()
            job.preprocessor.close()
            for _, work in running:
                work.cancel()
            job.lease.release(after=[work for _, work in running])


def _planned(job: Job, chunker: Chunker) -> Iterator[Chunk | Future[Any]]:
    """Yield utterances to speak, or what has to come before the next one is known."""
    while (pulled := job.preprocessor.pull()) is not END:
        if isinstance(pulled, Chunk):
            yield from chunker.push(pulled)
        elif isinstance(pulled, str):  # FLUSH: a short sentence must not wait for others to go with.
            yield from chunker.finish()
        else:
            yield pulled
    yield from chunker.finish()


def _submit(job: Job, loaded: Loaded, chunk: Chunk) -> Future[_Rendered]:
    spoken, source = chunk.spoken, job.preprocessor.text
    job.said.append(spoken.text)
    utterance = utterance_of(job.resolved, chunk, job.cancel)
    lead = leading(spoken.text)
    return loaded.submit(lambda: _render(loaded, utterance, spoken, source, lead), job.cancel)


def _render(loaded: Loaded, utterance: Utterance, spoken: Spoken, source: str, lead: int) -> _Rendered:
    """Speak one utterance and make its sound and words ready to be joined; runs on the model's thread."""
    rendering = loaded.speak(utterance)
    sound = checked(rendering, loaded.card.sample_rate, loaded.card.id, utterance.span)
    cut = trimmed(sound)
    heard = moved(rendering.words, -cut.lead)
    words = timed(written_words(spoken), heard, cut.audio.duration, source, lead)
    warnings = [
        _placed(warning, spoken, lead, utterance.span) for warning in (*rendering.warnings, *cut.warnings)
    ]
    return _Rendered(cut.audio, words, tuple(warnings))


def _placed(warning: SpeechWarning, spoken: Spoken, lead: int, whole_span: tuple[int, int]) -> SpeechWarning:
    """Say where in the caller's text a warning of the model belongs."""
    if warning.span is None:
        return replace(warning, span=whole_span)
    start, end = (max(0, min(len(spoken.text), lead + position)) for position in warning.span)
    return replace(warning, span=spoken.source(start, end) if start < end else whole_span)


class _Joiner:
    """Joins what was rendered: the rest between pieces, offsets, and the warnings of each chunk of text."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._samples = 0
        self._rest = 0.0
        self._end = 0
        self.count = 0

    def piece(self, chunk: Chunk, rendered: _Rendered) -> Piece:
        """Make the next piece."""
        audio, rate = rendered.audio, rendered.audio.sample_rate
        start = self._samples / rate
        pause = Audio.silence(self._rest + chunk.before, rate)
        begun = start + pause.duration
        span = (self._end, chunk.spoken.span[1])
        asked = Audio.silence(chunk.rest or 0.0, rate)
        joined = Audio.joined((pause, audio, asked))
        piece = Piece(
            index=self.count,
            audio=joined,
            text=self._job.preprocessor.text[slice(*span)],
            span=span,
            start=start,
            words=moved(rendered.words, begun),
            warnings=(*self._job.preprocessor.warnings_until(span[1]), *rendered.warnings),
        )
        self.count += 1
        self._samples += len(joined)
        self._end = span[1]
        self._rest = 0.0 if chunk.rest is not None else self._job.preprocessor.rest_after(chunk)
        return piece
