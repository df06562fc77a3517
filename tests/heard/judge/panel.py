"""Who listens, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import scoring
from .ears import Aligner, Quality, Whisper
from .kept import Kept, Spoken

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Figures", "Judge"]

Figures = dict[str, Any]


@dataclass(frozen=True)
class Judge:
    """All who listen, and what they heard before."""

    kept: Kept
    whisper: Whisper
    aligner: Aligner
    quality: Quality
    every: int = 1
    """Of sentences that are heard one by one, only every so many-th is."""

    @classmethod
    def in_folder(cls, folder: Path, every: int) -> Judge:
        """Let them keep what they heard in *folder*."""
        kept = Kept(folder)
        return cls(kept, Whisper(kept), Aligner(kept), Quality(kept), every)

    def hearing(self, spoken: Spoken, said: str) -> scoring.Hearing:
        """Compare what was heard of *spoken* with what was to be *said*."""
        return scoring.best(said, self.whisper.hear(spoken.samples))
