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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import NothingToSpeak
from .chunker import Chunk, Chunker
from .joiner import Joiner
from .rendered import Renderer
from .sentences import END
from .utterances import utterance_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from ..cancel import CancelToken
    from ..effects import EffectChain
    from ..registry import Lease, Loaded
    from ..registry.run import Part, Run
    from ..speech import Piece
    from .preprocessor import Preprocessor
    from .rendered import Rendered
    from .resolve import ResolvedRequest

__all__ = ["Job", "Waiting", "pieces"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing can be done until one of these is."""

    futures: tuple[Future[Any], ...]
    idle: bool = False
    """Whether it is for more of the caller's text alone: the model has nothing to do meanwhile."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a stream works for: what was asked, its text, its claim on the model, and how it is stopped."""

    resolved: ResolvedRequest
    preprocessor: Preprocessor
    lease: Lease
    cancel: CancelToken
    said: list[str]
    """Collects what is said, for the receipt."""
    effects: EffectChain
    """What happens to each piece before it is handed out."""
    patient: bool
    """Whether nobody waits for the first piece alone."""


@dataclass(slots=True)
class _Running:
    """An utterance that is being spoken, and the next part of it."""

    chunk: Chunk
    renderer: Renderer
    run: Run[Rendered]
    part: Future[Part[Rendered] | None]


def pieces(job: Job) -> Generator[Piece | Waiting, None, None]:
    """Yield the pieces of *job* in order, and what has to be waited for in between."""
    running: deque[_Running] = deque()
    held: deque[Chunk] = deque()
    try:
        while not job.lease.loading.done():
            yield Waiting((job.lease.loading,))
            job.cancel.check()
        loaded = job.lease.loading.result()
        # Two for each thread, or for each place in a run; and one that the last can be told comes after it.
        ahead = 2 * max(loaded.card.concurrency, loaded.card.batch) + 1
        unguarded = job.patient or loaded.card.concurrency == loaded.card.batch == 1
        planned = _planned(job, _chunker(job, loaded))
        joiner = Joiner(job.resolved, job.preprocessor, job.effects)
        ended = False
        failure: Exception | None = None

        def release() -> None:
            """Submit what is held; a first utterance that is waited for has the processors to itself."""
            while held and (unguarded or not running or joiner.count or running[0].part.done()):
                if len(held) < 2 and not ended and not job.preprocessor.eager:
                    break  # What comes after it is not known yet.
                chunk = held.popleft()
                running.append(_submit(job, loaded, chunk, held[0].spoken.text if held else ""))

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
                    case Future() as awaited:
                        pass
                release()
            if running and running[0].part.done():
                first = running[0]
                part = first.part.result()
                if part is None or part.next is None:
                    running.popleft()
                else:
                    first.part = part.next
                rendered = first.renderer.rest() if part is None else part.value
                for piece in joiner.pieces(first.chunk, rendered):
                    release()
                    yield piece
            elif running or awaited is not None:
                heads = (running[0].part,) if running else ()
                yield Waiting((*heads, awaited) if awaited is not None else heads, idle=not running)
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
            runs = [each.run.ended for each in running]
            for run in runs:
                run.cancel()
            job.lease.release(after=runs)


def _chunker(job: Job, loaded: Loaded) -> Chunker:
    return Chunker(
        loaded.card,
        loaded.measure,
        eager=job.preprocessor.eager,
        patient=job.patient,
        language=job.resolved.language,
        stops=loaded.stops,
    )


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


def _submit(job: Job, loaded: Loaded, chunk: Chunk, after: str) -> _Running:
    before = job.said[-1] if job.said else ""
    job.said.append(chunk.spoken.text)
    utterance = utterance_of(job.resolved, chunk, job.cancel, before, after)
    voice = job.resolved.voice if chunk.voice is None else job.resolved.voice_named(chunk.voice)
    rate = job.resolved.model_rate
    renderer = Renderer(rate, chunk.spoken, source=job.preprocessor.text, span=utterance.span)
    # Effects are promised sound that begins and ends in silence.
    in_parts = not (job.patient or job.effects)
    run = loaded.render(utterance, voice, renderer.make, in_parts=in_parts)
    return _Running(chunk, renderer, run, run.first)
