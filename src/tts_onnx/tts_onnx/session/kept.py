"""
The graph as the runtime made it ready, kept beside the model for a quicker start.

Most of a cold start is the runtime's work on the graph, the same each time. What it came to can be
kept, but holds only for that file, that runtime and that kind of processor, so all of them are
written down beside it, with a checksum; nothing is loaded that was not compared with these. The
checksum finds damage, and quickly, but vouches for nothing: so both must be files that nobody but the
user, or root, can have written, whoever else can write in their folder.
"""

from __future__ import annotations

import json
import mmap
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from .. import kernel
from . import processor
from .session import BadGraph, Session
from .trusted import Untrusted, only_ours, opened
from .versions import CPU, EDITION, quickest

if TYPE_CHECKING:
    from .session import Contract, Feeds

__all__ = ["Kept", "Trial"]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a graph is tried on: next to nothing, and something long enough to tell two versions apart."""

    first: Feeds
    sample: Feeds


@dataclass(frozen=True, slots=True)
class Kept:
    """The graph that may be kept beside the file *graph*."""

    graph: Path

    @property
    def path(self) -> Path:
        """Where the prepared graph is."""
        return self.graph.with_name(f"{self.graph.name}.ready")

    @property
    def note(self) -> Path:
        """Where it is written down what it was made from."""
        return self.graph.with_name(f"{self.graph.name}.ready.json")

    @property
    def is_wanted(self) -> bool:
        """Whether we were asked to keep one, be it valid or not."""
        return self.note.exists() and not self.distrust

    @property
    def distrust(self) -> str:
        """Why what is here is not loaded, whatever it is: others can have written it."""
        for path in (self.note, self.path):
            try:
                with opened(path):
                    pass
            except Untrusted as error:
                return f"{error}; keep it anew with: tts-core optimise"
            except OSError:  # There is none, or it cannot be read.
                continue
        return ""

    def want(self) -> None:
        """Ask for one to be kept: it is made when the model is loaded next."""
        if not self.is_wanted:
            self.remove()
            self.note.write_text("{}", "utf-8")
            only_ours(self.note)

    def is_valid(self) -> bool:
        """Whether there is one, made here from this very file, and still what was written."""
        try:
            noted = self._noted()
            noted.pop("rewritten", None)
            with opened(self.path) as path:
                return bool(noted == self._circumstances() | {"crc32": _checksum(path)})
        except (OSError, ValueError):
            return False

    def load(self, contract: Contract, threads: int) -> Session:
        """Load what is kept."""
        with opened(self.path) as path:
            return _made_ready(path, contract, threads, str(self._noted().get("rewritten")))

    def make(self, data: bytes, contract: Contract, trial: Trial, threads: int) -> None:
        """
        Keep the graph in *data*, made ready, if what is kept gives the same.

        Raises BadGraph if it does not, and OSError if it cannot be written; what was there then stays.
        """
        circumstances = self._circumstances()
        with tempfile.TemporaryDirectory(prefix=f".{self.path.name}.", dir=self.path.parent) as part:
            made = Path(part, self.path.name)
            fresh = quickest(data, contract, trial.first, threads=threads, providers=CPU, keep=made)
            again = _made_ready(made, contract, threads, fresh.rewritten)
            if not _alike(fresh.run(trial.sample), again.run(trial.sample)):
                raise BadGraph("made ready and kept, it does not say the same; it may throw dice")
            noted = made.with_name(self.note.name)
            told = circumstances | {"crc32": _checksum(made), "rewritten": fresh.rewritten}
            noted.write_text(json.dumps(told, indent=1), "utf-8")
            only_ours(made).replace(self.path)
            only_ours(noted).replace(self.note)

    def remove(self) -> None:
        """Keep nothing any more."""
        for file in (self.note, self.path):
            file.unlink(missing_ok=True)

    def _noted(self) -> dict[str, Any]:
        with opened(self.note) as note:
            noted = json.loads(note.read_bytes())
        if not isinstance(noted, dict):
            raise ValueError(f"{self.note} is no note of ours")
        return noted

    def _circumstances(self) -> dict[str, Any]:
        """Return what the prepared graph depends on."""
        status = self.graph.stat()
        return {
            "edition": EDITION,
            "own operator": kernel.library() is not None,
            "onnxruntime": onnxruntime.__version__,
            "processor": processor.kind(),
            "bytes": status.st_size,
            "modified": int(status.st_mtime),  # Whole seconds: an image's layers keep no less and no more.
        }


def _made_ready(path: Path, contract: Contract, threads: int, rewritten: str) -> Session:
    with _mapped(path) as content:
        operators = kernel.library_for(content)
    return Session(
        path,
        contract,
        threads=threads,
        providers=CPU,
        operators=operators,
        rewritten=rewritten,
        ready=True,
    )


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two runs gave the same but for the last bits."""
    return all(
        np.shape(value) == np.shape(other[name]) and np.allclose(value, other[name], rtol=0, atol=1e-5)
        for name, value in one.items()
    )


def _checksum(path: Path) -> int:
    with _mapped(path) as content:
        return zlib.crc32(content)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
