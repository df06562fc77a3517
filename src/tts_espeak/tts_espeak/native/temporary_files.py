"""
What espeak-ng needs on disk beside its own files, kept in a temporary folder until the program ends.

espeak-ng keeps the path of its data in 160 bytes, and lowers the case of a voice's file name before
it opens the file: on a file system that minds the case it finds `gmw/en-US` only by reading the
head of every voice there is. Both are cured by a folder with a short name and links in lower case.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tts_core import ModelUnavailable

__all__ = ["TemporaryFiles"]

_PREFIX = "tts-espeak-"
_LONGEST = 120
"""Bytes of a data path that are safe: espeak-ng appends names of voices to it."""


class TemporaryFiles:
    """
    A temporary folder, made when it is first needed and removed when the program ends.

    Not safe for threads: who uses it has his turn (see `lock.loading_lock`).
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._owner = 0
        self._views: dict[Path, Path] = {}
        self._copies = 0

    def usable_data(self, source: Path) -> Path:
        """Return a path by which espeak-ng can use the data in *source*: itself, or a view of links."""
        view = self._views.get(source)
        if view is not None and (view / "phontab").is_file():  # Temporary folders get swept now and then.
            return view
        long = len(os.fsencode(source)) > _LONGEST
        if not long and not _has_hidden_voices(source):
            return source
        try:
            view = self._directory() / f"data{len(self._views)}"
            shutil.rmtree(view, ignore_errors=True)
            _link_lowered(source, view)
        except OSError as error:
            if not long:  # Without the links all works, only slower.
                return source
            why = f"the path of its data is longer than espeak-ng can hold: {str(source)!r}"
            raise ModelUnavailable("espeak", why, "move the environment to a shorter path") from error
        if len(os.fsencode(view)) > _LONGEST:
            shutil.rmtree(view, ignore_errors=True)
            if not long:
                return source
            why = (
                f"the path of its data and that of temporary files are too long for espeak-ng: {str(view)!r}"
            )
            raise ModelUnavailable("espeak", why, "set TMPDIR to a shorter path")
        self._views[source] = view
        return view

    def copy_library(self, library: Path) -> Path:
        """Copy *library*, so that it can be loaded beside another user's of the same file."""
        try:
            copied = self._directory() / f"{self._copies}-{library.name}"
            self._copies += 1
            try:
                shutil.copyfile(library, copied)
            except OSError:
                copied.unlink(missing_ok=True)
                raise
        except OSError as error:
            why = f"its library is used by another part of this program, and cannot be copied: {error}"
            raise ModelUnavailable("espeak", why, "set TMPDIR to a folder that can be written to") from error
        return copied

    def _directory(self) -> Path:
        here = os.getpid()  # A forked child must not write over what its parent has loaded.
        if self._folder is None or self._owner != here or not self._folder.is_dir():
            temporary = _parent()
            _remove_abandoned(temporary)
            self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{here}-", dir=temporary))
            self._owner = here
            atexit.register(_remove, self._folder, here)
        return self._folder


def _parent() -> Path:
    """Return the folder for temporary files, or, where its path is too long to be of use, the system's."""
    usual = tempfile.gettempdir()
    room = len(f"/{_PREFIX}{os.getpid()}-01234567/data0")
    if len(os.fsencode(usual)) + room > _LONGEST and os.access("/tmp", os.W_OK | os.X_OK):  # noqa: S108  (mkdtemp makes a folder of our own in it)
        return Path("/tmp")  # noqa: S108  (as above)
    return Path(usual)


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # A forked child must not take its parent's folder away.
        shutil.rmtree(folder, ignore_errors=True)


def _remove_abandoned(temporary: Path) -> None:
    """Remove what killed processes left behind; should one be alive after all, it makes its own anew."""
    if os.name != "posix":  # Elsewhere os.kill ends the process that it is to ask for.
        return
    for folder in temporary.glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and not _is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # It is somebody else's.
        return True
    return True


def _has_hidden_voices(source: Path) -> bool:
    """Whether there are voices with capitals in their names, on a file system that minds them."""
    american = source / "lang" / "gmw" / "en-US"
    return american.is_file() and not (american.parent / "en-us").exists()


def _link_lowered(source: Path, view: Path) -> None:
    """Make *view* like *source*, but with voices in lower case; families without others are linked whole."""
    view.mkdir()
    for entry in source.iterdir():
        if entry.name != "lang":
            (view / entry.name).symlink_to(entry)
    (view / "lang").mkdir()
    for entry in (source / "lang").iterdir():
        voices = list(entry.iterdir()) if entry.is_dir() else []
        if all(voice.name == voice.name.lower() for voice in voices):
            (view / "lang" / entry.name).symlink_to(entry)
            continue
        (view / "lang" / entry.name).mkdir()
        for voice in voices:
            (view / "lang" / entry.name / voice.name.lower()).symlink_to(voice)
