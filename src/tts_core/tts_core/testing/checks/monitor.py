"""Watching what a process does besides what it was asked for."""

from __future__ import annotations

import ctypes
import io
import logging
import os
import sys
import tempfile
import threading
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Observed", "monitored"]

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_LOOPS = ("127.", "::1", "localhost")


@dataclass(slots=True)
class Observed:
    """What was seen while the watch lasted."""

    printed: str = ""
    environment: set[str] = field(default_factory=set)
    """The variables that were set, changed or taken away."""
    moved: bool = False
    """Whether the working directory is another than before."""
    written: list[str] = field(default_factory=list)
    """Files in the working directory that were opened for writing."""
    connected: list[str] = field(default_factory=list)
    """Addresses that were asked for over the network."""
    logged: list[str] = field(default_factory=list)
    """Messages logged at INFO or above."""
    threads: list[str] = field(default_factory=list)
    """Threads that were left behind."""

    def before(self, later: Observed) -> Observed:
        """Return what was seen in both watches; threads and connections of the first were its right."""
        return Observed(
            printed=self.printed + later.printed,
            environment=self.environment | later.environment,
            moved=self.moved or later.moved,
            written=self.written + later.written,
            connected=later.connected,
            logged=self.logged + later.logged,
            threads=later.threads,
        )


class _Auditor:
    """Python's audit hooks cannot be taken out again; so there is one, and it usually does nothing."""

    def __init__(self) -> None:
        self.seen: Observed | None = None
        self.here = Path.cwd()
        self.offline = False
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        seen = self.seen
        if seen is None:
            return
        if event == "open":
            self._opened(seen, *arguments)
        elif event == "socket.getaddrinfo":
            self._addressed(seen, str(arguments[0]))
        elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
            self._addressed(seen, str(arguments[1][0]))

    def _opened(self, seen: Observed, path: object, _: object, flags: object) -> None:
        if not (isinstance(flags, int) and flags & _WRITING) or not isinstance(path, str | bytes):
            return
        full = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  (inside an audit hook only plain calls are safe)
        if full.startswith(f"{self.here}{os.sep}") and "__pycache__" not in full:
            seen.written.append(full)

    def _addressed(self, seen: Observed, address: str) -> None:
        if not address.startswith(_LOOPS):
            seen.connected.append(address)
            if self.offline:
                raise ConnectionError(f"no network while a model is being checked (it asked for {address})")


_auditor = cache(_Auditor)


class _Listening(logging.Handler):
    def __init__(self, seen: Observed) -> None:
        super().__init__(logging.INFO)
        self._seen = seen

    def emit(self, record: logging.LogRecord) -> None:
        self._seen.logged.append(record.getMessage())


@contextmanager
def monitored(*, offline: bool = False) -> Iterator[Observed]:
    """Watch the process for the length of a block, perhaps refusing it the network."""
    seen = Observed()
    environment, here, threads = dict(os.environ), Path.cwd(), set(threading.enumerate())
    auditor = _auditor()
    auditor.here, auditor.offline = here, offline
    with _captured(seen), _logged(seen):
        auditor.seen = seen
        try:
            yield seen
        finally:
            auditor.seen = None
            now = dict(os.environ)
            seen.environment = {
                name
                for name in environment.keys() | now.keys()
                if environment.get(name) != now.get(name) and not name.startswith("PYTEST_")
            }
            seen.moved = Path.cwd() != here
            if offline:
                seen.threads = [thread.name for thread in _lasting(set(threading.enumerate()) - threads)]


def _lasting(threads: set[threading.Thread]) -> list[threading.Thread]:
    """Return those of *threads* that do not end soon."""
    for thread in threads:
        thread.join(1.0)
    return sorted((thread for thread in threads if thread.is_alive()), key=lambda thread: thread.name)


@contextmanager
def _logged(seen: Observed) -> Iterator[None]:
    root, listening = logging.getLogger(), _Listening(seen)
    level = root.level
    root.addHandler(listening)
    root.setLevel(min(level, logging.INFO) if level else logging.INFO)
    try:
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(listening)


@contextmanager
def _captured(seen: Observed) -> Iterator[None]:
    """Catch what is printed, by Python and by foreign code below it."""
    said = io.StringIO()
    with tempfile.TemporaryFile() as below:
        _flush()
        kept = [os.dup(number) for number in (1, 2)]
        try:
            for number in (1, 2):
                os.dup2(below.fileno(), number)
            with redirect_stdout(said), redirect_stderr(said):
                yield
        finally:
            _flush()
            for number, copy in zip((1, 2), kept, strict=True):
                os.dup2(copy, number)
                os.close(copy)
            below.seek(0)
            seen.printed = said.getvalue() + below.read().decode("utf-8", "replace")


def _flush() -> None:
    """Empty the buffers of Python and, where it can be reached, of the C library."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)
