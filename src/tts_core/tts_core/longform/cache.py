"""Pieces of speech on disk, each under the hash of all that made it, each with a checksum of its own."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..atomic_file import PART, clear_abandoned, replacing
from ..errors import TTSError
from ..synthesizer import Rendering, SpeechWarning, Word

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

__all__ = ["PieceCache", "plain"]

_MAGIC = b"tts-core piece\n"
_CHECKSUM = 32
_SUFFIX = ".piece"


class PieceCache:
    """
    A folder of renderings.

    An entry that is not, to the bit, what was put there is no entry: it is spoken again. Several
    programs may use one folder, because entries appear whole, and several users where the folder's
    rights say so: entries have the same. A folder that is made here is its user's alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged = 0
        """How many entries were found that had changed since they were put there."""

    def get(self, key: str) -> Rendering | None:
        """Return the rendering that is kept under *key*."""
        try:
            data = self._place(key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._refused("read", error) from error
        start = len(_MAGIC) + _CHECKSUM
        if data[: len(_MAGIC)] != _MAGIC or _digest(key, data[start:]) != data[len(_MAGIC) : start]:
            self.damaged += 1
            return None
        head, _, samples = data[start:].partition(b"\n")
        return _rendering(json.loads(head), samples)

    def put(self, key: str, rendering: Rendering) -> None:
        """Keep a rendering that went through `plain`."""
        body = json.dumps(_head(rendering), ensure_ascii=True).encode() + b"\n" + rendering.samples.tobytes()
        place = self._place(key)
        try:
            rights = self._opened(place.parent)
            with replacing(place, rights=rights & 0o666) as file:
                file.write(_MAGIC + _digest(key, body) + body)
        except OSError as error:
            raise self._refused("keep", error) from error

    def clear_abandoned(self) -> None:
        """Remove what writers that were killed left behind."""
        for folder in self.folder.glob("??"):
            clear_abandoned(folder, f".*{PART}")

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove every entry but those under *keys*."""
        kept = {self._place(key) for key in keys}
        for place in self.folder.glob("??/*"):
            if place not in kept and place.suffix == _SUFFIX:
                place.unlink(missing_ok=True)
        for folder in self.folder.glob("??"):
            with suppress(OSError):  # It is not empty.
                folder.rmdir()

    def clear(self) -> None:
        """Remove the whole folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _opened(self, shelf: Path) -> int:
        """Make the folder of some entries, and return the rights of the whole cache, which are theirs."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            self.folder.mkdir(mode=0o700)
        rights = stat.S_IMODE(self.folder.stat().st_mode)
        with suppress(FileExistsError):
            shelf.mkdir()
            shelf.chmod(rights)
        return rights

    def _refused(self, what: str, error: OSError) -> TTSError:
        why = error.strerror or str(error)
        if isinstance(error, PermissionError):
            why += (
                f"; {_whose(self.folder)}. Name another cache, or let its owner share it with a group: "
                "chgrp -R GROUP, then chmod -R g+rwX and chmod g+s on the folder"
            )
        return TTSError(f"cannot {what} a piece in {self.folder}: {why}")

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}{_SUFFIX}"


def plain(rendering: Rendering) -> Rendering:
    """
    Return *rendering* as it will be when it is read back.

    What is spoken now is thereby, to the bit, what is found later.
    """
    made = replace(rendering, samples=np.ascontiguousarray(rendering.samples, dtype="<f4"))
    return _rendering(json.loads(json.dumps(_head(made))), made.samples.tobytes())


def _head(rendering: Rendering) -> dict[str, Any]:
    return {
        "sample_rate": int(rendering.sample_rate),
        "samples": len(rendering.samples),
        "words": [
            [word.text, *map(int, word.span), float(word.start), float(word.end), word.quality]
            for word in rendering.words
        ],
        "warnings": [
            [warning.code, warning.message, warning.span and [int(each) for each in warning.span]]
            for warning in rendering.warnings
        ],
    }


def _rendering(head: dict[str, Any], samples: bytes) -> Rendering:
    return Rendering(
        samples=np.frombuffer(samples, dtype="<f4").astype(np.float32, copy=False),
        sample_rate=head["sample_rate"],
        words=tuple(
            Word(text, (first, last), start, end, quality)
            for text, first, last, start, end, quality in head["words"]
        ),
        warnings=tuple(
            SpeechWarning(code, message, tuple(span) if span else None)
            for code, message, span in head["warnings"]
        ),
    )


def _whose(folder: Path) -> str:
    """Say whose the folder is, or, where not even that may be asked, whose the one above it."""
    for place in (folder, *folder.absolute().parents):
        with suppress(OSError, KeyError, NotImplementedError):  # Windows knows no owners.
            return f"{place} belongs to {place.owner()}"
    return "it belongs to somebody else"


def _digest(key: str, body: bytes) -> bytes:
    """Sign an entry with its own name too, so that one that was renamed is not taken for another."""
    return hashlib.sha256(key.encode() + body).digest()
