"""
The espeak-ngs of this process.

espeak-ng keeps all it knows in global variables: one voice, one text, one state. So a library is lent
to one user at a time, and each gets one that was loaded afresh, which costs a third of a millisecond and
makes the same text the same samples, whoever spoke before. For users at the same time there are
several, each in a slot of its own, made when it is first needed: who is alone pays for one.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable, renew_after_fork

from .concurrency import concurrency
from .location import locate
from .slot import Slot
from .temporary_files import TemporaryFiles

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
        self._limit = concurrency() + 1
        self._changed = threading.Condition()
        self._idle: list[Slot] = []
        self._lent: set[Slot] = set()
        self._uncopyable: set[Location] = set()
        """Libraries of which no second could be loaded: there is no room for a copy, or none that can run."""
        self._files = TemporaryFiles()
        self._holds = 0
        renew_after_fork(self)

    @property
    def is_lent(self) -> bool:
        """Whether somebody has a library just now."""
        return bool(self._lent)

    @contextmanager
    def borrow(self, cancel: CancelToken | None = None) -> Iterator[Library]:
        """Lend a library in which nothing was spoken yet; give up waiting for it when cancelled."""
        slot, library = self._load(cancel)
        try:
            yield library
        finally:
            slot.unload()
            self._give_back(slot)

    def hold(self) -> None:
        """Load a library, so that whoever is going to use it fails now if it cannot be had."""
        slot, _ = self._load()
        with self._changed:
            self._holds += 1
        self._give_back(slot)

    def release(self) -> None:
        """Undo one `hold`; after the last one, what nobody uses is unloaded. It comes back when used."""
        with self._changed:
            self._holds -= 1
            if self._holds == 0:
                for slot in self._idle:
                    slot.unload()

    def _load(self, cancel: CancelToken | None = None) -> tuple[Slot, Library]:
        location = locate()
        try:
            return self._load_once(location, cancel)
        except ModelUnavailable:  # Perhaps only because another one is loaded: it is tried again alone.
            self._uncopyable.add(location)
        try:
            return self._load_once(location, cancel)
        except ModelUnavailable:
            self._uncopyable.discard(location)
            raise

    def _load_once(self, location: Location, cancel: CancelToken | None) -> tuple[Slot, Library]:
        slot = self._free_slot(location, cancel)
        try:
            return slot, slot.load(location)
        except BaseException:
            self._give_back(slot)
            raise

    def _free_slot(self, location: Location, cancel: CancelToken | None) -> Slot:
        """Take a slot that is idle, or a new one, as soon as there may be one more in use."""
        with self._changed:
            while True:
                if cancel is not None:
                    cancel.check()
                limit = 1 if location in self._uncopyable else self._limit
                if len(self._lent) < limit:
                    break
                self._changed.wait(_POLL_SECONDS)
            slot = self._idle.pop() if self._idle else Slot(self._files)
            self._lent.add(slot)
            return slot

    def _give_back(self, slot: Slot) -> None:
        with self._changed:
            self._lent.discard(slot)
            self._idle.append(slot)
            self._idle.sort(key=lambda each: each.is_loaded)  # Taken first, before the one used last.
            self._changed.notify()

    def renew(self) -> None:
        """Forget, in a forked child, the slots whose users did not come along."""
        self._changed = threading.Condition()
        self._lent = set()
        self._holds = 0


library_pool = LibraryPool()
"""Not loaded before it is used."""
