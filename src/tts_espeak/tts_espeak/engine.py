"""
The one espeak-ng of this process.

espeak-ng keeps all it knows in global variables: one voice, one text, one state. So there is one
lock here, one loaded library at a time, and every use starts from a freshly loaded one, which costs
a third of a millisecond and makes the same text the same samples, whoever spoke before.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .library import Library
from .location import Location, locate
from .workroom import Workroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import CancelToken

__all__ = ["Engine", "engine"]

_POLL_SECONDS = 0.02


class Engine:
    """Lends the library to one user at a time, loading and unloading it as needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._library: Library | None = None
        self._location: Location | None = None
        self._used = False
        self._copied: dict[Location, Location] = {}
        self._workroom = Workroom()
        self._holders = 0
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)

    @property
    def is_lent(self) -> bool:
        """Whether somebody has the library just now."""
        return self._lock.locked()

    @contextmanager
    def fresh(self, cancel: CancelToken | None = None) -> Iterator[Library]:
        """Lend a library in which nothing was spoken yet; give up waiting for it when cancelled."""
        while not self._lock.acquire(timeout=_POLL_SECONDS):
            if cancel is not None:
                cancel.check()
        try:
            if cancel is not None:
                cancel.check()
            library = self._ready()
            self._used = True
            yield library
        finally:
            self._lock.release()

    def hold(self) -> None:
        """Load the library, so that whoever is going to use it fails now if it cannot be had."""
        with self._lock:
            self._ready()
            self._holders += 1

    def release(self) -> None:
        """Undo one `hold`; the last one unloads the library. It comes back when it is used again."""
        with self._lock:
            self._holders -= 1
            if self._holders == 0:
                self._unload()

    def _ready(self) -> Library:
        location = locate()
        if self._library is not None and location == self._location and not self._used:
            return self._library
        self._unload()
        self._library = self._load(location)
        self._location = location
        self._used = not self._library.is_fresh
        return self._library

    def _load(self, location: Location) -> Library:
        data = self._workroom.data(location.data) if location.data is not None else None
        library = Library(self._copied.get(location, location).library, data)
        if library.is_fresh:
            return library
        # Somebody else in this program uses the same file: a copy of it is a library of its own.
        library.unload()
        if location in self._copied:  # Nobody else has the copy: this platform never unloads a library.
            return Library(self._copied[location].library, data, adopt=True)
        self._copied[location] = Location(self._workroom.copy(location.library), location.data)
        return Library(self._copied[location].library, data)

    def _forked(self) -> None:
        """Forget, in a forked child, a library that a thread was using which did not come along."""
        if self._lock.locked():
            self._lock = threading.Lock()
            self._library = None

    def _unload(self) -> None:
        if self._library is not None:
            self._library.unload()
            self._library = None


engine = Engine()
"""Not loaded before it is used."""
