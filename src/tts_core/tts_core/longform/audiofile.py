"""The way of a book's audio into its file: levelled where that is asked for, encoded, written."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from ..audio import Audio
    from ..encoding import Encoder
    from ..loudness import Leveller

__all__ = ["AudioFileWriter"]


class AudioFileWriter:
    """One whole file of sound, written as it comes."""

    def __init__(self, encoder: Encoder, out: IO[bytes], leveller: Leveller | None = None) -> None:
        self._encoder = encoder
        self._out = out
        self._leveller = leveller

    def write(self, audio: Audio) -> None:
        """Write more."""
        levelled = self._leveller.write(audio) if self._leveller is not None else audio
        self._out.write(self._encoder.write(levelled))

    def finish(self) -> None:
        """Write what is left, and correct the sizes at the beginning."""
        if self._leveller is not None:
            self._out.write(self._encoder.write(self._leveller.finish()))
        self._out.write(self._encoder.finish())
        self._out.seek(0)
        self._out.write(self._encoder.header())
