"""Pieces of speech on disk, each under the hash of all that made it, each with a checksum of its own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import TTSError
from ..synthesizer import Rendering, SpeechWarning, Word

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["PieceCache", "plain"]

_MAGIC = b"tts-core piece\n"
_CHECKSUM = 32
_SUFFIX = ".piece"


class PieceCache:
    """
    A folder of renderings.

    An entry that is not, to the bit, what was put there is no entry: it is spoken again. Several
    programs may use one folder, because entries appear whole.
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
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_MAGIC + _digest(key, body) + body)
                Path(name).replace(place)
            except BaseException:
                with suppress(FileNotFoundError):
                    Path(name).unlink()
                raise
        except OSError as error:
            raise TTSError(f"cannot keep a piece in {self.folder}: {error.strerror or error}") from error

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove every entry but those under *keys*, and what writers that were killed left behind."""
        kept = {self._place(key) for key in keys}
        for place in self.folder.glob("??/*"):
            if place not in kept and place.suffix in (_SUFFIX, ".part"):
                place.unlink(missing_ok=True)
        for folder in self.folder.glob("??"):
            with suppress(OSError):  # It is not empty.
                folder.rmdir()

    def clear(self) -> None:
        """Remove the whole folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

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


def _digest(key: str, body: bytes) -> bytes:
    """Sign an entry with its own name too, so that one that was renamed is not taken for another."""
    return hashlib.sha256(key.encode() + body).digest()
