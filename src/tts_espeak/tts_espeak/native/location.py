"""Which espeak-ng is used: the library, and the data that belongs to it."""

from __future__ import annotations

import os
import stat
import sys
import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from tts_core import ModelUnavailable

__all__ = ["Location", "configure", "locate", "variants"]

_NAMES = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}
_REINSTALL = "pip install --force-reinstall espeakng-loader"


@dataclass(frozen=True, slots=True)
class Location:
    """Where one espeak-ng is: its library, and its data or None for the place built into the library."""

    library: Path
    data: Path | None


_lock = threading.Lock()
_configured: list[Location] = []


def configure(library: str | os.PathLike[str] | None, data: str | os.PathLike[str] | None = None) -> None:
    """
    Use this espeak-ng instead of the one that was installed along, from the next utterance on.

    *data* is the folder `espeak-ng-data`; without it, it is sought beside the library. None as
    *library* goes back to the default: what PHONEMIZER_ESPEAK_LIBRARY names, else the one of
    `espeakng-loader`.
    """
    chosen = [] if library is None else [_given(Path(library), Path(data) if data else None, "configure()")]
    with _lock:
        _configured[:] = chosen


def locate() -> Location:
    """Find the espeak-ng to use, or raise ModelUnavailable with what is missing."""
    with _lock:
        if _configured:
            return _configured[0]
    named = os.environ.get("PHONEMIZER_ESPEAK_LIBRARY")
    if named:
        _refuse_what_others_can_write(Path(named))
        data = os.environ.get("ESPEAK_DATA_PATH")
        return _given(Path(named), Path(data) if data else None, "PHONEMIZER_ESPEAK_LIBRARY")
    return _shipped()


def variants() -> tuple[str, ...]:
    """Name the variants, the other speakers that any voice can be given, without loading anything."""
    try:
        data = locate().data
    except ModelUnavailable:  # Who asks for the model is told; a list of models must not fail over it.
        return ()
    folder = data / "voices" / "!v" if data else None
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted((entry.name for entry in folder.iterdir()), key=str.casefold))


def _given(library: Path, data: Path | None, origin: str) -> Location:
    if not library.is_file():
        why = f"{origin} names the espeak-ng library {str(library)!r}, which is no file"
        raise ModelUnavailable("espeak", why, "name an existing libespeak-ng, or unset it")
    library = library.resolve()
    if data is None:
        places = (library.parent, library.parent.parent / "share", library.parent.parent.parent / "share")
        found = (place / "espeak-ng-data" for place in places)
        return Location(library, next((each for each in found if _is_data(each)), None))
    for folder in (data / "espeak-ng-data", data):
        if _is_data(folder):
            return Location(library, folder.resolve())
    why = f"there is no espeak-ng data in {str(data)!r}"
    raise ModelUnavailable("espeak", why, "name the folder espeak-ng-data that belongs to the library")


def _refuse_what_others_can_write(library: Path) -> None:
    """
    Refuse a library of the environment that somebody else can have put there: loading it runs it.

    An application that names one by `configure` has chosen it; the environment may be anybody's.
    """
    why = ""
    if not library.is_absolute():
        why = "is not absolute, and would be another library in another folder"
    elif sys.platform != "win32" and library.is_file():  # Windows says who may write in a way of its own.
        for path in {library, library.resolve()}:
            status = path.lstat()
            if status.st_uid not in (os.geteuid(), 0):
                why = "belongs to another user"
            elif not path.is_symlink() and status.st_mode & stat.S_IWOTH:
                why = "can be written by everybody"
    if why:
        fix = "name a library of yours or root's by its absolute path, or unset PHONEMIZER_ESPEAK_LIBRARY"
        raise ModelUnavailable(
            "espeak", f"PHONEMIZER_ESPEAK_LIBRARY names {str(library)!r}, which {why}", fix
        )


@lru_cache(maxsize=1)
def _shipped() -> Location:
    """Find what was installed along. What was found is not sought again for every utterance."""
    # The loader is not imported: its functions import ctypes, and raise a bare RuntimeError.
    spec = find_spec("espeakng_loader")
    if spec is None or spec.origin is None:
        raise ModelUnavailable("espeak", "the package espeakng-loader is not installed", _REINSTALL)
    home = Path(spec.origin).resolve().parent
    library, data = home / _NAMES.get(sys.platform, "libespeak-ng.so"), home / "espeak-ng-data"
    if not library.is_file():
        why = f"espeakng-loader brings no {library.name} for this platform"
        raise ModelUnavailable(
            "espeak", why, "install espeak-ng and set PHONEMIZER_ESPEAK_LIBRARY to its library"
        )
    if not _is_data(data):
        raise ModelUnavailable("espeak", f"the data of espeak-ng is missing from {str(data)!r}", _REINSTALL)
    return Location(library, data)


def _is_data(folder: Path) -> bool:
    return (folder / "phontab").is_file()
