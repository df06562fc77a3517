"""Where the sound goes: a file that is whole or absent, or a stream of bytes."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..atomic_file import atomic_write, is_ordinary, naming
from ..provenance import default_tags, tags_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..audio import Audio
    from ..encoding import Encoder
    from ..receipt import Receipt

__all__ = ["STDOUT", "AudioWriter", "open_writer"]

STDOUT = Path("-")


class AudioWriter:
    """One encoder and the place its bytes go to at once, so that nothing is held however long the text."""

    def __init__(self, name: str, encoder: Encoder, out: IO[bytes]) -> None:
        self.format = name
        self.encoder = encoder
        self._out = out

    def write(self, audio: Audio) -> None:
        """Encode *audio* and send it on; whoever listens to a stream is not kept waiting."""
        self._out.write(self.encoder.write(audio))
        self._out.flush()


@contextmanager
def open_writer(
    target: Path, name: str | None, sample_rate: int, receipt: Receipt, *, embedded: bool = False
) -> Iterator[AudioWriter]:
    """
    Open *target* for audio of *sample_rate*, in the format called *name* or that its extension names.

    A file takes its place when the block has ended well. A device or a named pipe is written to as
    it is, like standard output.
    """
    from ..encoding import format_for, open_encoder
    from ..encoding.finishing import finish_file

    chosen = (name or "wav") if target == STDOUT else format_for(target, name)
    whole = target != STDOUT and is_ordinary(target)
    tags = tags_of(receipt, embedded=True) if embedded else default_tags(chosen, receipt)
    encoder = open_encoder(chosen, sample_rate=sample_rate, tags=tags, whole=whole)
    with closing(encoder), _place(target, whole=whole) as out:
        yield AudioWriter(chosen, encoder, out)
        finish_file(out, encoder)
        out.flush()


def _place(target: Path, *, whole: bool) -> AbstractContextManager[IO[bytes]]:
    if whole:
        return atomic_write(target)
    return _stream(target)


@contextmanager
def _stream(target: Path) -> Iterator[IO[bytes]]:
    if target == STDOUT:
        with naming("standard output"):
            yield sys.stdout.buffer
    else:
        with naming(target), target.open("wb") as file:
            yield file
