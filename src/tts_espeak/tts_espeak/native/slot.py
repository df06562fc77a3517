"""One slot of the pool, in which an espeak-ng is loaded: for one user at a time, afresh for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .library import Library
from .lock import loading_lock

if TYPE_CHECKING:
    from pathlib import Path

    from .location import Location
    from .temporary_files import TemporaryFiles

__all__ = ["Slot"]


class Slot:
    """
    Loads the library from its file; where somebody has that loaded already, from a copy of the file.

    A copy is a library of its own, with global variables of its own. Whoever else has the file, in
    another slot or in another part of this program, is not disturbed.
    """

    def __init__(self, files: TemporaryFiles) -> None:
        self._files = files
        self._library: Library | None = None
        self._location: Location | None = None
        self._copies: dict[Location, Path] = {}

    @property
    def is_loaded(self) -> bool:
        """Whether a library is loaded here, be it in use or not used yet."""
        return self._library is not None

    def load(self, location: Location) -> Library:
        """Return a library in which nothing was spoken yet: the one that is loaded, or a new one."""
        if self._library is not None and location == self._location:
            return self._library
        self.unload()
        with loading_lock.held():
            self._library = self._load(location)
        self._location = location
        return self._library

    def unload(self) -> None:
        """Unload the library, whose next user gets a fresh one."""
        library, self._library = self._library, None
        if library is not None:
            with loading_lock.held():
                library.unload()

    def _load(self, location: Location) -> Library:
        data = self._files.usable_data(location.data) if location.data is not None else None
        copy = self._copies.get(location)
        if copy is None or not copy.is_file():  # Temporary folders get swept now and then.
            library = Library(location.library, data)
            if library.is_fresh:
                return library
            library.unload()
            copy = self._files.copy_library(location.library)
        # Nobody else has the copy: where it is not fresh, this platform never unloads a library.
        library = Library(location.library, data, copy=copy, restart=True)
        self._copies[location] = copy
        return library
