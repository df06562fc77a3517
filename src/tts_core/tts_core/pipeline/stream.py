"""A speech being made, piece by piece."""

from __future__ import annotations

import os
import threading
from concurrent.futures import FIRST_COMPLETED, Future, InvalidStateError, wait
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..audio import Audio
from ..cancel import CancelToken
from ..effects import EffectChain
from ..errors import Cancelled, SynthesisFailed
from ..provenance import default_tags
from ..speech import Delivered, Piece, Speech
from ..synthesizer import SpeechWarning
from .preprocessor import Preprocessor
from .receipts import receipt_of
from .scheduler import Job, Waiting, pieces

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from types import TracebackType

    from ..captions import Edit
    from ..playback import Playback
    from ..receipt import Receipt
    from ..registry import Registry
    from .resolve import ResolvedRequest
    from .sentences import SentenceSource

__all__ = ["SpeechStream"]


class SpeechStream:
    """
    The pieces of one speech, as they are made.

    Iterate over it, or use it as a context manager to be sure that the work stops with the block.
    Work begins when the first piece is asked for and runs ahead by a few pieces only. One thread
    takes the pieces; any thread may cancel.
    """

    def __init__(self, resolved: ResolvedRequest, source: SentenceSource, registry: Registry) -> None:
        self._resolved = resolved
        self._effects = EffectChain(resolved.effects, resolved.model_rate)
        self._preprocessor = Preprocessor(resolved, source)
        if not source.eager:
            self._preprocessor.prime()
        self._registry = registry
        self._cancel = CancelToken()
        self.stopped: Future[None] = Future()
        """Done as soon as the stream is cancelled, for whoever waits between two steps."""
        self._said: list[str] = []
        self._warnings = [
            SpeechWarning("fallback", f"{resolved.card.id!r} speaks instead: {why}")
            for why in resolved.passed_over.values()
        ]
        self._delivered = Delivered()
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._pieces = self._run()
        self._ended = False
        self._patient = False

    @property
    def patient(self) -> bool:
        """
        Set before the first piece is asked for: only the whole speech is waited for.

        No sentence is then cut for the sake of an early first sound, and the first utterance need not
        have the processors to itself. Every word is the same; the speech is that of `synthesize`.
        """
        return self._patient

    @patient.setter
    def patient(self, value: bool) -> None:
        self._patient = value

    @property
    def sample_rate(self) -> int:
        """The rate of every piece's audio."""
        return self._resolved.sample_rate

    @property
    def delivered(self) -> Delivered:
        """What has been handed out so far."""
        return replace(self._delivered, text=self.text[: self._delivered.span[1]])

    @property
    def warnings(self) -> tuple[SpeechWarning, ...]:
        """What the caller should know about the pieces so far, and, at the end, about the whole."""
        return tuple(self._warnings)

    @property
    def receipt(self) -> Receipt:
        """What was really used, with the text that has been said so far."""
        return receipt_of(self._resolved, self.text, self._said)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Where the text is markup, and what captions show there instead."""
        return self._preprocessor.edits

    @property
    def text(self) -> str:
        """The caller's text, as far as it is known."""
        return self._preprocessor.text

    def __iter__(self) -> Iterator[Piece]:
        return self

    def __next__(self) -> Piece:
        while isinstance(event := self.step(), Waiting):
            wait((*event.futures, self.stopped), return_when=FIRST_COMPLETED)
        return event

    def step(self) -> Piece | Waiting:
        """
        Go on without blocking: return the next piece, or what must be waited for before it.

        Raises StopIteration at the end and Cancelled when the stream was cancelled. It is what every
        way of taking the pieces is made of; `for piece in stream` is the plain one.
        """
        if self._is_inherited:
            raise SynthesisFailed(
                "this speech was begun before the process was forked, and is the parent's; begin a new one"
            )
        with self._lock:
            if self._ended:
                raise StopIteration
            self._cancel_check()
            try:
                event = next(self._pieces)
            except StopIteration:
                self._ended = True
                self._warnings.extend(self._preprocessor.warnings_until(len(self.text) + 1))
                raise
            except BaseException:
                self._cancel_check()
                self._ended = True
                raise
            if isinstance(event, Piece):
                self._deliver(event)
            return event

    def cancel(self) -> Delivered:
        """
        Stop the work, in the model too, and return what had been delivered.

        May be called more than once and from any thread. Whoever asks for pieces afterwards is told
        by Cancelled that the speech is not whole.
        """
        if not self._ended and not self._is_inherited:
            with suppress(InvalidStateError):  # Another thread cancelled before or in this moment.
                self.stopped.set_result(None)
            self._cancel.cancel()
            with self._lock:
                self._pieces.close()
                self._preprocessor.close()
        return self.delivered

    def collect(self) -> Speech:
        """Take all remaining pieces and return them as a whole Speech."""
        self.patient = True
        return self.whole(list(self))

    def whole(self, pieces: Sequence[Piece]) -> Speech:
        """Put all *pieces* of this stream together, once it has ended."""
        return Speech(
            text=self.text,
            audio=Audio.joined((piece.audio for piece in pieces), self.sample_rate),
            words=tuple(word for piece in pieces for word in piece.words),
            warnings=self.warnings,
            receipt=self.receipt,
            edits=self.edits,
        )

    def encode(self, format: str = "wav", **options: Any) -> Iterator[bytes]:  # noqa: A002  (the field's own word)
        """
        Encode the pieces as they come, by one encoder, valid from the first byte.

        The format and its options are checked before anything is returned. The stream says that it is
        synthetic speech and by whom, unless *tags* are among the options.
        """
        from ..encoding import open_encoder

        options.setdefault("tags", default_tags(format, self.receipt))
        encoder = open_encoder(format, sample_rate=self.sample_rate, **options)

        def chunks() -> Iterator[bytes]:
            try:
                for piece in self:
                    yield encoder.write(piece.audio)
                yield encoder.finish()
            finally:
                encoder.close()
                self.cancel()

        return chunks()

    def play(self, *, device: str | None = None, wait: bool = True) -> Playback:
        """
        Play the pieces as they are made, as `Speech.play` plays them when all are.

        To stop it stops the model, too. With `wait=False` the stream is the playback's from now on.
        """
        from ..playback import played

        return played(
            self,
            self.sample_rate,
            device=device,
            text=lambda: self.text,
            begin=self.delivered.seconds,
            cancel=self.cancel,
            wait=wait,
        )

    def __enter__(self) -> SpeechStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()

    def _run(self) -> Generator[Piece | Waiting, None, None]:
        """Claim the model when the first piece is asked for, so that a stream nobody takes holds nothing."""
        lease = self._registry.claim(self._resolved.model, self._resolved.load)
        yield from pieces(
            Job(
                self._resolved,
                self._preprocessor,
                lease,
                self._cancel,
                self._said,
                effects=self._effects,
                patient=self.patient,
            )
        )

    def _deliver(self, piece: Piece) -> None:
        self._warnings.extend(piece.warnings)
        before = self._delivered
        samples = before.samples + len(piece.audio)
        self._delivered = Delivered(
            pieces=before.pieces + 1,
            samples=samples,
            seconds=samples / self.sample_rate,
            span=(0, piece.span[1]),
            last_word=piece.words[-1] if piece.words else before.last_word,
        )

    @property
    def _is_inherited(self) -> bool:
        return self._process != os.getpid()

    def _cancel_check(self) -> None:
        if self.stopped.done():  # Not the token: that is also set when a stream ends by itself.
            raise Cancelled("this speech was cancelled before it was whole")
