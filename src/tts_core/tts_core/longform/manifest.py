"""What became of each line of a batch, written down as it happens."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..atomic_file import atomic_write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Manifest", "Outcome"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one line."""

    line: int
    id: str
    status: Literal["done", "failed"]
    file: str | None = None
    """Its name in the folder of the batch."""
    seconds: float = 0.0
    sha256: str = ""
    """Of the file, so that one that was changed or cut is made again."""
    key: str = ""
    """Of all that made it, so that a line that was changed is spoken again."""
    model: str | None = None
    voice: str | None = None
    warnings: tuple[str, ...] = ()
    error: str | None = None
    kept: bool = False
    """Whether it was there already."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as it stands in the manifest."""
        plain = asdict(self)
        del plain["kept"]
        return plain


class Manifest:
    """
    A file with one JSON object per line of a batch.

    While a batch runs, what becomes of its lines is added at the end, where the last word on an id
    counts. When it has ended, the file is written anew in the order of the batch.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self._lock = threading.Lock()
        self._former = _read(place)

    def former(self, name: str) -> dict[str, Any] | None:
        """Return what an earlier run wrote about the line called *name*."""
        return self._former.get(name)

    def add(self, outcome: Outcome) -> None:
        """Write down at once what became of a line."""
        said = json.dumps(outcome.as_dict(), ensure_ascii=False) + "\n"
        with self._lock, self.place.open("a", encoding="utf-8") as file:
            file.write(said)

    def settle(self, outcomes: Iterable[Outcome]) -> None:
        """Write everything anew, in order."""
        with atomic_write(self.place) as file:
            for outcome in outcomes:
                file.write(f"{json.dumps(outcome.as_dict(), ensure_ascii=False)}\n".encode())


def _read(place: Path) -> dict[str, dict[str, Any]]:
    """Read an earlier manifest; a last line that was cut off tells nothing."""
    found: dict[str, dict[str, Any]] = {}
    if not place.exists():
        return found
    for line in place.read_bytes().splitlines():
        try:
            said = json.loads(line)
        except ValueError:  # Cut off by a crash: the line is spoken again.
            continue
        if isinstance(said, dict) and isinstance(said.get("id"), str):
            found[said["id"]] = said
    return found
