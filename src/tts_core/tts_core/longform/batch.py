"""Many texts into many files, several at once, none of them twice."""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Unpack

from ..api import default_registry, stream
from ..atomic_file import atomic_write
from ..encoding import FORMATS, open_encoder
from ..encoding.finishing import finish_file
from ..errors import Cancelled
from ..provenance import tags_of
from ..request import Request
from .cachekey import CacheKeys
from .manifest import Manifest, Outcome

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from ..pipeline import SpeechStream
    from ..registry import Registry
    from ..request import RequestFields
    from .batchinput import Line

__all__ = ["MANIFEST", "Outcome", "run_batch"]

MANIFEST = "manifest.jsonl"


def run_batch(
    lines: Iterable[Line],
    folder: Path,
    *,
    format: str = "mp3",  # noqa: A002  (the field's own word)
    encoding: Mapping[str, Any] | None = None,
    jobs: int = 4,
    receipt: bool = False,
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> Generator[Outcome, None, None]:
    """
    Speak *lines* into files in *folder*; yield what became of each, in their order.

    A line that fails is an outcome that says why. A line whose file is there, unchanged, and would
    be made the same again, is kept. *fields* are what a line asks for unless it says otherwise. With
    *receipt* each file holds all that is needed to make it again.
    """
    if jobs < 1:
        raise ValueError(f"at least one text must be spoken at a time, not {jobs}")
    held = registry or default_registry()
    open_encoder(format, sample_rate=24000, whole=True, **(encoding or {})).close()
    request = Request(text="one", **fields)
    if any(fields.get(name) for name in ("model", "voice", "language", "options", "effects")):
        with stream(request, registry=held):
            pass  # What is wrong with the manner of all lines is no fault of each.
    folder.mkdir(exist_ok=True)
    worker = _Worker(folder, format, encoding or {}, registry=held, fields=fields, receipt=receipt)
    return _run(lines, worker, jobs)


def _run(lines: Iterable[Line], worker: _Worker, jobs: int) -> Generator[Outcome, None, None]:
    """Keep a few lines under way, never more, however many there are."""
    outcomes: list[Outcome] = []
    running: deque[Future[Outcome]] = deque()
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="tts-core batch")
    try:
        for line in lines:
            running.append(pool.submit(worker.outcome, line))
            if len(running) >= 2 * jobs:
                outcomes.append(running.popleft().result())
                yield outcomes[-1]
        while running:
            outcomes.append(running.popleft().result())
            yield outcomes[-1]
        worker.manifest.settle(outcomes)
    finally:
        worker.stop()
        pool.shutdown(cancel_futures=True)


class _Worker:
    """Makes one line after the other, on whichever thread."""

    def __init__(
        self,
        folder: Path,
        format: str,  # noqa: A002  (the field's own word)
        encoding: Mapping[str, Any],
        *,
        registry: Registry,
        fields: Mapping[str, Any],
        receipt: bool,
    ) -> None:
        self._folder = folder
        self._format = format
        self._encoding = encoding
        self._registry = registry
        self._fields = fields
        self._receipt = receipt
        self._lock = threading.Lock()
        self._stopped = False
        self._speaking: set[SpeechStream] = set()
        self.manifest = Manifest(folder / MANIFEST)

    def outcome(self, line: Line) -> Outcome:
        """Make *line*, or find that it is made, or say why it cannot be made."""
        try:
            if line.problem is not None:
                raise ValueError(line.problem)
            made = self._made(line)
        except Exception as error:  # Whatever is wrong with one line, the others are not to blame.
            if self._stopped and isinstance(error, Cancelled):
                raise
            said = " ".join(str(error).split()) or type(error).__name__
            made = Outcome(line=line.number, id=line.name, status="failed", error=said)
        if not made.kept:
            self.manifest.add(made)
        return made

    def stop(self) -> None:
        """Stop whatever is being spoken, and begin no more."""
        with self._lock:
            self._stopped = True
            speaking = list(self._speaking)
        for speech in speaking:
            speech.cancel()

    def _made(self, line: Line) -> Outcome:
        request = Request(text=line.text, **{**self._fields, **line.fields})
        with self._spoken(request) as speech:
            receipt = speech.receipt
            file = self._folder / f"{line.name}{FORMATS[self._format].extensions[0]}"
            key = self._key(request, receipt.model)
            former = self.manifest.former(line.name)
            if former is not None and former.get("key") == key and _is_there(file, former):
                return _kept(line, former)
            tags = tags_of(receipt, embedded=self._receipt) if FORMATS[self._format].tagged else None
            encoder = open_encoder(
                self._format, sample_rate=speech.sample_rate, tags=tags, whole=True, **self._encoding
            )
            with closing(encoder), atomic_write(file) as out:
                for piece in speech:
                    out.write(encoder.write(piece.audio))
                finish_file(out, encoder)
            return Outcome(
                line=line.number,
                id=line.name,
                status="done",
                file=file.name,
                seconds=round(speech.delivered.seconds, 3),
                sha256=_digest(file),
                key=key,
                model=receipt.model,
                voice=receipt.voice,
                warnings=tuple(map(str, (*speech.warnings, *encoder.warnings))),
            )

    @contextmanager
    def _spoken(self, request: Request) -> Iterator[SpeechStream]:
        """Begin to speak, within reach of `stop`."""
        with stream(request, registry=self._registry) as speech:
            speech.patient = True
            with self._lock:
                if self._stopped:
                    raise Cancelled("the batch was stopped")
                self._speaking.add(speech)
            try:
                yield speech
            finally:
                with self._lock:
                    self._speaking.discard(speech)

    def _key(self, request: Request, name: str) -> str:
        model = self._registry.catalog.find(name)
        written = [self._format, dict(self._encoding), self._receipt]
        return CacheKeys(model, request.load).request_key(request, written)


def _is_there(file: Path, former: Mapping[str, Any]) -> bool:
    return former.get("status") == "done" and file.is_file() and _digest(file) == former.get("sha256")


def _kept(line: Line, former: Mapping[str, Any]) -> Outcome:
    """Return what an earlier run wrote down, for the line as it is numbered now."""
    known = {name: former[name] for name in ("file", "seconds", "sha256", "key", "model", "voice")}
    warnings = tuple(former.get("warnings", ()))
    return Outcome(line=line.number, id=line.name, status="done", warnings=warnings, kept=True, **known)


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
