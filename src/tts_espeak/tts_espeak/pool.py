"""
The espeak-ngs of this process.

espeak-ng keeps all it knows in global variables: one voice, one text, one state. So a library is lent
to one user at a time, and each gets one that was loaded afresh, which costs a third of a millisecond and
makes the same text the same samples, whoever spoke before. For users at the same time there are
several, each in a place of its own, made when it is first needed: who is alone pays for one.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable

from .location import locate
from .processors import processors
from .slot import Slot
from .temporary_folder import TemporaryFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import CancelToken

    from .library import Library
    from .location import Location

__all__ = ["LibraryPool", "library_pool"]

_POLL_SECONDS = 0.02


class LibraryPool:
    """Lends libraries: as many at once as speak side by side, and one, so that phonemes need not wait."""

    def __init__(self) -> None:
        self._most = processors() + 1
        self._changed = threading.Condition()
        self._idle: list[Slot] = []
        self._lent: set[Slot] = set()
        self._cramped: set[Location] = set()
        """Libraries of which no second could be loaded: there is no room for a copy, or none that can run."""
        self._folder = TemporaryFolder()
        self._holders = 0
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)

    @property
    def is_lent(self) -> bool:
        """Whether somebody has a library just now."""
        return bool(self._lent)

    @contextmanager
    def fresh(self, cancel: CancelToken | None = None) -> Iterator[Library]:
        """Lend a library in which nothing was spoken yet; give up waiting for it when cancelled."""
        place, library = self._ready(cancel)
        try:
            yield library
        finally:
            place.clear()
            self._take_back(place)

    def hold(self) -> None:
        """Load a library, so that whoever is going to use it fails now if it cannot be had."""
        place, _ = self._ready()
        with self._changed:
            self._holders += 1
        self._take_back(place)

    def release(self) -> None:
        """Undo one `hold`; after the last one, what nobody uses is unloaded. It comes back when used."""
        with self._changed:
            self._holders -= 1
            if self._holders == 0:
                for place in self._idle:
                    place.clear()

    def _ready(self, cancel: CancelToken | None = None) -> tuple[Slot, Library]:
        location = locate()
        try:
            return self._loaded(location, cancel)
        except ModelUnavailable:  # Perhaps only because another one is loaded: it is tried again alone.
            self._cramped.add(location)
        try:
            return self._loaded(location, cancel)
        except ModelUnavailable:
            self._cramped.discard(location)
            raise

    def _loaded(self, location: Location, cancel: CancelToken | None) -> tuple[Slot, Library]:
        place = self._taken(location, cancel)
        try:
            return place, place.ready(location)
        except BaseException:
            self._take_back(place)
            raise

    def _taken(self, location: Location, cancel: CancelToken | None) -> Slot:
        """Take a place that is idle, or a new one, as soon as there may be one more in use."""
        with self._changed:
            while True:
                if cancel is not None:
                    cancel.check()
                most = 1 if location in self._cramped else self._most
                if len(self._lent) < most:
                    break
                self._changed.wait(_POLL_SECONDS)
            place = self._idle.pop() if self._idle else Slot(self._folder)
            self._lent.add(place)
            return place

    def _take_back(self, place: Slot) -> None:
        with self._changed:
            self._lent.discard(place)
            self._idle.append(place)
            self._idle.sort(key=lambda each: each.is_loaded)  # Taken first, before the one used last.
            self._changed.notify()

    def _forked(self) -> None:
        """Forget, in a forked child, the places whose users did not come along."""
        self._changed = threading.Condition()
        self._lent = set()


library_pool = LibraryPool()
"""Not loaded before it is used."""
